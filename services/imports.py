"""An order has come into the book, from wherever: its document, and what follows; a step."""

from models.order import Order
from models.order_action import Action, Outcome
from models.outbox import OutboxEntry
from services import completion, documents, order_actions, order_links
from services.document_refusals import DocumentRefused
from services.transaction import promise


def imported(order: Order, *, is_confirmed: bool = True) -> None:
    """Issue its document and promise what the settings want done after import; a step.

    One mail goes out about a new order: the studio's own words where it wants that, else the
    confirmation, unless the order comes from somewhere that confirms it (`is_confirmed` False).
    An order that is complete already is completed next. A document that is refused leaves a
    reason in the order, and the rest goes on. Who has no gallery to look at gets a link to the
    order.
    """
    if order.invitation_id is None:
        order_links.give(order)
    _document(order)
    order_actions.perform(order, (*order_actions.AT_IMPORT, Action.SHOP_DOCUMENT))
    if is_confirmed and not order.studio.feedback.mails_after_import:
        order_actions.mark(order, Action.IMPORT_MAIL, Outcome.PROMISED, entry=_confirm(order))
    completion.follow_rules(order)


def _document(order: Order) -> None:
    try:
        if order.studio.feedback.sells_at_once:
            completion.document_sale(order, "")
            completion.skip_completion(order)
        else:
            documents.issue_order_document(order)
    except DocumentRefused as refusal:
        completion.note_refusal(order, refusal)


def _confirm(order: Order) -> OutboxEntry:
    return promise("mail.order_placed", order.id, order.studio_id, recipient=order.client_email)
