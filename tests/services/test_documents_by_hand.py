"""Documents that a person issues, takes back, or brings from another program."""

from datetime import timedelta

import pytest

from extensions import db
from models import Document, DocumentKind, OutboxEntry
from models.types import utc_now
from services import document_refusals as refusals
from services import documents, documents_by_hand, erasing
from services.documents_by_hand import Attachment
from services.files import storage

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
KSEF = "6762451135-20261123-0123456789AB-0F"


@pytest.fixture
def order(make):
    studio = make.make_studio()
    make.sells(studio)
    return make.undocumented(make.make_mixed_order(studio))


def test_a_document_of_the_sale_completes_the_order(order):
    """D4."""
    documents_by_hand.issue(order, DocumentKind.PF, "Hanna")
    assert order.completed_at is None
    documents_by_hand.issue(order, DocumentKind.FS, "Hanna")
    assert order.completed_at is not None


def test_what_was_cancelled_keeps_its_number_and_makes_room(order):
    """N-10."""
    first = documents_by_hand.issue(order, DocumentKind.PF, "Hanna")
    documents_by_hand.cancel(first, "Hanna")
    second = documents_by_hand.issue(order, DocumentKind.PF, "Hanna")
    assert (first.is_cancelled, first.number, second.number) == (True, 1, 2)
    entry = (
        db.session.query(OutboxEntry).filter_by(kind="document.render", subject_id=first.id).one()
    )
    assert entry.state == "cancelled"


@pytest.mark.parametrize("kind", [DocumentKind.FS, DocumentKind.PA])
def test_a_document_of_a_sale_is_never_cancelled(order, kind):
    """N-10."""
    sale = documents_by_hand.issue(order, kind, "Hanna")
    with pytest.raises(refusals.NotCancellable):
        documents_by_hand.cancel(sale, "Hanna")


def test_the_pdf_of_another_program_is_the_document_of_the_sale(order):
    """D3: for a company, too."""
    order.company, order.tax_id = "Wrona sp. z o.o.", "5260250274"
    document = documents_by_hand.attach(order, Attachment(PDF, "FV 7/2026", KSEF), "Hanna")
    with storage().open(document.pdf_key) as file:
        assert file.read() == PDF
    assert (document.full_number, document.number, document.state) == ("FV 7/2026", None, "ready")
    assert documents.for_client(order) is document
    with pytest.raises(refusals.OrderAlreadySold):
        documents_by_hand.issue(order, DocumentKind.PA, "Hanna")


def test_what_was_attached_by_mistake_is_taken_off_again(order):
    wrong = documents_by_hand.attach(order, Attachment(PDF, "1"), "Hanna")
    documents_by_hand.cancel(wrong, "Hanna")
    right = documents_by_hand.attach(order, Attachment(PDF, "2"), "Hanna")
    assert (wrong.state, right.state) == ("cancelled", "ready")


def test_the_number_in_ksef_alone_is_enough(order):
    """D3."""
    document = documents_by_hand.attach(order, Attachment(ksef_number=KSEF), "Hanna")
    assert (document.full_number, document.state) == (KSEF, "number")
    assert documents.for_client(order) is None


@pytest.mark.parametrize(
    "attachment",
    [
        Attachment(),
        Attachment(PDF),
        Attachment(PDF, "1", "6762451135"),
        Attachment(b"MZ" + PDF, "1"),
        Attachment(PDF[:-8], "1"),
        Attachment(PDF.replace(b"/Type", b"/OpenAction << /S /JavaScript /JS (x) >> /Type"), "1"),
        Attachment(PDF.replace(b"/Type", b"/S /J#61vaScript /Type"), "1"),
        Attachment(PDF.replace(b"/Type", b"/A << /S /Launch >> /Type"), "1"),
        Attachment(b"%PDF-" + b" " * 10_000_000 + b"%%EOF", "1"),
    ],
)
def test_what_is_no_harmless_pdf_with_a_number_is_refused(order, attachment):
    with pytest.raises(refusals.AttachmentWrong):
        documents_by_hand.attach(order, attachment, "Hanna")
    assert db.session.query(Document).count() == 0


def test_letters_in_a_stream_that_look_like_a_script_are_none(order):
    stream = b"2 0 obj\n<< /Length 5 >>\nstream\n/JS x\nendstream\nendobj\n"
    pdf = PDF.replace(b"trailer", stream + b"trailer")
    assert documents_by_hand.attach(order, Attachment(pdf, "1"), "Hanna").is_rendered


def test_of_an_erased_person_only_invoices_keep_the_name_while_the_law_asks(order):
    """N-23: their numbers and amounts stay."""
    name = order.client_name
    before = documents_by_hand.issue(order, DocumentKind.PF, "Hanna")
    invoice = documents_by_hand.issue(order, DocumentKind.FS, "Hanna")
    for one in (before, invoice):
        one.pdf_key, one.rendered_at = f"studios/1/documents/{one.id}.pdf", one.made_at
        storage().put(one.pdf_key, PDF)
    db.session.commit()
    kept, gone = invoice.pdf_key, before.pdf_key
    erasing.erase_person(order.client, order.client.name, "Hanna")
    assert (storage().exists(kept), storage().exists(gone)) == (True, False)
    assert name not in str(before.content)
    assert name in str(invoice.content)
    assert (before.state, before.total_cents) == ("erased", order.total_cents)
    erasing.sweep(utc_now() + timedelta(days=8 * 366))
    assert name not in str(invoice.content)
    assert not storage().exists(kept)
