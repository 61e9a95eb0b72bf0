"""The documents of an order: issued, attached, corrected, cancelled, downloaded."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.files import send_stored
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.document_facts import KINDS
from blueprints.studio.forms.documents import AttachmentForm, BuyerForm
from blueprints.studio.forms.fields import cents
from extensions import db
from formats.foreign_pdf import LIMIT_BYTES
from models.document import Document, DocumentKind, Slot
from models.order import Order
from models.outbox import OutboxEntry
from services import delivery_reasons, document_corrections, documents_by_hand
from services.document_corrections import Correction
from services.document_refusals import AttachmentWrong, CorrectionWrong, OrderAlreadySold
from services.documents import RENDER

PDF = "application/pdf"
BY_HAND = {DocumentKind.RO, DocumentKind.PF, DocumentKind.FS, DocumentKind.PA}


@dataclass(frozen=True)
class DocumentRow:
    """A document with how far its PDF is; `entry` is the promise of it."""

    document: Document
    entry: OutboxEntry | None

    @property
    def state(self) -> str:
        """ready, number, cancelled, waiting, or failed."""
        is_dead = self.entry is not None and self.entry.state in ("dead", "cancelled")
        return "failed" if self.document.state == "waiting" and is_dead else self.document.state

    @property
    def reason(self) -> str:
        return delivery_reasons.sentence(self.entry) if self.entry else ""


@bp.get("/orders/<int:order_id>/documents")
def show_order_documents(order_id: int):
    """The card on the order's page, which asks again while a PDF is made."""
    order = access.order_of_studio(order_id)
    return render_template("studio/_order_documents.html", order=order, **values_of(order))


@bp.post("/orders/<int:order_id>/documents")
def issue_document(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    kind = request.form.get("kind", "")
    if kind not in BY_HAND:
        abort(400)
    document = documents_by_hand.issue(order, DocumentKind(kind), current_user.name)
    flash(_("%(number)s is issued. Its PDF is being made.", number=document.full_number))
    return _to_card(order_id)


@bp.get("/orders/<int:order_id>/documents/own")
def show_attachment(order_id: int):
    return _attachment(access.order_of_studio(order_id), AttachmentForm(formdata=None))


@bp.post("/orders/<int:order_id>/documents/own")
def attach_document(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    form, file = AttachmentForm(), request.files.get("pdf")
    if not form.validate():
        return _attachment(order, form), 422
    data = file.stream.read(LIMIT_BYTES + 1) if file and file.filename else b""
    try:
        documents_by_hand.attach(order, form.attachment(data), current_user.name)
    except (AttachmentWrong, OrderAlreadySold) as refusal:
        return _attachment(access.order_of_studio(order_id), form, refusal), refusal.status
    flash(_("The document is attached."))
    return _to_card(order_id)


@bp.get("/documents/<int:document_id>.pdf")
def download_document(document_id: int):
    document = access.document_of_studio(document_id)
    key = document.pdf_key or abort(404)
    return send_stored(key, PDF, download_name=document.file_name)


@bp.post("/documents/<int:document_id>/cancellation")
def cancel_document(document_id: int):
    document = access.document_of_studio(document_id)
    documents_by_hand.cancel(document, current_user.name)
    return _to_card(document.order_id)


@bp.get("/documents/<int:document_id>/correction")
def show_correction(document_id: int):
    return _correction(_invoice(document_id))


@bp.post("/documents/<int:document_id>/correction")
def correct_document(document_id: int):
    invoice = _invoice(document_id)
    try:
        correction = _read_correction(invoice)
        document_corrections.correct(invoice, correction, current_user.name)
    except CorrectionWrong as refusal:
        return _correction(_invoice(document_id), refusal), refusal.status
    except ValueError as error:
        return _correction(invoice, error), 422
    flash(_("The correction is issued. Its PDF is being made."))
    return _to_card(invoice.order_id)


def values_of(order: Order) -> dict:
    """What the card needs."""
    found = order.documents
    entries = db.session.scalars(OutboxEntry.about_any([RENDER], [one.id for one in found]))
    newest = {entry.subject_id: entry for entry in entries}
    rows = [DocumentRow(one, newest.get(one.id)) for one in found]
    standing = {one.slot: one for one in found if not one.is_cancelled}
    sale = standing.get(Slot.SALE)
    is_correctable = sale is not None and document_corrections.is_correctable(sale)
    return {
        "document_rows": rows,
        "order_document": standing.get(Slot.ORDER),
        "sale": sale,
        "correctable": sale if is_correctable else None,
        "is_behind": sale is not None and is_correctable and document_corrections.is_behind(sale),
        "is_being_made": any(row.state == "waiting" for row in rows),
    }


@bp.app_template_global()
def kind_word(kind: str) -> str:
    """What a kind of documents is called."""
    return str(KINDS[kind])


@bp.app_template_global()
def document_word(document: Document) -> str:
    """What a document is, for its studio and its client."""
    return _("Invoice made elsewhere") if document.is_own else kind_word(document.kind)


def _invoice(document_id: int) -> Document:
    document = access.document_of_studio(document_id)
    return document if document_corrections.is_correctable(document) else abort(404)


def _read_correction(invoice: Document) -> Correction:
    """Raises ValueError with a sentence."""
    lines = document_corrections.content_now(invoice)["lines"]
    buyer = BuyerForm(request.form, prefix="buyer-")
    if not buyer.validate():
        raise ValueError(next(iter(buyer.errors.values()))[0])
    places = range(len(lines))
    return Correction(
        reason=request.form.get("reason", "")[:500],
        quantities={place: _count(f"quantity-{place}") for place in places},
        unit_cents={place: cents(request.form.get(f"price-{place}", "")) for place in places},
        buyer={name: one.data or "" for name, one in buyer._fields.items()},
        corrections=request.form.get("corrections", -1, type=number),
    )


def _count(name: str) -> int:
    typed = request.form.get(name, "").strip()
    if not typed.isascii() or not typed.isdigit() or len(typed) > 4:
        raise ValueError(_("Write a number from 0 to %(max)s.", max=9999))
    return int(typed)


def _correction(invoice: Document, refusal: object = None) -> str:
    content = document_corrections.content_now(invoice)
    buyer = BuyerForm(request.form if refusal else None, prefix="buyer-", data=content["buyer"])
    return render_template(
        "studio/document_correction.html",
        invoice=invoice,
        order=invoice.order,
        content=content,
        buyer=buyer,
        sent=request.form,
        refusal=refusal,
        corrections=document_corrections.correction_count(invoice),
        place="orders",
    )


def _attachment(order: Order, form: AttachmentForm, refusal: object = None) -> str:
    return render_template(
        "studio/document_attachment.html", order=order, form=form, refusal=refusal, place="orders"
    )


def _to_card(order_id: int):
    return redirect(url_for(".show_order", order_id=order_id, _anchor="order-documents"), 303)
