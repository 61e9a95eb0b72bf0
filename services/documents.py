"""Issuing documents of orders. A number and its document are written in one transaction.

The steps here belong into a verb's `transaction()`; of several orders each needs one of its own,
so that they wait for each other in one direction only.
"""

from flask_babel import lazy_gettext
from sqlalchemy import select

from extensions import db
from models.document import Document, DocumentKind, Slot
from models.document_settings import SaleKind
from models.feedback_settings import ImportMode
from models.order import Order
from models.outbox import OutboxEntry
from services import events
from services.document_content import content_of
from services.document_numbers import take_number
from services.document_refusals import (
    BuyerIncomplete,
    CompanyInvoiceElsewhere,
    CurrencyNotInvoiced,
    OrderAlreadySold,
    OrderDocumentExists,
    OrderNotStanding,
    SellerIncomplete,
)
from services.order_steps import hold
from services.transaction import promise

RENDER = "document.render"
ORDER_KINDS = {ImportMode.RO: DocumentKind.RO, ImportMode.PF: DocumentKind.PF}
Issued = tuple[Document, OutboxEntry]


def issue_order_document(order: Order, actor: str = "") -> Issued | None:
    """The confirmation or pro forma of an order that came in; None where orders are sold at once.

    A step; a refusal comes before anything is written. Raises SellerIncomplete (only for a pro
    forma), OrderDocumentExists, OrderNotStanding.
    """
    kind = ORDER_KINDS.get(ImportMode(order.studio.feedback.import_mode))
    return issue_before_sale(order, kind, actor) if kind else None


def issue_before_sale(order: Order, kind: DocumentKind, actor: str = "") -> Issued:
    """A RO or a PF, whichever `kind` says; a step. Raises as `issue_order_document`."""
    _lock(order)
    if _has(order, Slot.ORDER):
        raise OrderDocumentExists(
            lazy_gettext("The order has its confirmation or pro forma already.")
        )
    if kind == DocumentKind.PF:
        _check_seller(order)
    return _issue(order, kind, Slot.ORDER, actor)


def issue_sale(order: Order, actor: str, kind: DocumentKind | None = None) -> Issued:
    """The document of the sale, which completes an order: FS or PA, as `kind_of_sale` says.

    A step; a refusal comes before anything is written. Raises SellerIncomplete, BuyerIncomplete,
    CompanyInvoiceElsewhere, CurrencyNotInvoiced, OrderAlreadySold, OrderNotStanding.
    """
    kind = kind or kind_of_sale(order)
    make_way_for_sale(order)
    if kind == DocumentKind.FS:
        _check_seller(order)
        _check_invoice(order)
    return _issue(order, kind, Slot.SALE, actor)


def kind_of_sale(order: Order) -> DocumentKind:
    """An invoice for whoever asks for one; nothing to pay is never invoiced."""
    settings = order.studio.document_settings
    if settings.sale_kind == SaleKind.PA or order.total_cents == 0:
        return DocumentKind.PA
    is_invoiced = settings.sale_kind == SaleKind.FS or order.wants_invoice
    return DocumentKind.FS if is_invoiced else DocumentKind.PA


def for_client(order: Order) -> Document | None:
    """The document of the sale, once its PDF is there."""
    return next((one for one in order.documents if one.is_sale and one.is_rendered), None)


def make_way_for_sale(order: Order) -> None:
    """Of two who document the sale of one order, one goes on; a step.

    Raises OrderAlreadySold, OrderNotStanding.
    """
    _lock(order)
    if _has(order, Slot.SALE):
        raise OrderAlreadySold(
            lazy_gettext("The sale of this order has its document. Issue a correction instead.")
        )


def _lock(order: Order) -> None:
    """Two who issue for one order go on one after the other."""
    hold(order)
    if order.is_cancelled:
        raise OrderNotStanding(lazy_gettext("This order is cancelled. Restore it first."))


def _check_seller(order: Order) -> None:
    if not order.studio.document_settings.is_complete:
        raise SellerIncomplete(
            lazy_gettext(
                "An invoice needs the seller's name, address and tax number (NIP). "
                "Fill them in under Settings → Sales documents."
            )
        )


def _has(order: Order, slot: Slot) -> bool:
    held = select(Document.id).where(Document.order_id == order.id, Document.slot == slot)
    return db.session.scalar(held) is not None


def _check_invoice(order: Order) -> None:
    settings = order.studio.document_settings
    if not (order.invoice_city or order.city):
        raise BuyerIncomplete(
            lazy_gettext(
                "An invoice needs the buyer's address. Write it into the order under Change."
            )
        )
    if order.tax_id and not settings.issues_company_invoices:
        raise CompanyInvoiceElsewhere(
            lazy_gettext(
                "The buyer is a company, so its invoice belongs into KSeF. Make it in your "
                "accounting program and attach its PDF, or type in its KSeF number."
            )
        )
    if order.currency != "PLN" and not settings.is_vat_exempt:
        raise CurrencyNotInvoiced(
            lazy_gettext(
                "An invoice in %(currency)s has to state the VAT in zlotys as well. "
                "Make it in your accounting program and attach its PDF.",
                currency=order.currency,
            )
        )


def _issue(order: Order, kind: DocumentKind, slot: Slot, actor: str) -> Issued:
    number, day = take_number(order.studio, kind)
    total = {"total_cents": order.total_cents}
    document = Document.begin(order, kind, day, slot=slot, number=number, actor=actor, **total)
    document.content = content_of(order, document)
    return document, record(order, document, actor)


def record(order: Order, document: Document, actor: str) -> OutboxEntry:
    """Write a new document and its place in the timeline down, and promise its PDF; a step."""
    db.session.add(document)
    db.session.flush()
    events.note_of_order(document.order, "document.issued", actor, number=document.full_number)
    return promise(RENDER, document.id, document.studio_id)
