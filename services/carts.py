"""Picking photos and what is said of them. A cart belongs to a person and lives on the server.

Verbs about a photo take the `version` that its line had when the person looked (0: not in the
cart); when another tab or telephone has changed it since, nothing is written over.
"""

from flask_babel import lazy_gettext
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.cart import Cart, CartItem, CartItemPhoto, CartLine
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


class ChangedElsewhere(Refused):
    """The photo or product looks different in the cart than on the page that was pressed."""


class NotInCart(ChangedElsewhere):
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
            hold(cart)
            db.session.add(CartLine(cart_id=cart.id, photo_id=photo.id))
            db.session.expire(cart, ["lines"])
    except IntegrityError:
        db.session.refresh(cart)


def unpick(cart: Cart, photo: Photo, version: int | None = None) -> None:
    """Take a photo out of the cart with its note and prints; gone already is as good.

    Raises CartClosed, ChangedElsewhere.
    """
    with transaction(reread=False):
        hold(cart)
        take_out(cart, photo, version)


def write_note(cart: Cart, photo: Photo, note: str, version: int | None = None) -> None:
    """Keep the client's wish for one picked photo.

    Raises NoteTooLong, NotInCart, CartClosed, ChangedElsewhere.
    """
    note = clean_note(note)
    with transaction(reread=False):
        hold(cart)
        _say(cart, photo, version, note=note)


def place_pin(
    cart: Cart, photo: Photo, place: tuple[int, int] | None, version: int | None = None
) -> None:
    """Say where in the picture the note points, in thousandths; None takes the pin away.

    Raises NotInCart, CartClosed, ChangedElsewhere.
    """
    pin_x, pin_y = [min(1000, max(0, part)) for part in place] if place else (None, None)
    with transaction(reread=False):
        hold(cart)
        _say(cart, photo, version, pin_x=pin_x, pin_y=pin_y)


def set_retouch(cart: Cart, photo: Photo, is_retouched: bool, version: int | None = None) -> None:
    """Whether the photo itself is wanted, or only its prints and files.

    A photo of which nothing is wanted leaves the cart. Raises as `place_pin`.
    """
    with transaction(reread=False):
        hold(cart)
        _say(cart, photo, version, is_retouched=is_retouched)
        if not is_retouched and not has_items(cart, photo):
            db.session.execute(delete(CartLine).where(*_line_of(cart, photo)))


def hold(cart: Cart) -> None:
    """Lock the open cart's row, so that no order overtakes; a step of a verb. Raises CartClosed."""
    touch = update(Cart).where(Cart.id == cart.id, Cart.ordered_at.is_(None))
    if changed_rows(touch.values(changed_at=utc_now())) != 1:
        raise CartClosed(lazy_gettext("This choice has been sent already."))


def take_out(cart: Cart, photo: Photo, version: int | None) -> None:
    """As `unpick`; a step of a verb. Raises ChangedElsewhere."""
    if version is not None and version_of(cart, photo) not in (0, version):
        raise changed_elsewhere()
    db.session.execute(delete(CartLine).where(*_line_of(cart, photo)))
    of_photo = (CartItem.cart_id == cart.id, CartItem.photo_id == photo.id)
    db.session.execute(delete(CartItem).where(*of_photo))
    _forget_in_products(cart, photo)
    db.session.expire(cart, ["lines", "items"])


def change_line(cart: Cart, photo: Photo, version: int | None, **values) -> None:
    """Set columns of the photo's line unless it was changed since `version`; a step of a verb.

    With `version` 0 the photo is picked along with it. Raises NotInCart, ChangedElsewhere.
    """
    db.session.expire(cart, ["lines"])
    if version == 0 and not version_of(cart, photo):
        db.session.add(CartLine(cart_id=cart.id, photo_id=photo.id, **values))
        db.session.flush()
        return
    expected = () if version is None else (CartLine.version == version,)
    line = update(CartLine).where(*_line_of(cart, photo), *expected)
    if changed_rows(line.values(version=CartLine.version + 1, **values)) == 1:
        return
    if version_of(cart, photo):
        raise changed_elsewhere()
    raise NotInCart(lazy_gettext("This photo is no longer in your cart."))


def clean_note(note: str) -> str:
    """Raises NoteTooLong."""
    if len(note := note.strip()) > NOTE_LIMIT:
        raise NoteTooLong(
            lazy_gettext("A note has at most %(count)s characters.", count=NOTE_LIMIT)
        )
    return note


def version_of(cart: Cart, photo: Photo) -> int:
    """0 when the photo is not in the cart."""
    return db.session.scalar(select(CartLine.version).where(*_line_of(cart, photo))) or 0


def has_items(cart: Cart, photo: Photo) -> bool:
    """Whether a print or a file of the photo is wanted."""
    items = select(CartItem.id).where(CartItem.cart_id == cart.id, CartItem.photo_id == photo.id)
    return db.session.scalar(items.limit(1)) is not None


def _say(cart: Cart, photo: Photo, version: int | None, **values) -> None:
    """As `change_line`; a press that comes a second time finds its own words there."""
    try:
        change_line(cart, photo, version, **values)
    except ChangedElsewhere:
        said = db.session.scalar(select(CartLine).where(*_line_of(cart, photo)))
        if said is None or any(getattr(said, name) != value for name, value in values.items()):
            raise


def _line_of(cart: Cart, photo: Photo) -> tuple:
    return CartLine.cart_id == cart.id, CartLine.photo_id == photo.id


def _forget_in_products(cart: Cart, photo: Photo) -> None:
    items = select(CartItem.id).where(CartItem.cart_id == cart.id)
    db.session.execute(
        delete(CartItemPhoto).where(
            CartItemPhoto.photo_id == photo.id, CartItemPhoto.cart_item_id.in_(items)
        )
    )


def changed_elsewhere() -> ChangedElsewhere:
    return ChangedElsewhere(
        lazy_gettext("This was changed in another window or on another telephone meanwhile.")
    )
