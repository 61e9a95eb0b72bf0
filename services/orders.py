"""What a studio does with an order that was placed."""

from datetime import datetime

from sqlalchemy import update

from models.order import Order
from models.order_status import OrderStatus
from models.types import utc_now
from services import events
from services.transaction import changed_rows, transaction


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
            events.note_of_order(order, "order.status", actor, status=status.internal_name)


def _stamp(order: Order, column, kind: str, actor: str) -> None:
    _change(order, column, column.is_(None), utc_now(), kind, actor)


def _clear(order: Order, column, kind: str, actor: str) -> None:
    _change(order, column, column.is_not(None), None, kind, actor)


def _change(order: Order, column, before, value: datetime | None, kind: str, actor: str) -> None:
    """Note the fact only when the UPDATE changed it: of two presses, one is told."""
    change = update(Order).where(Order.id == order.id, before)
    with transaction():
        if changed_rows(change.values({column: value})) == 1:
            events.note_of_order(order, kind, actor)
