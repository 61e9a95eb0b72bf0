"""What an order keeps of the cart it came from, for ever."""

from typing import Any

from sqlalchemy import insert

from extensions import db
from models.cart import Cart, CartItem, CartLine
from models.line_kind import LineKind
from models.order import Order
from models.order_line import OrderLine, OrderLinePhoto
from models.quote import Quote, QuoteLine


def write_lines(order: Order, cart: Cart, quote: Quote) -> None:
    """One row a line of the quote; note and pin stand at the first line of their photo.

    A step of a verb: `order` has its id already.
    """
    said: dict[int | None, CartLine] = {line.photo_id: line for line in cart.lines}
    photos = {line.photo_id: line.photo for line in cart.lines}
    products = {item.price_item_id: item for item in cart.products}
    rows = []
    for place, line in enumerate(quote.lines):
        columns = _columns(order, line, place, said.pop(line.photo_id, None))
        if line.photo_id is not None:
            photo = photos[line.photo_id]
            columns |= {"filename": photo.filename, "photo_number": photo.number}
        if line.item and line.kind == LineKind.PRODUCT:
            db.session.add(OrderLine(**columns, photos=_photos_of(products[line.item.id])))
        else:
            rows.append(columns)
    if rows:
        db.session.execute(insert(OrderLine), rows)


def _columns(order: Order, line: QuoteLine, place: int, said: CartLine | None) -> dict[str, Any]:
    item = line.item
    return {
        "order_id": order.id,
        "photo_id": line.photo_id,
        "position": place,
        "kind": line.kind,
        "price_item_id": item.id if item else None,
        "item_name": item.name if item else "",
        "paper": item.paper if item else "",
        "filename": "",
        "photo_number": None,
        "note": said.note if said else "",
        "pin_x": said.pin_x if said else None,
        "pin_y": said.pin_y if said else None,
        "quantity": line.quantity,
        "unit_price_cents": line.unit_price_cents,
        "vat_rate": line.vat_rate,
    }


def _photos_of(product: CartItem) -> list[OrderLinePhoto]:
    return [
        OrderLinePhoto(
            photo_id=chosen.photo_id,
            filename=chosen.photo.filename,
            photo_number=chosen.photo.number,
            position=chosen.position,
        )
        for chosen in product.photos
    ]
