"""The same change for many orders, each on its own: one that is refused holds up no other."""

from collections.abc import Sequence
from enum import StrEnum

from models.order import Order
from models.order_status import OrderStatus
from services import orders, payments


class Outcome(StrEnum):
    """What a change means for one order: it is made, or why it is not."""

    CHANGED = "changed"
    AS_BEFORE = "as before"
    CANCELLED = "cancelled"
    NOTHING_DUE = "nothing due"


def preview(ticked: Sequence[Order], status: OrderStatus | None) -> dict[int, Outcome]:
    """By the order's id, what `change` would do now. Without a status it is marked as paid."""
    return {order.id: _outcome(order, status) for order in ticked}


def change(ticked: Sequence[Order], status: OrderStatus | None, actor: str) -> dict[int, Outcome]:
    """Change each order that can be; by its id, what came of it. A second press changes nothing."""
    outcomes = preview(ticked, status)
    for order in ticked:
        if outcomes[order.id] is Outcome.CHANGED and not _change(order, status, actor):
            outcomes[order.id] = Outcome.AS_BEFORE
    return outcomes


def _change(order: Order, status: OrderStatus | None, actor: str) -> bool:
    if status is None:
        return payments.mark_paid(order, actor)
    return orders.set_status(order, status, actor)


def _outcome(order: Order, status: OrderStatus | None) -> Outcome:
    if order.is_cancelled:
        return Outcome.CANCELLED
    if status is not None:
        return Outcome.AS_BEFORE if order.status_id == status.id else Outcome.CHANGED
    if order.is_paid:
        return Outcome.AS_BEFORE
    return Outcome.CHANGED if order.total_cents else Outcome.NOTHING_DUE
