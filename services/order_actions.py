"""What has still to be done about an order, and doing it once: steps of verbs.

The row of an action is its lock. Whoever performs actions holds the order first, so that of two
at once the second finds the row of the first.
"""

from flask_babel import force_locale, gettext
from sqlalchemy import ColumnElement, Select, false, select

from extensions import db
from models.document import Document, Slot
from models.order import Order
from models.order_action import Action, OrderAction, Outcome
from models.outbox import OPEN, OutboxEntry
from models.shop_link import ShopLink
from models.studio import Studio
from services import events, sale_documents, shop_actions
from services.accounts import EmailWrong, clean_email
from services.transaction import promise

AT_IMPORT = (Action.IMPORT_STATUS, Action.IMPORT_MAIL)
AT_COMPLETION = (Action.COMPLETION_STATUS, Action.COMPLETION_MAIL)
PERFORMED = (*AT_IMPORT, *AT_COMPLETION, Action.SHOP_DOCUMENT)
MAILS = {
    Action.IMPORT_MAIL: "mail.order_imported",
    Action.COMPLETION_MAIL: "mail.order_completed",
}
NO_EMAIL = "no_payer_email"


def due(studio: Studio, action: Action) -> Select[int]:
    """The ids of orders for which the settings want it and it has not been done, oldest first."""
    done = select(OrderAction.id).where(
        OrderAction.order_id == Order.id, OrderAction.action == action
    )
    return (
        select(Order.id)
        .where(Order.studio_id == studio.id, Order.cancelled_at.is_(None), ~done.exists())
        .where(_wanted(studio, action))
        .order_by(Order.id)
    )


def perform(order: Order, actions: tuple[Action, ...]) -> int:
    """Promise what is due of these, in their order; returns how many were done or given up.

    The order is held by the caller.
    """
    db.session.flush()
    wanted = [
        action
        for action in actions
        if db.session.scalar(due(order.studio, action).where(Order.id == order.id))
    ]
    for action in wanted:
        _perform(order, action)
    return len(wanted)


def mark(
    order: Order,
    action: Action,
    outcome: Outcome,
    *,
    entry: OutboxEntry | None = None,
    reason: str = "",
) -> None:
    """Write down that nothing is left to do about this; a step."""
    done = OrderAction(order_id=order.id, action=action, outcome=outcome, reason=reason)
    done.entry = entry
    db.session.add(done)


def clarify(order: Order, reason: str, kind: str = "order.unclear") -> None:
    """Somebody has to look at the order; the rest goes on. A step; `reason` is a sentence."""
    if order.to_clarify != reason:
        order.to_clarify = reason
        events.note_of_order(order, kind, "", reason=reason)


def waiting_render(document: Document | None) -> OutboxEntry | None:
    """The promise that a document gets its PDF; None once it has."""
    if document is None or document.is_rendered:
        return None
    return db.session.scalar(OutboxEntry.about("document.render", document.id).limit(1))


def _wanted(studio: Studio, action: Action) -> ColumnElement[bool]:
    settings = studio.feedback
    is_completed = Order.completed_at.is_not(None)
    match action:
        case Action.IMPORT_MAIL if settings.mails_after_import:
            return Order.imported_at.is_not(None)
        case Action.IMPORT_STATUS:
            return shop_actions.is_in_shop_for(action)
        case Action.COMPLETION_MAIL if settings.mails_after_completion:
            return false() if settings.sells_at_once else is_completed
        case Action.COMPLETION_STATUS if not settings.sells_at_once:
            return is_completed & shop_actions.is_in_shop_for(action)
        case Action.SHOP_DOCUMENT if settings.pushes_document:
            return _is_sold() & shop_actions.is_in_shop_for(action)
    return false()


def _is_sold() -> ColumnElement[bool]:
    return (
        select(Document.id)
        .where(
            Document.order_id == Order.id,
            Document.slot == Slot.SALE,
            Document.cancelled_at.is_(None),
            Document.number.is_not(None) | Document.pdf_key.is_not(None),
        )
        .exists()
    )


def _perform(order: Order, action: Action) -> None:
    if action in MAILS:
        _promise_mail(order, action)
        return
    told = [_tell(link, action) for link in order.shop_links if shop_actions.fits(link, action)]
    mark(order, action, Outcome.PROMISED, entry=next(filter(None, told), None))


def perform_linked(link: ShopLink) -> None:
    """The order has come into one more shop: tell that shop what others were told already, or what
    is due now. What was reset or skipped stays so. A step; the order is held by the caller.
    """
    order = link.order
    db.session.flush()
    known = {one.action: one for one in order.actions}
    for action in (Action.IMPORT_STATUS, Action.COMPLETION_STATUS, Action.SHOP_DOCUMENT):
        done = known.get(action)
        if done is None:
            perform(order, (action,))
        elif done.outcome == Outcome.PROMISED and shop_actions.fits(link, action):
            _tell(link, action)


def _tell(link: ShopLink, action: Action) -> OutboxEntry | None:
    """Once for each action and shop, whoever asks."""
    if action == Action.SHOP_DOCUMENT:
        after = waiting_render(sale_documents.sale_of(link.order))
    else:
        after = _earlier_status(link, action)
    entry = shop_actions.promise_to(link, shop_actions.KINDS[action], action, after=after)
    if entry:
        entry.payload = {"action": action}
    return entry


def _promise_mail(order: Order, action: Action) -> None:
    try:
        recipient = clean_email(order.payer_email)
    except EmailWrong:
        _give_up_mail(order, action)
        return
    document = sale_documents.sale_of(order) if carries_document(order, action) else None
    if document and document.is_own and not document.is_rendered:
        document = None  # Only its number is known here: there is nothing to attach.
    entry = promise(
        MAILS[action],
        order.id,
        order.studio_id,
        recipient=recipient,
        after=waiting_render(document),
    )
    entry.payload = {"document_id": document.id} if document else {}
    mark(order, action, Outcome.PROMISED, entry=entry)


def carries_document(order: Order, action: Action) -> bool:
    """The mail after completion does; where orders are sold at once, the one after import."""
    settings = order.studio.feedback
    proper = Action.IMPORT_MAIL if settings.sells_at_once else Action.COMPLETION_MAIL
    return settings.attaches_document and action == proper


def _give_up_mail(order: Order, action: Action) -> None:
    mark(order, action, Outcome.SKIPPED, reason=NO_EMAIL)
    with force_locale(order.studio.locale):
        reason = gettext("The payer has no e-mail address.")
    order.to_clarify = reason
    events.note_of_order(order, "order.no_payer_email", "", action=action)


def _earlier_status(link: ShopLink, action: Action) -> OutboxEntry | None:
    """The status after import goes before the one after completion."""
    if action != Action.COMPLETION_STATUS:
        return None
    earlier = OutboxEntry.about("shop.set_status", link.id)
    return db.session.scalar(earlier.where(OutboxEntry.state.in_((*OPEN, "leased"))).limit(1))
