"""The PDF of a document: made once by the worker, and the same for ever."""

import base64
import hashlib
import json
import os
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from extensions import db
from formats import sales_document
from models import Document, OutboxEntry
from services import document_rendering, documents, outbox
from services.files import storage
from services.transaction import transaction

DATA = os.environ.get("KADR_TEST_DATA")


@pytest.fixture
def order(make):
    studio = make.make_studio()
    make.sells(studio, sale_kind="FS", has_amount_in_words=True)
    return make.make_mixed_order(studio)


def sell(order):
    with transaction():
        document, entry = documents.issue_sale(order, "Hanna")
    ids = document.id, entry.id
    outbox.keep(ids[1])
    return db.session.get_one(Document, ids[0]), db.session.get_one(OutboxEntry, ids[1])


def bytes_of(document):
    with storage().open(document.pdf_key) as file:
        return file.read()


def text_of(document):
    pages = PdfReader(BytesIO(bytes_of(document))).pages
    return "\n".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ")


def test_the_worker_makes_the_pdf_and_keeps_its_fingerprint(order):
    """O-10."""
    document, entry = sell(order)
    data = bytes_of(document)
    assert entry.state == "sent"
    assert hashlib.sha256(data).hexdigest() == document.pdf_sha256
    assert (len(data), document.file_name) == (
        document.pdf_bytes,
        f"FS_1_{document.issued_on.year}.pdf",
    )


def test_number_and_total_are_those_of_the_order(order):
    """O-10."""
    document, _ = sell(order)
    told = text_of(document)
    assert document.full_number in told
    assert "844,50 zł" in told
    assert "osiemset czterdzieści cztery złote, pięćdziesiąt groszy" in told
    assert "Faktura" in told
    assert "strona 1 z 1" in told


def test_a_lost_verdict_changes_no_byte(order):
    """O-10, 3.6: the worker died after it had made the file."""
    document, entry = sell(order)
    before, key = bytes_of(document), document.pdf_key
    document.pdf_key = document.rendered_at = None
    entry.state = "pending"
    db.session.commit()
    outbox.keep(entry.id)
    db.session.refresh(document)
    assert (document.pdf_key, bytes_of(document)) == (key, before)


def test_what_is_made_is_never_made_again(order, monkeypatch):
    """O-10: whatever the order and the program are by then."""
    document, entry = sell(order)
    before = bytes_of(document)
    monkeypatch.setattr(document_rendering, "pdf_of", lambda pages: b"another")
    entry.state, order.client_name = "pending", "Another"
    db.session.commit()
    outbox.keep(entry.id)
    assert bytes_of(document) == before


def test_pages_that_cannot_be_laid_out_are_told_and_can_be_tried_again(order, monkeypatch):
    def refuse(*_args, **_values):
        raise sales_document.DocumentBroken("no")

    monkeypatch.setattr(sales_document.Press, "pdf", refuse)
    document, entry = sell(order)
    assert (entry.state, entry.last_code, document.is_rendered) == ("dead", "pdf-pages", False)
    monkeypatch.undo()
    outbox.retry_now(entry)
    outbox.keep(entry.id)
    db.session.refresh(document)
    assert document.is_rendered


def test_a_missing_library_is_tried_again(order, monkeypatch):
    def away(*_args, **_values):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(sales_document.Press, "pdf", away)
    assert sell(order)[1].state == "retry"


def test_a_confirmation_of_the_sale_never_calls_itself_a_fiscal_receipt(order):
    """D3."""
    order.studio.document_settings.sale_kind = "PA"
    told = text_of(sell(order)[0]).lower()
    assert "potwierdzenie sprzedaży" in told
    assert "dokument niefiskalny" in told
    assert "paragon" not in told


def test_a_document_speaks_the_language_of_its_order(order):
    """An invoice in English bears its Polish name, too."""
    order.locale = "en"
    told = text_of(sell(order)[0])
    assert "Invoice / Faktura" in told
    assert "page 1 of 1" in told


@pytest.mark.skipif(not DATA, reason="needs KADR_TEST_DATA")
def test_hostile_words_in_every_field_are_text_and_fetch_nothing(order, monkeypatch):
    """A22."""
    asked = []
    real = sales_document._fetcher
    monkeypatch.setattr(sales_document, "_fetcher", lambda files: real(_Watched(files, asked)))
    for words in _hostile():
        _fill(order, words)
        document = _unsaved(order)
        data = document_rendering.pdf_of(document_rendering.pages_of(document))
        names = {key for one in _objects(data) if isinstance(one, dict) for key in one}
        assert names.isdisjoint({"/JS", "/JavaScript", "/Launch", "/EF", "/URI"})
    assert [name for name in asked if not name.endswith(".woff2")] == []


class _Watched(dict):
    def __init__(self, files, asked):
        super().__init__(files)
        self._asked = asked

    def __contains__(self, name):
        self._asked.append(name)
        return super().__contains__(name)


def _fill(order, words):
    """A word of its own in every field that somebody types; a line takes 200 letters."""
    settings = order.studio.document_settings
    for name in ("seller_name", "street", "postcode", "city", "remark", "bank_name"):
        setattr(settings, name, next(words, ""))
    for name in ("company", "invoice_street", "invoice_city", "client_name", "payment_name"):
        setattr(order, name, next(words, ""))
    for line in order.lines:
        line.item_name, line.paper = next(words, ""), next(words, "")


def _unsaved(order):
    document = Document(
        id=1, studio_id=1, kind="FS", year=2026, number=1, own_number="", locale="pl"
    )
    document.issued_on, document.made_at = order.studio.today(), order.placed_at
    document.total_cents, document.currency = order.total_cents, "PLN"
    with db.session.no_autoflush:
        document.content = documents.content_of(order, document)
    return document


def _objects(data):
    reader = PdfReader(BytesIO(data))
    return [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]


def _hostile():
    """All strings, some thirty to a document."""
    text = Path(DATA, "hostile", "text")
    words = [str(one) for one in json.loads((text / "blns.json").read_text("utf-8"))]
    for group in json.loads((text / "payloads.json").read_text("utf-8")).values():
        words += [str(one) for one in group]
    for one in json.loads((text / "names.json").read_text("utf-8")):
        words.append(base64.b64decode(one["name_b64"]).decode("utf-8", "replace"))
    words += ["<img src=http://127.0.0.1:9/x>", "</p><link rel=stylesheet href=file:///etc/passwd>"]
    at_once = 28
    return [
        iter([word[:200].replace("\0", "") for word in words[at : at + at_once]])
        for at in range(0, len(words), at_once)
    ]
