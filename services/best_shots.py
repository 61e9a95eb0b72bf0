"""Deciding for one shot of a series."""

from collections.abc import Sequence

from extensions import db
from models.cart import Cart, CartLine
from models.photo import Photo
from services import carts
from services.transaction import transaction


def take_best(cart: Cart, best: Photo, others: Sequence[tuple[Photo, int]] = ()) -> None:
    """Put the best shot in the cart and take the others out, all of it or nothing.

    `others` are those the person was told of, each with the version its line had then; they leave
    with their notes and prints. Raises CartClosed, ChangedElsewhere.
    """
    with transaction():
        carts.hold(cart)
        for photo, version in others:
            carts.take_out(cart, photo, version)
        if not carts.version_of(cart, best):
            db.session.add(CartLine(cart_id=cart.id, photo_id=best.id))
