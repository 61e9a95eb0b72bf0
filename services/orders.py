"""Placing an order, and what the studio does with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from sqlalchemy import insert, select, update
from sqlalchemy.orm import selectinload

from extensions import db
from models.cart import Cart, CartLine
from models.delivery_method import DeliveryMethod
from models.event import Event
from models.gallery import Gallery
from models.order import LineKind, Order, OrderLine
from models.order_status import OrderStatus
from models.quote import Quote
from models.studio import Studio
from models.types import utc_now
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction


class CartIsEmpty(Refused):
    """Nothing has been picked."""


class CartAlreadyOrdered(Refused):
    """The same form was sent before."""


class SelectionClosed(Refused):
    """The last day of choosing has passed."""


class PriceChanged(Refused):
    """The total is not the one the client saw; it must be shown and confirmed again."""


class DeliveryMissing(Refused):
    """The chosen method is not offered, or lacks an address."""

    status = 422


@dataclass(frozen=True)
class Checkout:
    """What the client typed in the order form; `seen_total_cents` is what the page showed."""

    method: DeliveryMethod | None
    seen_total_cents: int
    name: str
    email: str
    phone: str = ""
    delivery_point: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    note: str = ""


def place_order(cart: Cart, checkout: Checkout) -> Order:
    """Turn an open cart into an order and promise the two mails about it.

    Raises CartIsEmpty, SelectionClosed, PriceChanged, DeliveryMissing, or CartAlreadyOrdered when
    the form came a second time.
    """
    with transaction():
        _close(cart)
        quote = _checked_quote(cart, checkout)
        order = _order(cart, checkout, quote)
        db.session.add(order)
        db.session.flush()
        db.session.execute(insert(OrderLine), list(_lines(order, cart, quote)))
        _note(order, "order.placed", order.client_name)
        promise("mail.order_placed", order.id, order.studio_id, recipient=order.client_email)
        promise(
            "mail.order_arrived",
            order.id,
            order.studio_id,
            recipient=cart.invitation.gallery.studio.contact_email,
        )
    return order


def mark_paid(order: Order, actor: str) -> None:
    """Record the payment; a second press changes nothing."""
    _stamp(order, Order.paid_at, "order.paid", actor)


def mark_unpaid(order: Order, actor: str) -> None:
    _clear(order, Order.paid_at, "order.unpaid", actor)


def cancel(order: Order, actor: str) -> None:
    """The order stays in the book, but no longer counts."""
    _stamp(order, Order.cancelled_at, "order.cancelled", actor)


def restore(order: Order, actor: str) -> None:
    _clear(order, Order.cancelled_at, "order.restored", actor)


def set_status(order: Order, status: OrderStatus, actor: str) -> None:
    """Move the order to another status of its studio; the timeline keeps who and when."""
    with transaction():
        if order.status_id != status.id:
            order.status = status
            _note(order, "order.status", actor, status=status.internal_name)


def _close(cart: Cart) -> None:
    """Of two presses one changes the row; its lines are read again behind that lock."""
    close = update(Cart).where(Cart.id == cart.id, Cart.ordered_at.is_(None))
    if changed_rows(close.values(ordered_at=utc_now())) != 1:
        raise CartAlreadyOrdered(lazy_gettext("This choice has been sent already."))
    lines = selectinload(Cart.lines).joinedload(CartLine.photo)
    again = select(Cart).where(Cart.id == cart.id).options(lines)
    db.session.scalars(again, execution_options={"populate_existing": True}).one()
    # Two people of one gallery share its package: their orders are reckoned one after the other.
    gallery_id = cart.invitation.gallery_id
    db.session.execute(select(Gallery.id).where(Gallery.id == gallery_id).with_for_update())


def _checked_quote(cart: Cart, checkout: Checkout) -> Quote:
    gallery = cart.invitation.gallery
    if not cart.lines:
        raise CartIsEmpty(lazy_gettext("Choose at least one photo first."))
    today = utc_now().astimezone(ZoneInfo(gallery.studio.timezone)).date()
    if gallery.is_closed_on(today):
        raise SelectionClosed(
            lazy_gettext("The time for choosing photos has passed. Write to the studio.")
        )
    _check_delivery(gallery.delivery_methods, checkout)
    quote = cart.quote(checkout.method)
    if quote.total_cents != checkout.seen_total_cents:
        raise PriceChanged(lazy_gettext("The price has changed. Check the new total below."))
    return quote


def _check_delivery(offered: list[DeliveryMethod], checkout: Checkout) -> None:
    method = checkout.method
    if offered and method not in offered:
        raise DeliveryMissing(lazy_gettext("Choose how you want to receive the order."))
    if method is None:
        return
    if method.needs_address and not (checkout.street and checkout.postcode and checkout.city):
        raise DeliveryMissing(
            lazy_gettext("Type in the street, postcode and town for the courier.")
        )
    if method.needs_point and not checkout.delivery_point:
        raise DeliveryMissing(lazy_gettext("Type in the code of the parcel locker."))


def _order(cart: Cart, checkout: Checkout, quote: Quote) -> Order:
    gallery = cart.invitation.gallery
    studio = gallery.studio
    method = checkout.method
    return Order(
        studio_id=studio.id,
        gallery_id=gallery.id,
        invitation_id=cart.invitation_id,
        cart_id=cart.id,
        status_id=studio.order_statuses[0].id,
        number=_next_number(studio),
        locale=gallery.locale,
        currency=studio.currency,
        client_name=checkout.name,
        client_email=checkout.email,
        client_phone=checkout.phone,
        delivery_kind=method.kind if method else None,
        delivery_name=method.name if method else "",
        delivery_cents=quote.delivery_cents,
        delivery_point=checkout.delivery_point,
        street=checkout.street,
        postcode=checkout.postcode,
        city=checkout.city,
        note=checkout.note,
        package_photo_count=quote.package_photo_count,
    )


def _lines(order: Order, cart: Cart, quote: Quote) -> Iterator[dict[str, Any]]:
    """Columns of one line a photo in the order of picking; the first ones are the package's."""
    for place, line in enumerate(cart.lines):
        in_package = place < quote.package_photo_count
        yield {
            "order_id": order.id,
            "photo_id": line.photo_id,
            "position": place,
            "kind": LineKind.PACKAGE_PHOTO if in_package else LineKind.EXTRA_PHOTO,
            "filename": line.photo.filename,
            "photo_number": line.photo.number,
            "note": line.note,
            "quantity": 1,
            "unit_price_cents": 0 if in_package else quote.extra_photo_cents,
        }


def _next_number(studio: Studio) -> int:
    """The studio's next order number; the UPDATE makes concurrent orders wait for each other."""
    taken = (
        update(Studio)
        .where(Studio.id == studio.id)
        .values(next_order_number=Studio.next_order_number + 1)
        .returning(Studio.next_order_number)
    )
    return db.session.execute(taken).scalar_one() - 1


def _stamp(order: Order, column, kind: str, actor: str) -> None:
    _change(order, column, column.is_(None), utc_now(), kind, actor)


def _clear(order: Order, column, kind: str, actor: str) -> None:
    _change(order, column, column.is_not(None), None, kind, actor)


def _change(order: Order, column, before, value: datetime | None, kind: str, actor: str) -> None:
    """Note the fact only when the UPDATE changed it: of two presses, one is told."""
    change = update(Order).where(Order.id == order.id, before)
    with transaction():
        if changed_rows(change.values({column: value})) == 1:
            _note(order, kind, actor)


def _note(order: Order, kind: str, actor: str, **detail: str) -> None:
    db.session.add(
        Event(
            studio_id=order.studio_id,
            gallery_id=order.gallery_id,
            order_id=order.id,
            kind=kind,
            actor=actor,
            detail=detail,
        )
    )
