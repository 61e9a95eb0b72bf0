"""Mails about an order in the studio's own words. All leave through the outbox."""

from collections.abc import Callable

from flask_mail import Attachment

from extensions import db
from models.mail_template import MailEvent
from models.order import Order
from models.outbox import OutboxEntry
from services import letters, mail_templates, sale_documents, transfers
from services.delivery_errors import NotNeeded


def order_imported(entry: OutboxEntry) -> None:
    """The order has come in, for its payer."""
    _in_own_words(entry, MailEvent.IMPORTED)


def order_completed(entry: OutboxEntry) -> None:
    """The sale is documented, for the payer."""
    _in_own_words(entry, MailEvent.COMPLETED)


def payment_due(entry: OutboxEntry) -> None:
    """What is left to pay, for the payer. Raises NotNeeded once nothing is."""
    order = db.session.get_one(Order, entry.subject_id)
    if not order.due_cents or order.is_cancelled:
        raise NotNeeded("nothing is due")
    _in_own_words(entry, MailEvent.PAYMENT_DUE)


KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {
    "mail.order_imported": order_imported,
    "mail.order_completed": order_completed,
    "mail.payment_due": payment_due,
}


def _in_own_words(entry: OutboxEntry, event: MailEvent) -> None:
    order = db.session.get_one(Order, entry.subject_id)
    template = mail_templates.words_of(order.studio, event, order.locale)
    words = mail_templates.filled(template, order, order.locale)
    letters.send(
        entry,
        "own_words",
        order.locale,
        studio=order.studio,
        order=order,
        words=words,
        own_body=letters.kept_breaks(words.body),
        attachments=_attachments(entry, order),
        transfer=transfers.transfer_of(order),
    )


def _attachments(entry: OutboxEntry, order: Order) -> list[Attachment]:
    """What was promised along with the mail: the document of the sale, as it was issued.

    Raises NotDelivered while it is not rendered: the mail is not sent without it.
    """
    if not entry.payload.get("document_id"):
        return []
    paper = sale_documents.paper_of(order)
    return [Attachment(paper.file_name, "application/pdf", paper.data)]
