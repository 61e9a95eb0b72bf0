"""Prints, files and products in a cart.

Verbs of a photo take the `version` its line had when the person looked, as in `services.carts`.
"""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import delete, select, update

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


def order_of_photo(
    cart: Cart, photo: Photo, item: PriceItem, quantity: int, version: int | None = None
) -> None:
    """Want so many pieces of a photo; 0 is none. A photo not picked yet is picked with it.

    Raises QuantityWrong, CartClosed, ChangedElsewhere.
    """
    _check_quantity(quantity)
    with transaction():
        carts.hold(cart)
        known = carts.version_of(cart, photo)
        if version is not None and known != version:
            raise carts.changed_elsewhere()
        if known:
            carts.change_line(cart, photo, known)
        elif quantity:
            db.session.add(CartLine(cart_id=cart.id, photo_id=photo.id))
        _set_quantity(cart, item, photo.id, quantity)


def order_of_all(cart: Cart, item: PriceItem, quantity: int) -> None:
    """The same format of every photo in the cart. Raises QuantityWrong, CartClosed."""
    _check_quantity(quantity)
    with transaction():
        carts.hold(cart)
        for line in db.session.scalars(select(CartLine).where(CartLine.cart_id == cart.id)):
            line.version += 1
            _set_quantity(cart, item, line.photo_id, quantity)


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
