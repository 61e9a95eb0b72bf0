"""Completing an order: its sale is documented, and what follows from that is promised."""

from flask_babel import force_locale, lazy_gettext
from sqlalchemy import Select, select, update

from extensions import db
from models.delivery import Delivery
from models.gallery import Gallery
from models.order import Order
from models.order_action import Action, Outcome
from models.studio import Studio
from models.types import utc_now
from services import documents, events, order_actions, order_steps, sale_documents
from services.document_refusals import DocumentRefused
from services.refusals import Refused
from services.transaction import changed_rows, transaction


class CompletedBefore(Refused):
    """The order has been completed, by another press or by a rule."""


class NotStanding(Refused):
    """A cancelled order is not completed."""


def complete(order: Order, actor: str) -> None:
    """Issue the document of the sale and promise what the settings want done then, once.

    Raises CompletedBefore, NotStanding, or what `documents.issue_sale` refuses.
    """
    with transaction():
        _complete(order, actor)


def follow_rules(order: Order) -> bool:
    """Complete an order that a rule of its studio says is complete; a step.

    A refusal is written into the order, which has to be looked at, and everything else goes on.
    """
    db.session.flush()
    if not db.session.scalar(ready(order.studio).where(Order.id == order.id)):
        return False
    try:
        _complete(order, "")
    except DocumentRefused as refusal:
        note_refusal(order, refusal)
        return False
    return True


def complete_handed_over(gallery: Gallery) -> None:
    """What the rule "handed over = completed" asks for, each order in a transaction of its own."""
    here = ready(gallery.studio).where(Order.gallery_id == gallery.id)
    for order_id in db.session.scalars(here).all():
        complete_by_rule(order_id)


def complete_by_rule(order_id: int) -> bool:
    """One order, unless somebody was quicker; a refusal stays visible in it."""
    with transaction():
        order = db.session.get_one(Order, order_id)
        order_steps.hold(order)
        db.session.refresh(order)
        return follow_rules(order)


def keep_refusal(order: Order, refusal: Refused) -> None:
    """Write into an order why it cannot be completed."""
    with transaction():
        note_refusal(order, refusal)


def ready(studio: Studio) -> Select[int]:
    """The ids of orders that a rule says are complete and nobody has completed. Part of the
    money is not all of it. Where orders are sold at once, those whose sale was refused.
    """
    settings = studio.feedback
    since = settings.completes_since_at or studio.created_at
    paid = (Order.paid_at >= since) & settings.completes_paid
    told = select(Delivery.id).where(
        Delivery.gallery_id == Order.gallery_id,
        Delivery.handed_over_at.is_not(None),
        Delivery.notified_at >= since,
        Delivery.notified_at >= Order.placed_at,
    )
    handed_over = told.exists() & settings.completes_handed_over
    refused = (Order.to_clarify != "") & ~Order.documents.any()
    return (
        select(Order.id)
        .where(
            Order.studio_id == studio.id,
            Order.cancelled_at.is_(None),
            Order.completed_at.is_(None),
            refused if settings.sells_at_once else paid | handed_over,
        )
        .order_by(Order.id)
    )


def document_sale(order: Order, actor: str) -> None:
    """The document of the sale, unless it is there, and the order is completed; a step.

    Raises what `documents.issue_sale` refuses, before anything is written.
    """
    if sale_documents.sale_of(order) is None:
        documents.issue_sale(order, actor)
    claim = update(Order).where(Order.id == order.id, Order.completed_at.is_(None))
    if changed_rows(claim.values(completed_at=utc_now())) != 1:
        raise CompletedBefore(lazy_gettext("This order has been completed already."))
    db.session.refresh(order, ["completed_at"])
    order.to_clarify = ""
    events.note_of_order(order, "order.completed", actor)


def finish(order: Order, actor: str) -> None:
    """The sale was documented by hand: the order is completed, if it was not before; a step."""
    db.session.flush()
    if order.completed_at is None:
        document_sale(order, actor)
        _promise(order)


def skip_completion(order: Order) -> None:
    """Where orders are sold at once, nothing happens after completion, later neither; a step."""
    for action in order_actions.AT_COMPLETION:
        order_actions.mark(order, action, Outcome.SKIPPED, reason="sold_at_once")


def note_refusal(order: Order, refusal: Refused) -> None:
    """In the studio's language: the photographer reads it; a step."""
    with force_locale(order.studio.locale):
        order_actions.clarify(order, str(refusal), "order.not_completed")


def _complete(order: Order, actor: str) -> None:
    order_steps.hold(order)
    db.session.refresh(order)
    if order.is_cancelled:
        raise NotStanding(lazy_gettext("This order is cancelled. Restore it first."))
    if order.is_completed:
        raise CompletedBefore(lazy_gettext("This order has been completed already."))
    document_sale(order, actor)
    _promise(order)


def _promise(order: Order) -> None:
    if order.studio.feedback.sells_at_once:
        skip_completion(order)
    order_actions.perform(order, (*order_actions.AT_COMPLETION, Action.SHOP_DOCUMENT))
