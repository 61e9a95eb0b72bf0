"""Money for orders: what came in, what was given back, and whether that covers the total."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.order import Order
from models.payment import Payment, PaymentOrigin
from models.types import utc_now
from services import completion, events
from services.order_steps import settle
from services.refusals import Refused
from services.transaction import changed_rows, transaction


class PaymentsChanged(Refused):
    """Something else was recorded since the page was shown."""


class AmountWrong(Refused):
    """Nothing, or more than there is to give back."""

    status = 422


class DayAhead(Refused):
    """Money cannot have come in tomorrow."""

    status = 422


@dataclass(frozen=True)
class Receipt:
    """Money of one day. `cents` is below nothing for a refund; `note` is the studio's own."""

    cents: int
    on: date
    note: str = ""
    origin: str = PaymentOrigin.STUDIO


def mark_paid(order: Order, actor: str) -> bool:
    """Record that the rest came in today; a second press changes nothing, and says False."""
    first = update(Order).where(Order.id == order.id, Order.paid_at.is_(None))
    with transaction():
        if changed_rows(first.values(paid_at=utc_now())) != 1:
            return False
        db.session.refresh(order)
        enter(order, Receipt(order.total_cents - order.paid_cents, order.studio.today()), actor)
        order.paid_cents = order.total_cents
        events.note_of_order(order, "order.paid", actor)
        completion.follow_rules(order)
    return True


def mark_unpaid(order: Order, actor: str) -> bool:
    """Take everything back that was recorded, as if by mistake; False when there was nothing."""
    was_paid = Order.paid_at.is_not(None) | (Order.paid_cents > 0)
    first = update(Order).where(Order.id == order.id, was_paid)
    with transaction():
        if changed_rows(first.values(paid_at=None)) != 1:
            return False
        db.session.refresh(order)
        enter(order, Receipt(-order.paid_cents, order.studio.today()), actor)
        order.paid_cents = 0
        events.note_of_order(order, "order.unpaid", actor)
    return True


def record(order: Order, receipt: Receipt, actor: str, seen_cents: int | None = None) -> None:
    """Write down a payment or a refund. A part of the total does not make the order paid.

    `seen_cents` is what the page said had come in, so that a second press is not a second payment.
    Raises PaymentsChanged, AmountWrong, DayAhead.
    """
    _check(order, receipt)
    first = update(Order).where(Order.id == order.id)
    if seen_cents is not None:
        first = first.where(Order.paid_cents == seen_cents)
    with transaction():
        if changed_rows(first.values(paid_cents=Order.paid_cents + receipt.cents)) != 1:
            raise PaymentsChanged(
                lazy_gettext("Another payment was recorded meanwhile. Look at it, then go on.")
            )
        db.session.refresh(order)
        if order.paid_cents < 0:
            raise AmountWrong(lazy_gettext("This is more than has come in."))
        enter(order, receipt, actor)
        settle(order)
        kind = "order.payment" if receipt.cents > 0 else "order.refund"
        detail = {"cents": abs(receipt.cents), "currency": order.currency}
        events.note_of_order(order, kind, actor, **detail)
        completion.follow_rules(order)


def _check(order: Order, receipt: Receipt) -> None:
    if receipt.cents == 0:
        raise AmountWrong(lazy_gettext("Write how much it was."))
    if receipt.on > order.studio.today():
        raise DayAhead(lazy_gettext("Choose today or a day that has passed."))


def enter(order: Order, receipt: Receipt, actor: str) -> None:
    """One line of the order's book of money; nothing is no line. A step."""
    if receipt.cents:
        order.payments.append(
            Payment(
                amount_cents=receipt.cents,
                received_on=receipt.on,
                origin=receipt.origin,
                note=receipt.note,
                actor=actor,
            )
        )
