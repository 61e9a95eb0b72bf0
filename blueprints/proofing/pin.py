"""Where in the picture a note points: a press on the photo, with no script needed.

A browser tells a press on an image button in pixels of the size it is shown in. So the page has
one button for each width of screen, of a size that is known here, and its name says which it was.
"""

from flask import render_template, request
from flask_babel import gettext as _

from blueprints import access
from blueprints.proofing import bp
from blueprints.proofing.choice import Choice
from blueprints.proofing.pressing import Press, answer, values_of, wall_around
from blueprints.proofing.visiting import welcome
from models.photo import Photo
from services import carts

# Largest width and height of the picture, in CSS pixels, for each width of screen.
BOXES = {"s": (288, 400), "m": (356, 480), "l": (680, 560), "xl": (1040, 680)}
UNKNOWN_SHAPE = (3, 2)


@bp.get("/<code>/photos/<int:photo_id>/pin")
def show_pin(code: str, photo_id: int):
    visitor = welcome(code)
    photo = access.photo_for_visitor(visitor, photo_id)
    return render_template(
        "proofing/pin.html",
        **values_of(visitor, photo, wall_around(photo, Choice.of(visitor))),
        sizes={name: fitted(photo, box) for name, box in BOXES.items()},
    )


@bp.post("/<code>/photos/<int:photo_id>/pin")
def place_pin(code: str, photo_id: int):
    """`<box>.x` and `<box>.y` are a press on the picture; `x` and `y` are thousandths of it."""
    press = Press.made(code, photo_id)
    place = None if request.form.get("remove") else _place(press.photo)
    wanted = _("A place in the picture is marked") if place else _("No place is marked")
    return answer(
        press,
        wanted,
        lambda: carts.place_pin(press.cart, press.photo, place, press.version),
    )


def fitted(photo: Photo, box: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the whole picture inside a box, in CSS pixels."""
    wide, high = (
        (photo.width_px, photo.height_px) if photo.width_px and photo.height_px else UNKNOWN_SHAPE
    )
    scale = min(box[0] / wide, box[1] / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _place(photo: Photo) -> tuple[int, int]:
    """In thousandths. A button that was pressed by key tells 0, 0: that is the middle."""
    for name, box in BOXES.items():
        across, down = _number(f"{name}.x"), _number(f"{name}.y")
        if across is not None and down is not None:
            if across == down == 0:
                break
            width, height = fitted(photo, box)
            return round((across + 0.5) * 1000 / width), round((down + 0.5) * 1000 / height)
    across, down = _number("x"), _number("y")
    return 500 if across is None else across, 500 if down is None else down


def _number(name: str) -> int | None:
    return request.form.get(name, type=int)
