"""The choice of an order, put back into a cart; steps of a verb."""

from sqlalchemy import select

from extensions import db
from models.cart import Cart, CartItem, CartItemPhoto, CartLine
from models.line_kind import PRINT_KINDS, LineKind
from models.order import Order
from models.order_line import OrderLine
from models.ordered_photo import OrderedPhoto
from models.price_item import ItemKind, PriceItem
from services.wishes import QUANTITY_LIMIT


def put_back(order: Order, cart: Cart) -> list[str]:
    """Merge photos, notes, pins, prints and products with what is in the cart.

    Notes of both are kept, pieces are added up. Returns the names of what cannot come back: photos
    that were deleted, and things that are no longer on the price list. The cart's row is locked.
    """
    again = select(Cart).where(Cart.id == cart.id).options(*Cart.whole())
    db.session.scalars(again, execution_options={"populate_existing": True}).one()
    left_out = [photo.filename for photo in order.photos if photo.photo_id is None]
    for line in order.lines:
        if line.kind in _ITEM_KINDS and not _put_item(cart, line):
            left_out.append(line.full_name)
    for photo in order.photos:
        if photo.photo_id is not None and photo.lines:
            _put_photo(cart, photo)
    return list(dict.fromkeys(left_out))


def _put_item(cart: Cart, line: OrderLine) -> bool:
    """False when the thing is no longer sold. Pieces of a deleted photo are silently gone."""
    item = _offered(cart.invitation.gallery.prices.items, line)
    if item is None:
        return False
    if line.kind != LineKind.PRODUCT and line.photo_id is None:
        return True
    known = [one for one in cart.items if (one.price_item_id, one.photo_id) == _key(item, line)]
    wanted = known[0] if known else CartItem(price_item=item, photo_id=line.photo_id, quantity=0)
    if not known:
        wanted.price_item_id = item.id
        cart.items.append(wanted)
    wanted.quantity = min(QUANTITY_LIMIT, wanted.quantity + line.quantity)
    _put_chosen(wanted, item, line)
    return True


def _put_chosen(wanted: CartItem, item: PriceItem, line: OrderLine) -> None:
    """The photos of a product, as many as it still takes."""
    ids = [one.photo_id for one in wanted.photos]
    for one in line.photos if line.kind == LineKind.PRODUCT else ():
        if one.photo_id is not None and one.photo_id not in ids and len(ids) < item.photo_max:
            wanted.photos.append(CartItemPhoto(photo_id=one.photo_id, position=len(ids)))
            ids.append(one.photo_id)


def _put_photo(cart: Cart, photo: OrderedPhoto) -> None:
    known = next((line for line in cart.lines if line.photo_id == photo.photo_id), None)
    if known is None:
        # Without its prints nothing would be wanted of such a photo.
        if photo.is_retouched or any(one.photo_id == photo.photo_id for one in cart.items):
            cart.lines.append(_line(photo))
        return
    known.version += 1
    known.is_retouched = known.is_retouched or photo.is_retouched
    if photo.note and photo.note not in known.note:
        known.note = "\n".join(part for part in (known.note, photo.note) if part)
    if known.pin_x is None and photo.pin:
        known.pin_x, known.pin_y = photo.pin


def _line(photo: OrderedPhoto) -> CartLine:
    pin_x, pin_y = photo.pin or (None, None)
    return CartLine(
        photo_id=photo.photo_id,
        is_retouched=photo.is_retouched,
        note=photo.note,
        pin_x=pin_x,
        pin_y=pin_y,
    )


def _offered(items: list[PriceItem], line: OrderLine) -> PriceItem | None:
    """The same row of the price list, else one of the same kind, name and paper."""
    kind = _ITEM_KINDS[LineKind(line.kind)]
    same = (item for item in items if item.id == line.price_item_id)
    alike = (one for one in items if (one.kind, one.name, one.paper) == (kind, *_name(line)))
    return next(same, None) or next(alike, None)


def _name(line: OrderLine) -> tuple[str, str]:
    return line.item_name, line.paper


def _key(item: PriceItem, line: OrderLine) -> tuple[int, int | None]:
    return item.id, line.photo_id


_ITEM_KINDS = {
    **dict.fromkeys(PRINT_KINDS, ItemKind.PRINT),
    LineKind.DIGITAL: ItemKind.DIGITAL,
    LineKind.PRODUCT: ItemKind.PRODUCT,
}
