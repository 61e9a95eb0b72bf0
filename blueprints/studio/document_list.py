"""All documents of the studio, month by month, and what the accountant takes."""

from collections.abc import Sequence
from datetime import date

from flask import Response, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import pgettext
from flask_login import current_user

from blueprints.archive import archive_answer
from blueprints.files import disposition
from blueprints.studio import bp
from formats.csv_cells import Figure, csv_text
from models.document import Document
from services import document_lists

CSV = "text/csv; charset=utf-8"


@bp.get("/documents")
def list_documents():
    month = _month(request.args.get("month", "")) or current_user.studio.today()
    found = document_lists.of_month(current_user.studio, month)
    return render_template(
        "studio/documents.html",
        month=month.replace(day=1),
        months=document_lists.months(current_user.studio),
        documents=found,
        sums=document_lists.sums(found),
        ready_count=sum(one.is_rendered and not one.is_cancelled for one in found),
        place="orders",
    )


@bp.get("/documents/<month>.csv")
def download_document_list(month: str):
    day = _month(month) or abort(404)
    table = csv_text([_heads(), *map(_cells, document_lists.of_month(current_user.studio, day))])
    response = Response(table.encode("utf-8-sig"), content_type=CSV)
    name = f"{_('Documents')}_{day:%Y-%m}.csv"
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/documents/<month>.zip")
def download_documents(month: str):
    day = _month(month) or abort(404)
    plan = document_lists.zip_plan(document_lists.of_month(current_user.studio, day))
    return archive_answer(plan, f"{_('Documents')}_{day:%Y-%m}.zip")


def _month(text: str) -> date | None:
    """The first day of "2026-11"; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _heads() -> Sequence[str]:
    return (
        _("Number"),
        pgettext("document", "Kind"),
        _("Date of issue"),
        _("Date of sale"),
        pgettext("document", "Buyer"),
        _("Tax number (NIP)"),
        _("Order"),
        pgettext("amount", "Net"),
        _("VAT"),
        pgettext("amount", "Gross"),
        _("Currency"),
        _("KSeF number"),
        _("Cancelled"),
    )


def _cells(document: Document) -> Sequence[str]:
    content = document.content
    total = (content.get("difference") or content).get("total", {})
    buyer = content.get("buyer", {})
    return (
        document.full_number,
        document.kind,
        document.issued_on.isoformat(),
        content.get("sold_on", ""),
        buyer.get("name", ""),
        buyer.get("tax_id", ""),
        str(document.order.number),
        _amount(total.get("net_cents")),
        _amount(total.get("vat_cents")),
        _amount(document.total_cents),
        document.currency,
        document.ksef_number,
        _("Yes") if document.is_cancelled else "",
    )


def _amount(cents: int | None) -> Figure:
    """12345 as "123,45", which a Polish spreadsheet takes for a number; nothing when unknown."""
    if cents is None:
        return Figure("")
    return Figure(f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}")
