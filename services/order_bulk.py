"""The same change for many orders, each on its own: one that is refused holds up no other."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from models.order import Order
from models.order_status import OrderStatus
from services import completion, orders, payments
from services.document_refusals import DocumentRefused
from services.refusals import Refused

COMPLETE: Literal["complete"] = "complete"
# A status, all of the money (None), or completion.
Wish = OrderStatus | Literal["complete"] | None


class Outcome(StrEnum):
    """What a change means for one order: it is made, or why it is not."""

    CHANGED = "changed"
    AS_BEFORE = "as before"
    CANCELLED = "cancelled"
    NOTHING_DUE = "nothing due"
    REFUSED = "refused"


def preview(ticked: Sequence[Order], wish: Wish) -> dict[int, Outcome]:
    """By the order's id, what `change` would do now."""
    return {order.id: _outcome(order, wish) for order in ticked}


def change(ticked: Sequence[Order], wish: Wish, actor: str) -> dict[int, Outcome]:
    """Change each order that can be; by its id, what came of it. A second press changes nothing."""
    outcomes = preview(ticked, wish)
    for order in ticked:
        if outcomes[order.id] is Outcome.CHANGED:
            outcomes[order.id] = _change(order, wish, actor)
    return outcomes


def _change(order: Order, wish: Wish, actor: str) -> Outcome:
    if wish == COMPLETE:
        return _complete(order, actor)
    if isinstance(wish, OrderStatus):
        is_changed = orders.set_status(order, wish, actor)
    else:
        is_changed = payments.mark_paid(order, actor)
    return Outcome.CHANGED if is_changed else Outcome.AS_BEFORE


def _complete(order: Order, actor: str) -> Outcome:
    """A document that is refused leaves its reason in the order, for whoever opens it."""
    try:
        completion.complete(order, actor)
    except DocumentRefused as refusal:
        completion.keep_refusal(order, refusal)
        return Outcome.REFUSED
    except Refused:
        return Outcome.AS_BEFORE
    return Outcome.CHANGED


def _outcome(order: Order, wish: Wish) -> Outcome:
    if order.is_cancelled:
        return Outcome.CANCELLED
    if wish == COMPLETE:
        return Outcome.AS_BEFORE if order.is_completed else Outcome.CHANGED
    if isinstance(wish, OrderStatus):
        return Outcome.AS_BEFORE if order.status_id == wish.id else Outcome.CHANGED
    if order.is_paid:
        return Outcome.AS_BEFORE
    return Outcome.CHANGED if order.total_cents else Outcome.NOTHING_DUE
