"""Photos that leave open carts because the studio hides or removes them; steps of a verb.

What was wanted of such a photo is kept beside the cart, so that the client is told, and finds note,
pin and prints again when the photo comes back.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from extensions import db
from models.cart import Cart, CartItem, CartItemPhoto, CartLine
from models.invitation import Invitation
from models.photo import Photo
from models.types import utc_now

SAID = ("note", "pin_x", "pin_y", "is_retouched")


def withdraw(gallery_id: int, photos: Collection[Photo], *, for_good: bool = False) -> None:
    """Take the photos out of every open cart of the gallery; `for_good` they never come back."""
    known = {photo.id: photo for photo in photos}
    for cart in _open_carts(gallery_id):
        records = [
            _record(cart, known[photo_id], for_good) for photo_id in _wanted(cart, known.keys())
        ]
        if records:
            _take_out(cart, known.keys())
            cart.withdrawn = [*cart.withdrawn, *records]
            cart.changed_at = utc_now()


def bring_back(gallery_id: int, photo_ids: Collection[int]) -> None:
    """Put into the carts what `withdraw` took out, as far as it is still sold."""
    for cart in _open_carts(gallery_id):
        coming = [one for one in cart.withdrawn if one["photo_id"] in photo_ids]
        if coming:
            cart.withdrawn = [one for one in cart.withdrawn if one not in coming]
            cart.changed_at = utc_now()
            for record in coming:
                _put_in(cart, record)


def _open_carts(gallery_id: int) -> Iterable[Cart]:
    """Locked, so that no order overtakes."""
    carts = (
        select(Cart)
        .join(Cart.invitation)
        .where(Invitation.gallery_id == gallery_id, Cart.ordered_at.is_(None))
        .options(*Cart.whole())
        .with_for_update(of=Cart)
    )
    return db.session.scalars(carts).all()


def _wanted(cart: Cart, photo_ids: Collection[int]) -> list[int]:
    """Which of the photos the cart wants, each once."""
    ids = [line.photo_id for line in cart.lines]
    ids += [one.photo_id for item in cart.items for one in item.photos]
    ids += [item.photo_id for item in cart.items if item.photo_id is not None]
    return [photo_id for photo_id in dict.fromkeys(ids) if photo_id in photo_ids]


def _record(cart: Cart, photo: Photo, for_good: bool) -> dict[str, Any]:
    line = next((one for one in cart.lines if one.photo_id == photo.id), None)
    chosen = [
        (item.price_item_id, one.position)
        for item in cart.items
        for one in item.photos
        if one.photo_id == photo.id
    ]
    return {
        "photo_id": None if for_good else photo.id,
        "title": photo.title,
        "filename": photo.filename,
        "line": {name: getattr(line, name) for name in SAID} if line else None,
        "pieces": [(item.price_item_id, item.quantity) for item in cart.items_of(photo.id)],
        "chosen": chosen,
    }


def _take_out(cart: Cart, photo_ids: Collection[int]) -> None:
    for item in cart.items:
        item.photos = [one for one in item.photos if one.photo_id not in photo_ids]
    cart.items = [one for one in cart.items if one.photo_id not in photo_ids]
    cart.lines = [one for one in cart.lines if one.photo_id not in photo_ids]


def _put_in(cart: Cart, record: dict[str, Any]) -> None:
    photo_id = record["photo_id"]
    sold = {item.id: item for item in cart.invitation.gallery.prices.items}
    if record["line"] and not any(one.photo_id == photo_id for one in cart.lines):
        cart.lines.append(CartLine(photo_id=photo_id, **record["line"]))
    for item_id, quantity in record["pieces"]:
        if item_id in sold:
            piece = CartItem(price_item_id=item_id, photo_id=photo_id, quantity=quantity)
            cart.items.append(piece)
    for item_id, position in record["chosen"]:
        product = next((one for one in cart.products if one.price_item_id == item_id), None)
        if product and item_id in sold and len(product.photos) < sold[item_id].photo_max:
            product.photos.append(CartItemPhoto(photo_id=photo_id, position=position))
