"""From a document's frozen content to bytes that never change again."""

import atexit
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import update

from extensions import db
from formats.qr_code import qr_svg
from formats.sales_document import DocumentBroken, Press
from media.guard import photo_limits
from models.document import Document, DocumentKind
from models.outbox import OutboxEntry
from models.types import utc_now
from services.delivery_errors import NotDelivered
from services.files import storage
from services.transaction import changed_rows, forget_files, transaction

log = structlog.get_logger()

FONTS = ("instrument-sans-400.woff2", "instrument-sans-500.woff2", "instrument-sans-600.woff2")
CPU_S, WALL_S = 60, 90
LOGO, CODE = "logo.png", "transfer.svg"
POLISH_TITLES = {
    DocumentKind.PF: "Faktura proforma",
    DocumentKind.FS: "Faktura",
    DocumentKind.KFS: "Faktura korygująca",
}


@dataclass(frozen=True)
class Pages:
    """What the pages are made from; `identifier` is of this document alone."""

    html: str
    files: dict[str, bytes]
    identifier: str


def render(entry: OutboxEntry) -> None:
    """Make the PDF of an issued document, once; whoever comes second leaves it as it is."""
    document = db.session.get_one(Document, entry.subject_id)
    if document.rendered_at:
        return
    document_id, studio_id = document.id, document.studio_id
    data = pdf_of(pages_of(document))
    sha256 = hashlib.sha256(data).hexdigest()
    key = f"studios/{studio_id}/documents/{document_id}-{sha256[:24]}.pdf"
    _store(key, data)
    unmade = update(Document).where(Document.id == document_id, Document.rendered_at.is_(None))
    made = {"pdf_key": key, "pdf_sha256": sha256, "pdf_bytes": len(data), "rendered_at": utc_now()}
    with transaction():
        if changed_rows(unmade.values(**made)) != 1:
            log.info("document_rendered_before", document=document_id)
            forget_files([key])


def _store(key: str, data: bytes) -> None:
    """Raises NotDelivered when it cannot be written now."""
    try:
        storage().put(key, data)
    except OSError as error:
        raise NotDelivered(str(error), code="pdf-stored") from error


def pages_of(document: Document, *, is_sample: bool = False) -> Pages:
    """The document in its language; afterwards no transaction is open."""
    content = document.content
    files: dict[str, bytes] = {}
    if content.get("logo_key") and storage().exists(content["logo_key"]):
        with storage().open(content["logo_key"]) as logo:
            files[LOGO] = logo.read()
    if code := (content.get("payment") or {}).get("code"):
        files[CODE] = qr_svg(code)
    with force_locale(document.locale):
        html = render_template(
            "documents/document.html",
            document=document,
            content=content,
            title=title_of(document.kind),
            polish_title=_polish_title(document),
            total_word=_total_word(document),
            made_at=document.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            logo=LOGO if LOGO in files else "",
            code=CODE if CODE in files else "",
            is_sample=is_sample,
        )
    identifier = f"{document.studio_id}/{document.id}/{document.full_number}"
    # No transaction is kept open while pages are laid out.
    db.session.rollback()
    return Pages(html, files, identifier)


def pdf_of(pages: Pages) -> bytes:
    """Raises NotDelivered: for good when the pages are at fault, else to be tried again."""
    try:
        with photo_limits(CPU_S, WALL_S):
            return _press().pdf(pages.html, pages.files, pages.identifier)
    except (OSError, ImportError, MemoryError) as error:
        raise NotDelivered(str(error) or "out of memory", code="pdf-library") from error
    except DocumentBroken as error:
        raise NotDelivered(str(error), code="pdf-pages", permanent=True) from error


def title_of(kind: str) -> str:
    """What a document is called on paper."""
    titles: dict[str, str] = {
        DocumentKind.RO: _("Order confirmation (reservation)"),
        DocumentKind.PF: _("Pro forma invoice"),
        DocumentKind.FS: _("Invoice"),
        DocumentKind.PA: _("Confirmation of sale"),
        DocumentKind.KFS: _("Correcting invoice"),
    }
    return titles[kind]


def _polish_title(document: Document) -> str:
    """An invoice in another language bears its Polish name, too."""
    if document.locale == "pl":
        return ""
    return POLISH_TITLES.get(DocumentKind(document.kind), "")


def _total_word(document: Document) -> str:
    payment: dict[str, Any] = document.content.get("payment") or {}
    if document.kind == DocumentKind.KFS:
        return _("Amount of the correction")
    return _("To be paid") if payment.get("due_cents") == document.total_cents else _("Total")


@cache
def _press() -> Press:
    root = Path(current_app.root_path)
    # WeasyPrint's fonts cannot be let go any more once the interpreter is being taken apart.
    atexit.register(_press.cache_clear)
    css = (root / "templates/documents/print.css").read_text("utf-8")
    return Press(css, {name: (root / "static/fonts" / name).read_bytes() for name in FONTS})


KEEPERS = {"document.render": render}
