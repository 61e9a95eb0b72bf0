"""Sending a mail about an order once more, on purpose: the only way round its lock."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from extensions import db
from models.order import Order
from models.order_action import Action, OrderAction
from models.outbox import OutboxEntry
from models.types import utc_now
from services import events, order_actions, sale_documents
from services.accounts import EmailWrong, clean_email
from services.refusals import Refused
from services.transaction import promise, transaction


class NoPayerEmail(Refused):
    """The order says nowhere whom to write to."""


class OrderCancelled(Refused):
    """Nobody is told of an order that does not stand."""


def known(order: Order, action: Action) -> OutboxEntry | None:
    """The newest promise of this mail, or of the confirmation in its place: when it left, whether
    it was a test, or is uncertain."""
    sent = OutboxEntry.about(order_actions.MAILS[action], order.id).limit(1)
    done = flag_of(order, action)
    return db.session.scalar(sent) or (done.entry if done else None)


def flag_of(order: Order, action: Action) -> OrderAction | None:
    done = select(OrderAction).where(OrderAction.order_id == order.id)
    return db.session.scalar(done.where(OrderAction.action == action))


def send_again(order: Order, action: Action, actor: str) -> OutboxEntry:
    """Promise the mail anew, whatever was sent before. Raises NoPayerEmail, OrderCancelled."""
    if order.is_cancelled:
        raise OrderCancelled(lazy_gettext("This order is cancelled. Restore it first."))
    try:
        recipient = clean_email(order.payer_email)
    except EmailWrong:
        raise NoPayerEmail(
            lazy_gettext("The payer has no e-mail address. Add one to the order first.")
        ) from None
    with transaction():
        carries = order_actions.carries_document(order, action)
        document = sale_documents.sale_of(order) if carries else None
        entry = promise(
            order_actions.MAILS[action],
            order.id,
            order.studio_id,
            dedupe=utc_now().isoformat(),
            recipient=recipient,
            after=order_actions.waiting_render(document),
        )
        entry.payload = {"document_id": document.id} if document else {}
        if order.to_clarify:
            order.to_clarify = ""
        events.note_of_order(order, "order.sent_again", actor)
    return entry


def settle_question(order: Order, actor: str) -> None:
    """Somebody has looked at the order: nothing is left to clarify."""
    with transaction():
        if order.to_clarify:
            order.to_clarify = ""
            events.note_of_order(order, "order.clarified", actor)
