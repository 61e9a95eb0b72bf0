"""The documents of a month, for the studio and its accountant."""

import calendar
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from extensions import db
from media.zip_writer import ZipEntry, ZipPlan
from models.document import Document, DocumentKind
from models.studio import Studio
from services.files import storage


@dataclass(frozen=True)
class KindSum:
    """Documents of one kind and currency that stand."""

    kind: str
    currency: str
    count: int
    gross_cents: int


def of_month(studio: Studio, month: date) -> Sequence[Document]:
    """Issued in the month of that day, the newest first."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    found = Document.of_month(studio.id, month.replace(day=1), last)
    return db.session.scalars(found).all()


def months(studio: Studio) -> list[date]:
    """First days of the months with documents, the newest first; at least the one that is."""
    span = select(func.min(Document.issued_on), func.max(Document.issued_on))
    first, last = db.session.execute(span.where(Document.studio_id == studio.id)).one()
    today = studio.today()
    first, last = min(first or today, today), max(last or today, today)
    count = (last.year - first.year) * 12 + last.month - first.month
    start = first.year * 12 + first.month - 1
    return [date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(count, -1, -1)]


def sums(documents: Iterable[Document]) -> list[KindSum]:
    """In the order of the kinds; what was cancelled does not count."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in documents:
        if not one.is_cancelled:
            found.setdefault((one.kind, one.currency), []).append(one.total_cents)
    places = {kind: place for place, kind in enumerate(DocumentKind)}
    return [
        KindSum(kind, currency, len(cents), sum(cents))
        for (kind, currency), cents in sorted(
            found.items(), key=lambda one: (places[DocumentKind(one[0][0])], one[0][1])
        )
    ]


def zip_plan(documents: Iterable[Document]) -> ZipPlan:
    """The PDFs there are, by their file names."""
    return ZipPlan([_entry(one) for one in documents if one.pdf_key and not one.is_cancelled])


def _entry(document: Document) -> ZipEntry:
    with storage().open(document.pdf_key or "") as file:
        data = file.read()
    name = document.file_name if not document.is_own else f"{document.id}_{document.file_name}"
    return ZipEntry(
        name=name,
        key=document.pdf_key or "",
        size_bytes=len(data),
        crc32=zlib.crc32(data),
        modified_at=document.made_at,
    )
