"""Documents per second, laid out one after the other by one warm process, beside a plain page."""

import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app import create_app
from models.document import Document, DocumentKind
from services import document_rendering
from services.document_lines import priced, rates_of, total_of

LINES = (1, 6, 40, 300)
SECONDS = 10.0
PLAIN = "<title>T</title><h1>Faktura</h1><p>Zażółć gęślą jaźń</p>"


def main(arguments: list[str]) -> int:
    seconds = float(arguments[0]) if arguments else SECONDS
    with TemporaryDirectory() as folder:
        keys = {"SECRET_KEY": "x" * 32, "SECRETS_KEY": "A" * 43 + "="}
        application = create_app({"KADR_INSTANCE": Path(folder), **keys})
        with application.app_context():
            rates = {count: _per_second(_work(count), seconds) for count in LINES}
            plain = _per_second(_plain_page, seconds)
    for count, rate in rates.items():
        print(
            f"{count:>4} lines: {rate:6.2f} PDFs per second of one core, {1000 / rate:7.0f} ms each"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"plain page: {plain:6.2f} per second; {memory} MB at most")
    print(f"ratio of a document of 6 lines to a plain page: {rates[6] / plain:.2f}")
    return 0


def _per_second(work: Callable[[], object], seconds: float) -> float:
    """Of processor time, so that neighbours do not count; after two rounds for warming up."""
    work(), work()
    count, start = 0, time.process_time()
    while (took := time.process_time() - start) < seconds:
        work()
        count += 1
    return count / took


def _work(count: int) -> Callable[[], bytes]:
    document = _document(count)
    return lambda: document_rendering.pdf_of(document_rendering.pages_of(document))


def _plain_page() -> bytes:
    from weasyprint import HTML

    return HTML(string=PLAIN).write_pdf(pdf_variant="pdf/a-3b")


def _document(count: int) -> Document:
    lines = [priced(f"Odbitki {n}×{n + 5}, mat", "piece", n, 300 + n, "23") for n in range(count)]
    address = {"street": "ul. Długa 5", "postcode": "31-147", "city": "Kraków", "tax_id": ""}
    total = total_of(lines)
    payment = {"name": "Przelew", "account": "61109010140000071219812874", "bank": "", "code": "x"}
    payment |= {"holder": "Hanna Żurek", "title": "FS", "due_on": "2026-11-29", "paid_on": None}
    content = {
        "seller": {"name": "Hanna Żurek", "email": "h@example.com", **address},
        "buyer": {"name": "Anna Gżegżółka", **address},
        "order": {"number": 1024, "placed_on": "2026-11-18"},
        "sold_on": "2026-11-22",
        "lines": lines,
        "rates": rates_of(lines),
        "total": total,
        "payment": payment | {"due_cents": total["gross_cents"], "paid_cents": 0},
    }
    return Document(
        id=1,
        studio_id=1,
        kind=DocumentKind.FS,
        year=2026,
        number=1,
        own_number="",
        locale="pl",
        issued_on=date(2026, 11, 22),
        total_cents=total["gross_cents"],
        currency="PLN",
        content=content,
        made_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
