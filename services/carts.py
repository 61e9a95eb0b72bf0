"""Picking photos. A cart belongs to an invited person and is kept on the server."""

from flask_babel import lazy_gettext
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.cart import Cart, CartLine
from models.invitation import Invitation
from models.photo import Photo
from models.types import utc_now
from services.refusals import Refused
from services.transaction import changed_rows, transaction

NOTE_LIMIT = 1000


class NoteTooLong(Refused):
    status = 422


class CartClosed(Refused):
    """The cart was ordered meanwhile, perhaps in another tab."""


class NotInCart(Refused):
    """The photo was taken out of the cart meanwhile."""


def open_cart(invitation: Invitation) -> Cart:
    """The person's cart that is not ordered yet; made when there is none."""
    if cart := db.session.scalar(Cart.open_of(invitation.id)):
        return cart
    try:
        with transaction():
            db.session.add(Cart(invitation_id=invitation.id))
    except IntegrityError:
        pass  # Another request opened it first.
    return db.session.scalars(Cart.open_of(invitation.id)).one()


def pick(cart: Cart, photo: Photo) -> None:
    """Put a photo in the cart. Picking it twice changes nothing. Raises CartClosed."""
    try:
        with transaction(reread=False):
            _hold(cart)
            db.session.add(CartLine(cart_id=cart.id, photo_id=photo.id))
            db.session.expire(cart, ["lines"])
    except IntegrityError:
        db.session.refresh(cart)


def unpick(cart: Cart, photo: Photo) -> None:
    """Take a photo out of the cart, its note with it. Raises CartClosed."""
    with transaction(reread=False):
        _hold(cart)
        db.session.execute(
            delete(CartLine).where(CartLine.cart_id == cart.id, CartLine.photo_id == photo.id)
        )
        db.session.expire(cart, ["lines"])


def write_note(cart: Cart, photo: Photo, note: str) -> None:
    """Keep the client's wish for one picked photo. Raises NoteTooLong, NotInCart, CartClosed."""
    note = note.strip()
    if len(note) > NOTE_LIMIT:
        raise NoteTooLong(
            lazy_gettext("A note has at most %(count)s characters.", count=NOTE_LIMIT)
        )
    line = update(CartLine).where(CartLine.cart_id == cart.id, CartLine.photo_id == photo.id)
    with transaction():
        _hold(cart)
        if changed_rows(line.values(note=note)) != 1:
            raise NotInCart(lazy_gettext("This photo is no longer in your cart."))


def _hold(cart: Cart) -> None:
    """Lock the open cart's row for the rest of the transaction, so that no order overtakes."""
    touch = update(Cart).where(Cart.id == cart.id, Cart.ordered_at.is_(None))
    if changed_rows(touch.values(changed_at=utc_now())) != 1:
        raise CartClosed(lazy_gettext("This choice has been sent already."))
