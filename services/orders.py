"""What a studio does with an order that was placed."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import func, select, update

from extensions import db
from models.cart import Cart
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.order_status import OrderStatus
from models.package import would_overspend
from models.types import utc_now
from services import carts, deliveries, events, reservations
from services.cart_return import put_back
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction


class PackageUsed(Refused):
    """Later orders have used what this one would take out of the package."""


class SelectionUnlocked(Refused):
    """The choice is in the client's cart again; it will be another order."""


class OrderMerged(Refused):
    """Everything in it is in another order now."""


class ChangeNotPossible(Refused):
    """The order does not stand, or the studio has been asked already."""


class OrderLocked(Refused):
    """Paid or handed over: it must be cancelled before its choice can change."""


class NobodyToChoose(Refused):
    """There is no live link by which somebody could choose again."""


class LastDayMissing(Refused):
    """Choosing has ended, and until when it may go on is not said."""

    status = 422


def cancel(order: Order, actor: str) -> None:
    """The order stays in the book, but no longer counts."""
    standing = update(Order).where(Order.id == order.id, Order.cancelled_at.is_(None))
    with transaction():
        if changed_rows(standing.values(cancelled_at=utc_now())) == 1:
            cancelled(order, actor)


def cancelled(order: Order, actor: str) -> None:
    """What follows when an order has been cancelled just now; a step."""
    reservations.give_back(order)
    events.note_of_order(order, "order.cancelled", actor)


def restore(order: Order, actor: str) -> None:
    """The order counts again. Raises SelectionUnlocked, PackageUsed, StockShort."""
    again = update(Order).where(Order.id == order.id, Order.cancelled_at.is_not(None))
    with transaction():
        # Shops were told that it is cancelled, so its status is news to them.
        if changed_rows(again.values(cancelled_at=None, status_at=utc_now())) != 1:
            return
        # Orders of one package are reckoned one after the other, as when they are placed.
        db.session.execute(
            select(Gallery.id).where(Gallery.id == order.gallery_id).with_for_update()
        )
        if order.merged_into_id:
            raise _merged(order)
        if order.is_unlocked:
            raise SelectionUnlocked(
                lazy_gettext(
                    "The selection was unlocked: it is in the client's cart again. "
                    "What they send will be a new order."
                )
            )
        if would_overspend(order):
            raise PackageUsed(
                lazy_gettext(
                    "Another order has used the package meanwhile. "
                    "Cancel that one first, or ask the client to order again."
                )
            )
        reservations.follow(order)
        events.note_of_order(order, "order.restored", actor)


def ask_to_change(order: Order, note: str) -> None:
    """The client wishes to choose again; the studio is told. Raises ChangeNotPossible, NoteTooLong.

    `note` says what they would like to change, in their words.
    """
    note = carts.clean_note(note)
    now = utc_now()
    first = update(Order).where(
        Order.id == order.id, Order.cancelled_at.is_(None), Order.change_asked_at.is_(None)
    )
    with transaction():
        if changed_rows(first.values(change_asked_at=now, change_note=note)) != 1:
            raise ChangeNotPossible(
                lazy_gettext("You have asked already, or the order has been cancelled meanwhile.")
            )
        events.note_of_order(order, "order.change_asked", order.client_name)
        promise(
            "mail.change_asked",
            order.id,
            order.studio_id,
            dedupe=now.isoformat(),
            recipient=order.studio.contact_email,
        )


def keep_selection(order: Order, actor: str) -> None:
    """The studio has answered in another way: the order stays as it is, and may be asked again."""
    asked = Order.change_asked_at.is_not(None)
    _change(order, asked, {"change_asked_at": None}, "order.change_declined", actor)


def lock_of(order: Order) -> Refused | None:
    """Why the choice of an order cannot be unlocked; None when it can.

    A cancelled order can be: whatever was paid or handed over has been settled by then.
    """
    if order.merged_into_id:
        return _merged(order)
    if order.is_unlocked:
        return SelectionUnlocked(lazy_gettext("The selection has been unlocked already."))
    person = _orderer(order)
    if person is None or person.is_revoked:
        return NobodyToChoose(
            lazy_gettext("The client has no working link. Give them a new one, then unlock.")
        )
    if (order.is_paid or order.paid_cents) and order.is_standing:
        return OrderLocked(
            lazy_gettext(
                "This order is paid. Take the payment back or cancel the order, then unlock."
            )
        )
    if order.is_completed and order.is_standing:
        return OrderLocked(
            lazy_gettext(
                "This order is completed and its sale documented. To change it, cancel it first "
                "and correct the document."
            )
        )
    if order.is_standing and deliveries.ready_count(order):
        return OrderLocked(
            lazy_gettext(
                "Finished photos of this order have been handed over. Further photos are a new "
                "order; to change this one, cancel it first."
            )
        )
    return None


def unlock(order: Order, cart: Cart, actor: str, until_on: date | None = None) -> list[str]:
    """Take the order out of the book and put its choice back into the person's open cart.

    `until_on` is this person's last day of choosing; it is needed once choosing has ended. Returns
    the names of what could not come back. Raises what `lock_of` says, LastDayMissing, CartClosed.
    """
    if refusal := lock_of(order):
        raise refusal
    _check_day(cart.invitation, until_on)
    now = utc_now()
    out = update(Order).where(
        Order.id == order.id,
        Order.unlocked_at.is_(None),
        Order.cancelled_at.is_not(None) | Order.paid_at.is_(None),
    )
    with transaction():
        values = {"unlocked_at": now, "cancelled_at": func.coalesce(Order.cancelled_at, now)}
        if changed_rows(out.values(values)) != 1:
            raise SelectionUnlocked(lazy_gettext("The order was changed meanwhile. Look again."))
        carts.hold(cart)
        left_out = put_back(order, cart)
        db.session.execute(
            update(Extension).where(Extension.order_id == order.id).values(order_id=None)
        )
        if until_on:
            _give_time(cart.invitation, until_on, now)
        events.note_of_order(order, "order.unlocked", actor, left_out=left_out)
        promise("mail.order_unlocked", order.id, order.studio_id, recipient=order.client_email)
    return left_out


def set_status(order: Order, status: OrderStatus, actor: str) -> bool:
    """Move the order to another status of its studio; the timeline keeps who and when.

    False when it stands there already.
    """
    with transaction():
        if order.status_id == status.id:
            return False
        order.status, order.status_at = status, utc_now()
        events.note_of_order(order, "order.status", actor, status=status.internal_name)
    return True


def _merged(order: Order) -> OrderMerged:
    return OrderMerged(lazy_gettext("This order was put into another one. Change that one."))


def _orderer(order: Order) -> Invitation | None:
    return db.session.get(Invitation, order.invitation_id) if order.invitation_id else None


def _check_day(person: Invitation, until_on: date | None) -> None:
    today = person.gallery.studio.today()
    if until_on is not None and until_on < today:
        raise LastDayMissing(lazy_gettext("Choose a day that has not passed."))
    if until_on is None and person.is_closed_on(today):
        raise LastDayMissing(
            lazy_gettext("Choosing has ended. Say until when the client may choose again.")
        )


def _give_time(person: Invitation, until_on: date, now: datetime) -> None:
    gallery = person.gallery
    granted = Extension(invitation_id=person.id, answered_at=now, granted_until_on=until_on)
    db.session.add(granted)
    if gallery.expires_on and gallery.expires_on < until_on:
        gallery.expires_on = until_on


def _change(order: Order, before, values: dict[str, Any], kind: str, actor: str) -> bool:
    """Note the fact only when the UPDATE changed it: of two presses, one is told."""
    change = update(Order).where(Order.id == order.id, before)
    with transaction():
        is_changed = changed_rows(change.values(**values)) == 1
        if is_changed:
            events.note_of_order(order, kind, actor)
    return is_changed
