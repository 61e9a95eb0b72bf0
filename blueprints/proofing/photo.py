"""One photo, large; and the two things a client does with a photo: pick it, write a wish."""

from flask import make_response, redirect, render_template, request, url_for

from blueprints import access
from blueprints.access import Visitor
from blueprints.htmx import wants_partial
from blueprints.proofing import bp, cart
from blueprints.proofing.choice import Choice
from blueprints.proofing.gallery import addresses, is_view_due
from blueprints.proofing.look import Look
from blueprints.proofing.visiting import welcome
from blueprints.proofing.wall import Wall
from models.photo import Photo
from services import carts

STRIP = 13


@bp.get("/<code>/photos/<int:photo_id>")
def show_photo(code: str, photo_id: int):
    visitor = welcome(code)
    photo = access.photo_for_visitor(visitor, photo_id)
    return _page(visitor, photo)


@bp.post("/<code>/photos/<int:photo_id>/pick")
def pick(code: str, photo_id: int):
    """`picked` is "1" or "0", so a second press of the same button changes nothing."""
    visitor = welcome(code)
    photo = access.photo_for_visitor(visitor, photo_id)
    chosen = carts.open_cart(visitor.invitation)
    verb = carts.pick if request.form.get("picked") == "1" else carts.unpick
    verb(chosen, photo)
    if not wants_partial():
        return redirect(_way_back(code, photo_id), code=303)
    return _changed(visitor, photo, Choice(visitor.invitation, chosen))


@bp.post("/<code>/photos/<int:photo_id>/note")
def write_note(code: str, photo_id: int):
    visitor = welcome(code)
    photo = access.photo_for_visitor(visitor, photo_id)
    try:
        carts.write_note(carts.open_cart(visitor.invitation), photo, request.form.get("note", ""))
    except carts.NoteTooLong as error:
        return _note_again(visitor, photo, str(error)), error.status
    if not wants_partial():
        return redirect(_way_back(code, photo_id), code=303)
    answer = make_response(
        render_template("proofing/_saved.html", choice=Choice.of(visitor), swap=True)
    )
    answer.headers["HX-Reswap"] = "none"
    return answer


def _page(visitor: Visitor, photo: Photo, **extra) -> str:
    wall = _wall(visitor, photo, Choice.of(visitor))
    place = wall.place_of(photo.id)
    strip = _strip(place - 1, len(wall.frames))
    around = wall.cells(strip.start, strip.stop)
    here = place - 1 - strip.start
    return render_template(
        "proofing/photo.html",
        **_one(visitor, photo, wall),
        is_view_due=is_view_due(visitor),
        around=around,
        previous=around[here - 1] if here else None,
        following=around[here + 1] if here + 1 < len(around) else None,
        place=place,
        count=len(wall.frames),
        **extra,
    )


def _strip(at: int, count: int) -> slice:
    """The photos of the film strip: the one at `at` in their middle, or nearer to an end."""
    first = max(0, min(at - STRIP // 2, count - STRIP))
    return slice(first, first + STRIP)


def _wall(visitor: Visitor, photo: Photo, choice: Choice) -> Wall:
    return Wall(choice, Look.asked(), keep=photo.id)


def _one(visitor: Visitor, photo: Photo, wall: Wall) -> dict:
    """What the page and its parts need to know about a photo."""
    place = wall.place_of(photo.id)
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "choice": wall.choice,
        "wall": wall,
        "photo": photo,
        "cell": wall.cells(place - 1, place)[0],
        **addresses(visitor, wall.look),
    }


def _changed(visitor: Visitor, photo: Photo, choice: Choice):
    """The part that was pressed, and beside it everything else that counts."""
    at = request.form.get("at", "wall")
    if at == "cart":
        return cart.changed(visitor)
    part = "_choice.html" if at == "photo" else "_pressed.html"
    values = _one(visitor, photo, _wall(visitor, photo, choice))
    return render_template(f"proofing/{part}", **values, swap=True)


def _note_again(visitor: Visitor, photo: Photo, error: str) -> str:
    typed = request.form.get("note", "")
    if not wants_partial():
        return _page(visitor, photo, note_error=error, note=typed)
    values = _one(visitor, photo, _wall(visitor, photo, Choice.of(visitor)))
    return render_template("proofing/_note.html", **values, note_error=error, note=typed)


def _way_back(code: str, photo_id: int) -> str:
    """Without JavaScript: to where the button was pressed, at the same photo."""
    look = Look.asked().arguments
    match request.form.get("at"):
        case "cart":
            return url_for(".show_cart", code=code)
        case "photo":
            return url_for(".show_photo", code=code, photo_id=photo_id, **look)
        case _:
            anchor = f"p{photo_id}"
            return url_for(".show_gallery", code=code, until=photo_id, _anchor=anchor, **look)
