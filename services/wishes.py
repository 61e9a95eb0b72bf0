"""Prints, files and products in a cart.

Verbs of a photo take the `version` its line had when the person looked, as in `services.carts`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext
from sqlalchemy import Select, delete, insert, literal, select, update

from extensions import db
from models.cart import Cart, CartItem, CartItemPhoto, CartLine
from models.photo import Photo
from models.price_item import PriceItem
from services import carts
from services.refusals import Refused
from services.transaction import changed_rows, transaction

QUANTITY_LIMIT = 999


class QuantityWrong(Refused):
    status = 422


class PhotosWrong(Refused):
    """A product gets fewer or more photos than it takes."""

    status = 422


class NothingWanted(Refused):
    """A photo without retouching, prints and files would be in the cart for nothing."""

    status = 422


@dataclass(frozen=True)
class PhotoWish:
    """Everything that is wanted of one photo; items that are not named stay as they are."""

    is_retouched: bool = True
    note: str = ""
    quantities: Mapping[PriceItem, int] = field(default_factory=dict)


def change_photo(cart: Cart, photo: Photo, wish: PhotoWish, version: int | None = None) -> None:
    """Say anew, and at once, everything that is wanted of a picked photo.

    A press that comes a second time finds its wish there and is done.
    Raises NothingWanted, QuantityWrong, NoteTooLong, NotInCart, CartClosed, ChangedElsewhere.
    """
    note = carts.clean_note(wish.note)
    for quantity in wish.quantities.values():
        _check_quantity(quantity)
    with transaction():
        carts.hold(cart)
        if _has_all(cart, photo, wish, note):
            return
        carts.change_line(cart, photo, version, is_retouched=wish.is_retouched, note=note)
        for item, quantity in wish.quantities.items():
            _set_quantity(cart, item, photo.id, quantity)
        if not wish.is_retouched and not carts.has_items(cart, photo):
            raise NothingWanted(
                lazy_gettext(
                    "Choose a print or a file first, or take the photo out: "
                    "without retouching nothing would be made of it."
                )
            )


def _has_all(cart: Cart, photo: Photo, wish: PhotoWish, note: str) -> bool:
    of_line = (CartLine.cart_id == cart.id, CartLine.photo_id == photo.id)
    line = db.session.execute(select(CartLine.is_retouched, CartLine.note).where(*of_line)).first()
    of_photo = (CartItem.cart_id == cart.id, CartItem.photo_id == photo.id)
    found = select(CartItem.price_item_id, CartItem.quantity).where(*of_photo)
    pieces = {item_id: quantity for item_id, quantity in db.session.execute(found)}
    wanted = {item.id: quantity for item, quantity in wish.quantities.items()}
    has_pieces = all(pieces.get(item_id, 0) == quantity for item_id, quantity in wanted.items())
    return line is not None and tuple(line) == (wish.is_retouched, note) and has_pieces


def order_of_photo(
    cart: Cart, photo: Photo, item: PriceItem, quantity: int, version: int | None = None
) -> None:
    """Want so many pieces of a photo; 0 is none. A photo not picked yet is picked with it.

    Raises QuantityWrong, CartClosed, ChangedElsewhere.
    """
    _check_quantity(quantity)
    with transaction(reread=False):
        carts.hold(cart)
        seen = carts.version_of(cart, photo) if version is None else version
        if seen or quantity or carts.version_of(cart, photo):
            _change_line(cart, photo, seen, item, quantity)
            _set_quantity(cart, item, photo.id, quantity)
        db.session.expire(cart, ["lines", "items"])


def order_of_all(cart: Cart, item: PriceItem, quantity: int) -> None:
    """The same format of every photo in the cart. Raises QuantityWrong, CartClosed."""
    _check_quantity(quantity)
    of_photos = (
        CartItem.cart_id == cart.id,
        CartItem.price_item_id == item.id,
        CartItem.photo_id.is_not(None),
    )
    with transaction():
        carts.hold(cart)
        lines = update(CartLine).where(CartLine.cart_id == cart.id)
        db.session.execute(lines.values(version=CartLine.version + 1))
        if not quantity:
            db.session.execute(delete(CartItem).where(*of_photos))
            return
        db.session.execute(update(CartItem).where(*of_photos).values(quantity=quantity))
        _insert_missing(cart, item, quantity, select(CartItem.photo_id).where(*of_photos))


def order_product(
    cart: Cart, item: PriceItem, quantity: int, photo_ids: Sequence[int], seen: int | None = None
) -> None:
    """Want so many pieces of a product, made with photos of the cart in this order.

    `seen` is the quantity that the page showed. Raises QuantityWrong, PhotosWrong, CartClosed,
    ChangedElsewhere.
    """
    _check_quantity(quantity)
    with transaction():
        carts.hold(cart)
        known = db.session.scalar(select(CartItem.quantity).where(*_item_of(cart, item, None)))
        if seen is not None and (known or 0) not in (seen, quantity):
            raise carts.changed_elsewhere()
        _set_quantity(cart, item, None, quantity)
        if quantity and item.takes_photos:
            _choose_photos(cart, item, photo_ids)


def _insert_missing(cart: Cart, item: PriceItem, quantity: int, known: Select) -> None:
    """One statement, because a cart may hold a thousand photos."""
    columns = ["cart_id", "price_item_id", "photo_id", "quantity"]
    others = (
        select(CartLine.cart_id, literal(item.id), CartLine.photo_id, literal(quantity))
        .where(CartLine.cart_id == cart.id, CartLine.photo_id.not_in(known))
        .order_by(CartLine.id)
    )
    db.session.execute(insert(CartItem).from_select(columns, others))


def _change_line(cart: Cart, photo: Photo, version: int, item: PriceItem, quantity: int) -> None:
    """As `carts.change_line`; a press that comes a second time finds its own pieces there."""
    try:
        carts.change_line(cart, photo, version)
    except carts.ChangedElsewhere:
        there = db.session.scalar(select(CartItem.quantity).where(*_item_of(cart, item, photo.id)))
        if (there or 0) != quantity:
            raise


def _item_of(cart: Cart, item: PriceItem, photo_id: int | None) -> tuple:
    same_photo = CartItem.photo_id.is_(None) if photo_id is None else CartItem.photo_id == photo_id
    return CartItem.cart_id == cart.id, CartItem.price_item_id == item.id, same_photo


def _check_quantity(quantity: int) -> None:
    if not 0 <= quantity <= QUANTITY_LIMIT:
        raise QuantityWrong(
            lazy_gettext("Write a number of pieces from 0 to %(limit)s.", limit=QUANTITY_LIMIT)
        )


def _set_quantity(cart: Cart, item: PriceItem, photo_id: int | None, quantity: int) -> None:
    known = _item_of(cart, item, photo_id)
    if quantity == 0:
        db.session.execute(delete(CartItem).where(*known))
    elif changed_rows(update(CartItem).where(*known).values(quantity=quantity)) == 0:
        db.session.add(
            CartItem(cart_id=cart.id, price_item_id=item.id, photo_id=photo_id, quantity=quantity)
        )
        db.session.flush()


def _choose_photos(cart: Cart, item: PriceItem, photo_ids: Sequence[int]) -> None:
    wanted = list(dict.fromkeys(photo_ids))
    picked = set(db.session.scalars(select(CartLine.photo_id).where(CartLine.cart_id == cart.id)))
    if len(wanted) > item.photo_max or not picked.issuperset(wanted):
        raise PhotosWrong(
            lazy_gettext(
                "Choose %(min)s to %(max)s photos of your cart.",
                min=item.photo_min,
                max=item.photo_max,
            )
        )
    row = db.session.scalars(select(CartItem).where(*_item_of(cart, item, None))).one()
    db.session.execute(delete(CartItemPhoto).where(CartItemPhoto.cart_item_id == row.id))
    db.session.add_all(
        CartItemPhoto(cart_item_id=row.id, photo_id=photo_id, position=place)
        for place, photo_id in enumerate(wanted)
    )
