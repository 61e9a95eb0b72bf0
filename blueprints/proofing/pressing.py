"""A press that says something about one photo, and its answer on the page it was made on."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for

from blueprints import access
from blueprints.access import Visitor
from blueprints.htmx import wants_partial
from blueprints.numbers import number
from blueprints.proofing import cart, compare, conflict, offer
from blueprints.proofing.choice import Choice
from blueprints.proofing.gallery import addresses
from blueprints.proofing.hints import hint_of
from blueprints.proofing.look import Look
from blueprints.proofing.visiting import welcome
from blueprints.proofing.wall import Wall
from models.cart import Cart
from models.photo import Photo
from services import carts

# Parts of the page of a photo that a press changes.
CHOICE, COUNTED, BESIDE = "_choice.html", "_counted.html", "_beside.html"


@dataclass(frozen=True)
class Press:
    """`version` is that of the photo's line on the page that was pressed, 0 without a line;
    None: it did not say.
    """

    visitor: Visitor
    photo: Photo
    cart: Cart
    version: int | None

    @classmethod
    def made(cls, code: str, photo_id: int) -> "Press":
        """Aborts like `access.photo_for_visitor`."""
        visitor = welcome(code)
        photo = access.photo_for_visitor(visitor, photo_id)
        version = request.values.get("version", type=number)
        return cls(visitor, photo, carts.open_cart(visitor.invitation), version)

    @property
    def choice(self) -> Choice:
        return Choice(self.visitor.invitation, self.cart, has_offer=_at() == "photo")


def answer(press: Press, wanted: str, verb: Callable[[], None], part: str = CHOICE):
    """Do it and show what has become of it, or the difference when somebody else was quicker.

    `wanted` is the press in words, for the one who has to decide; `part` is what it changes on
    the page of the photo.
    """
    try:
        verb()
    except carts.ChangedElsewhere:
        return _differs(press, wanted)
    if not wants_partial():
        return redirect(way_back(press), code=303)
    if _at() == "cart":
        return cart.changed(press.visitor)
    choice = press.choice
    reply = _changed(press, choice, part)
    said = choice.picked.get(press.photo.id)
    # What the next press from this browser goes by.
    reply.headers["X-Photo-Version"] = str(said.version if said else 0)
    return reply


def wall_around(photo: Photo, choice: Choice) -> Wall:
    return Wall(choice, Look.asked(), keep=photo.id)


def values_of(visitor: Visitor, photo: Photo, wall: Wall) -> dict:
    """What the page of a photo and its parts need to know."""
    place = wall.place_of(photo.id)
    return {
        **values_of_choice(visitor, photo, wall.choice),
        "wall": wall,
        "cell": wall.cells(place - 1, place)[0],
    }


def values_of_choice(visitor: Visitor, photo: Photo, choice: Choice) -> dict:
    """The same without the photos around it."""
    return {
        **values_beside(visitor, photo, choice),
        "groups": offer.groups(choice, photo.id),
        "hint": hint_of(choice),
    }


def values_beside(visitor: Visitor, photo: Photo, choice: Choice) -> dict:
    """The same without prices."""
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "choice": choice,
        "photo": photo,
        "said": choice.picked.get(photo.id),
        **addresses(visitor, Look.asked()),
    }


def way_back(press: Press) -> str:
    """To where the button was pressed, at the same photo."""
    code, photo_id = press.visitor.gallery.code, press.photo.id
    look = Look.asked().arguments
    match _at():
        case "cart":
            return url_for(".show_cart", code=code)
        case "photo":
            return url_for(".show_photo", code=code, photo_id=photo_id, **look)
        case "compare":
            return compare.address(press.visitor, press.photo)
        case _:
            anchor = f"p{photo_id}"
            return url_for(".show_gallery", code=code, until=photo_id, _anchor=anchor, **look)


def _changed(press: Press, choice: Choice, part: str):
    """The part that was pressed, and beside it everything else that counts."""
    visitor, photo = press.visitor, press.photo
    if _at() == "compare":
        return compare.changed(visitor, photo)
    if _at() != "photo":
        values = values_of(visitor, photo, wall_around(photo, choice))
        return make_response(render_template("proofing/_pressed.html", **values, swap=True))
    told = values_beside if part == BESIDE else values_of_choice
    values = told(visitor, photo, choice)
    # The field for a note is left alone while somebody may be typing in it.
    values["note_stays"] = bool(press.version) == (photo.id in choice.picked)
    return make_response(render_template(f"proofing/{part}", **values, swap=True))


def _differs(press: Press, wanted: str):
    photo, choice = press.photo, press.choice
    values = values_of(press.visitor, photo, wall_around(photo, choice))
    said = values["said"]
    targets = {"cart": "#cart-lines", "photo": "#choice", "compare": "#compare"}
    difference = conflict.Difference(
        subject=conflict.photo_name(values["cell"]),
        now=conflict.now_of(said, choice, photo.id),
        wanted=wanted,
        fresh={"version": said.version if said else 0},
        way_back=way_back(press),
        target=targets.get(_at(), f"#p{photo.id} figcaption"),
    )
    return conflict.answer(difference, at=_at(), **values)


def _at() -> str:
    """The page that was pressed: wall, photo, compare or cart."""
    return request.form.get("at", "wall")
