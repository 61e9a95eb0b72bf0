"""What a person does with documents: issue, cancel, attach one that was made elsewhere."""

import hashlib
import re
from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from formats.foreign_pdf import LIMIT_BYTES, is_pdf, runs_something
from models.document import Document, DocumentKind, Slot
from models.order import Order
from models.outbox import OutboxEntry
from models.types import utc_now
from services import completion, documents, events
from services.document_refusals import AttachmentWrong, NotCancellable
from services.files import storage
from services.transaction import changed_rows, forget_files, transaction

# What the law keeps for years, whoever asks to be erased.
INVOICES = {DocumentKind.FS, DocumentKind.KFS}
_KSEF = re.compile(r"[0-9]{10}-[0-9]{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}")


@dataclass(frozen=True)
class Attachment:
    """A document of another program: its PDF, its number, its number in KSeF; one is enough."""

    pdf: bytes = b""
    own_number: str = ""
    ksef_number: str = ""


def issue(order: Order, kind: DocumentKind, actor: str) -> Document:
    """Issue a document now; a document of the sale completes the order.

    Raises what `documents.issue_sale` and `documents.issue_before_sale` raise.
    """
    with transaction():
        if kind in (DocumentKind.FS, DocumentKind.PA):
            document, _entry = documents.issue_sale(order, actor, kind)
            completion.finish(order, actor)
        else:
            document, _entry = documents.issue_before_sale(order, kind, actor)
    return document


def cancel(document: Document, actor: str) -> None:
    """Take back a confirmation, a pro forma, or what was attached by mistake; the order may have
    another then.

    Its number stays taken. Raises NotCancellable.
    """
    with transaction():
        take_back(document, actor)


def take_back(document: Document, actor: str) -> None:
    """The same as a step of another verb."""
    standing = update(Document).where(
        Document.id == document.id,
        (Document.slot == Slot.ORDER) | Document.number.is_(None),
        Document.cancelled_at.is_(None),
    )
    if changed_rows(standing.values(cancelled_at=utc_now(), slot=None)) != 1:
        raise NotCancellable(
            lazy_gettext("A document of a sale is never cancelled. Issue a correction instead.")
        )
    number = document.full_number
    events.note_of_order(document.order, "document.cancelled", actor, number=number)
    _stop_rendering(document)


def attach(order: Order, attachment: Attachment, actor: str) -> Document:
    """Take a document made elsewhere as the one of the sale; it completes the order.

    Raises AttachmentWrong, OrderAlreadySold, OrderNotStanding.
    """
    _check(attachment)
    sha256 = hashlib.sha256(attachment.pdf).hexdigest()
    key = f"studios/{order.studio_id}/documents/own-{order.id}-{sha256[:24]}.pdf"
    if attachment.pdf:
        storage().put(key, attachment.pdf)
    with transaction():
        documents.make_way_for_sale(order)
        document = _own(order, attachment, actor)
        if attachment.pdf:
            document.pdf_key, document.pdf_sha256 = key, sha256
            document.pdf_bytes, document.rendered_at = len(attachment.pdf), utc_now()
        db.session.add(document)
        db.session.flush()
        db.session.expire(order, ["documents"])
        number = document.full_number
        events.note_of_order(order, "document.attached", actor, number=number)
        completion.finish(order, actor)
    return document


def forget(order: Order, nobody: str, *, with_invoices: bool = False) -> None:
    """Of an erased person numbers and amounts stay; invoices as they are while the law asks.

    A step: the files go with the caller's transaction.
    """
    for document in order.documents:
        if document.kind in INVOICES and not with_invoices:
            continue
        if document.pdf_key:
            forget_files([document.pdf_key])
        document.pdf_key, document.rendered_at = None, document.rendered_at or utc_now()
        bare = {"buyer": {"name": nobody}, "buyer_before": None, "recipient": None, "payment": None}
        document.content = {**document.content, **bare} if document.content else {}
        _stop_rendering(document)


def _check(attachment: Attachment) -> None:
    number = attachment.ksef_number
    if number and not _KSEF.fullmatch(number):
        raise AttachmentWrong(
            lazy_gettext(
                "A KSeF number looks like 6762451135-20261123-0123456789AB-0F. Copy it once more."
            )
        )
    if not (attachment.own_number or number):
        raise AttachmentWrong(lazy_gettext("Type in the number of the document."))
    if not attachment.pdf:
        return
    if len(attachment.pdf) > LIMIT_BYTES:
        raise AttachmentWrong(lazy_gettext("The file is larger than 10 MB."))
    if not is_pdf(attachment.pdf):
        raise AttachmentWrong(lazy_gettext("This is no whole PDF file. Save it as PDF once more."))
    if runs_something(attachment.pdf):
        raise AttachmentWrong(
            lazy_gettext("Something in this PDF runs by itself. Print it to PDF and attach that.")
        )


def _own(order: Order, attachment: Attachment, actor: str) -> Document:
    return Document.begin(
        order,
        DocumentKind.FS,
        order.studio.today(),
        slot=Slot.SALE,
        number=None,
        own_number=attachment.own_number,
        ksef_number=attachment.ksef_number,
        total_cents=order.total_cents,
        content={},
        actor=actor,
    )


def _stop_rendering(document: Document) -> None:
    """Nobody needs the pages any more; a worker that has begun may finish."""
    waiting = update(OutboxEntry).where(
        OutboxEntry.kind == documents.RENDER,
        OutboxEntry.subject_id == document.id,
        OutboxEntry.state.in_(("pending", "retry", "dead")),
    )
    db.session.execute(waiting.values(state="cancelled"))
