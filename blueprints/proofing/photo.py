"""One photo, large, and the press that picks it."""

from flask import render_template, request
from flask_babel import gettext as _

from blueprints import access
from blueprints.access import Visitor
from blueprints.proofing import bp
from blueprints.proofing.choice import Choice
from blueprints.proofing.gallery import is_view_due
from blueprints.proofing.pressing import Press, answer, values_of, wall_around
from blueprints.proofing.series import count_alike
from blueprints.proofing.strip import Strip
from blueprints.proofing.visiting import welcome
from models.photo import Photo
from services import carts


@bp.get("/<code>/photos/<int:photo_id>")
def show_photo(code: str, photo_id: int):
    visitor = welcome(code)
    return page(visitor, access.photo_for_visitor(visitor, photo_id))


@bp.post("/<code>/photos/<int:photo_id>/pick")
def pick(code: str, photo_id: int):
    """`picked` is "1" or "0", so a second press of the same button changes nothing."""
    press = Press.made(code, photo_id)
    if request.form.get("picked") == "1":
        return answer(press, _("In the cart"), lambda: carts.pick(press.cart, press.photo))
    return answer(
        press,
        _("Take out of the cart"),
        lambda: carts.unpick(press.cart, press.photo, press.version),
    )


def page(visitor: Visitor, photo: Photo, **extra) -> str:
    wall = wall_around(photo, Choice.of(visitor, has_offer=True))
    return render_template(
        "proofing/photo.html",
        **values_of(visitor, photo, wall),
        is_view_due=is_view_due(visitor),
        strip=Strip(wall, photo.id),
        alike_count=count_alike(photo),
        **extra,
    )
