"""What a client says of one photo: retouching, prints and files, a note and where it points."""

from flask import render_template, request
from flask_babel import gettext as _

from blueprints.htmx import wants_partial
from blueprints.numbers import number
from blueprints.proofing import bp, photo, rights
from blueprints.proofing.pressing import BESIDE, COUNTED, Press, answer, values_beside
from models.price_item import PriceItem
from services import carts, wishes


@bp.post("/<code>/photos/<int:photo_id>/note")
def write_note(code: str, photo_id: int):
    press = Press.made(code, photo_id)
    note = request.form.get("note", "")
    wanted = _("Note: “%(note)s”", note=note) if note else _("No note")
    try:
        reply = answer(
            press,
            wanted,
            lambda: carts.write_note(press.cart, press.photo, note, press.version),
            BESIDE,
        )
    except carts.NoteTooLong as error:
        return _note_again(press, str(error)), error.status
    if reply.status_code == 200:
        # Whatever is being typed on meanwhile stays.
        reply.headers["HX-Reswap"] = "none settle:0"
    return reply


@bp.post("/<code>/photos/<int:photo_id>/retouch")
def set_retouch(code: str, photo_id: int):
    """`retouched` is "1" or "0"."""
    press = Press.made(code, photo_id)
    is_retouched = request.form.get("retouched") == "1"
    wanted = _("Retouching: yes") if is_retouched else _("Retouching: no")
    return answer(
        press,
        wanted,
        lambda: carts.set_retouch(press.cart, press.photo, is_retouched, press.version),
    )


@bp.post("/<code>/photos/<int:photo_id>/items/<int:item_id>")
def order_of_photo(code: str, photo_id: int, item_id: int):
    """`quantity` is what a button stands for; without one `typed` is the number in the field."""
    press = Press.made(code, photo_id)
    item = rights.photo_item(press.visitor, item_id)
    quantity = _quantity()
    return answer(
        press,
        _told(item, quantity),
        lambda: wishes.order_of_photo(press.cart, press.photo, item, quantity, press.version),
        COUNTED,
    )


def _quantity() -> int:
    """What no number can be read from is refused like a number that is none of pieces."""
    name = "quantity" if request.form.get("quantity") else "typed"
    return request.form.get(name, -1, type=number)


def _told(item: PriceItem, quantity: int) -> str:
    return f"{item.full_name} × {quantity}"


def _note_again(press: Press, error: str) -> str:
    typed = request.form.get("note", "")
    if not wants_partial():
        return photo.page(press.visitor, press.photo, note_error=error, note=typed)
    values = values_beside(press.visitor, press.photo, press.choice)
    return render_template("proofing/_note.html", **values, note_error=error, note=typed)
