"""Everything a document shows, frozen on the day it is issued; steps of verbs."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from formats.amount_in_words import amount_in_words
from formats.polish_transfer import transfer_text
from models.document import Document, DocumentKind
from models.document_settings import DocumentSettings
from models.order import Order
from models.payment_method import PaymentKind
from services.document_lines import EXEMPT, lines_of, rates_of, total_of

PLACE = ("street", "postcode", "city")


def content_of(order: Order, document: Document) -> dict[str, Any]:
    """Seller, buyer, lines, sums and payment, in the language of the order."""
    settings = order.studio.document_settings
    keeps_free = document.kind == DocumentKind.RO or order.total_cents == 0
    with force_locale(order.locale):
        lines = lines_of(order, is_exempt=settings.is_vat_exempt, keeps_free=keeps_free)
        payment = _payment(order, document)
    return {
        **seller_part(settings),
        "buyer": buyer_of(order),
        "recipient": _recipient(order),
        "order": {"number": order.number, "placed_on": _day_of(order, order.placed_at)},
        "sold_on": _sold_on(order, document.issued_on),
        **money_part(lines, settings, order),
        "payment": payment,
        "remark": settings.remark,
    }


def seller_part(settings: DocumentSettings) -> dict[str, Any]:
    studio = settings.studio
    seller = {name: getattr(settings, name) for name in (*PLACE, "tax_id")}
    seller |= {"name": settings.seller_name or studio.name, "email": studio.contact_email}
    return {
        "seller": seller,
        "logo_key": studio.logo_key if settings.shows_logo else None,
        "is_exempt": settings.is_vat_exempt,
    }


def money_part(lines: list[dict], settings: DocumentSettings, order: Order) -> dict[str, Any]:
    """The lines, what they add up to, and what the law wants said of exempt ones."""
    total = total_of(lines)
    has_words = settings.has_amount_in_words
    gross = total["gross_cents"]
    is_exempt = any(line["rate"] == EXEMPT for line in lines)
    return {
        "lines": lines,
        "rates": rates_of(lines),
        "total": total,
        "words": amount_in_words(gross, order.currency, order.locale) if has_words else "",
        "basis": settings.exemption_basis if is_exempt else "",
    }


def buyer_of(order: Order) -> dict[str, str]:
    """Whoever is invoiced, and where they live."""
    place = {name: getattr(order.billing_place, name) for name in PLACE}
    return {"name": order.company or order.client_name, "tax_id": order.tax_id, **place}


def _recipient(order: Order) -> dict[str, str] | None:
    """Whom it is for, where that is not the buyer."""
    if not order.company:
        return None
    return {"name": order.client_name, **{name: getattr(order, name) for name in PLACE}}


def _payment(order: Order, document: Document) -> dict[str, Any]:
    """`code` is the content of the QR code of the Polish banks; None when it cannot say this."""
    settings = order.studio.document_settings
    account = order.account_number or settings.account_number
    holder = order.account_holder or settings.seller_name or order.studio.name
    title = _("Order %(number)s", number=order.number)
    if document.kind != DocumentKind.RO:
        title = f"{title}, {document.full_number}"
    if not _asks_for_transfer(order, document.kind):
        account = ""
    is_polish = order.currency == "PLN" and account
    return {
        "name": order.payment_name,
        "due_cents": order.due_cents,
        "paid_cents": min(order.paid_cents, order.total_cents),
        "paid_on": _day_of(order, order.paid_at) if order.paid_at else None,
        "due_on": _due_on(order, document),
        "account": account,
        "bank": settings.bank_name if account == settings.account_number else "",
        "holder": holder,
        "title": title,
        "code": transfer_text(account, order.due_cents, holder, title) if is_polish else None,
    }


def _asks_for_transfer(order: Order, kind: str) -> bool:
    if not order.due_cents:
        return False
    return kind == DocumentKind.PF or order.payment_kind in (None, PaymentKind.TRANSFER)


def _due_on(order: Order, document: Document) -> str | None:
    if not order.due_cents:
        return None
    if order.due_on:
        return order.due_on.isoformat()
    if document.kind == DocumentKind.RO:
        return None
    days = order.studio.payment_terms.due_days
    return (document.issued_on + timedelta(days=days)).isoformat()


def _sold_on(order: Order, issued_on: date) -> str:
    """The day the work was handed over, and that of the document while it was not."""
    delivery = order.gallery.delivery if order.gallery else None
    handed_over = delivery.handed_over_at if delivery else None
    return _day_of(order, handed_over) if handed_over else issued_on.isoformat()


def _day_of(order: Order, moment) -> str:
    return moment.astimezone(ZoneInfo(order.studio.timezone)).date().isoformat()
