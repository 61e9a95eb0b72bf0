"""The pages of documents: settings, the card of an order, the list of a month, downloads."""

import zipfile
from io import BytesIO

import pytest

from extensions import db
from models import Document, OutboxEntry
from services import documents_by_hand, outbox
from services.files import storage
from tests.conftest import enter

SETTINGS = "/studio/settings/documents"
SELLER = {
    "seller_name": "Hanna Żurek",
    "street": "Długa 5",
    "postcode": "31-147",
    "city": "Kraków",
    "tax_id": "676-245-11-35",
    "account_number": "61 1090 1014 0000 0712 1981 2874",
    "is_vat_exempt": "0",
    "sale_kind": "auto",
}


@pytest.fixture
def order(studio_web, make):
    make.sells(studio_web.user.studio)
    return make.undocumented(make.make_mixed_order(studio_web.user.studio))


def test_the_seller_is_kept_with_plain_numbers(studio_web):
    """D3."""
    assert studio_web.post(SETTINGS, data=SELLER).status_code == 303
    settings = studio_web.user.studio.document_settings
    assert (settings.tax_id, settings.account_number) == (
        "6762451135",
        "61109010140000071219812874",
    )
    assert settings.is_complete
    assert not settings.issues_company_invoices


@pytest.mark.parametrize(
    "wrong",
    [
        {"tax_id": "6762451136"},
        {"tax_id": "123"},
        {"account_number": "61 1090 1014 0000 0712 1981 2875"},
        {"is_vat_exempt": "1", "exemption_basis": ""},
        {"sale_kind": "receipt"},
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(studio_web, wrong):
    answer = studio_web.post(SETTINGS, data=SELLER | wrong)
    assert answer.status_code == 422
    assert studio_web.user.studio.document_settings.seller_name == ""


def test_the_rule_about_companies_is_told_with_its_days(studio_web):
    """shops.md 5.3."""
    page = studio_web.get(SETTINGS).text
    for told in ("KSeF", "1 kwietnia 2026", "10 000 zł", "240 000 zł", "1 stycznia 2027"):
        assert told in page


def test_next_numbers_are_shown(studio_web, order):
    documents_by_hand.issue(order, "PA", "Hanna")
    page = studio_web.get(SETTINGS).text
    year = studio_web.user.studio.today().year
    assert f"PA/2/{year}" in page
    assert f"FS/1/{year}" in page


def test_a_sample_is_made_by_a_worker_and_takes_no_number(studio_web, order):
    assert studio_web.post(f"{SETTINGS}/sample").status_code == 303
    entry = db.session.query(OutboxEntry).filter_by(kind="document.sample").one()
    assert "hx-trigger" in studio_web.get(SETTINGS).text
    outbox.keep(entry.id)
    sample = studio_web.get(f"{SETTINGS}/sample.pdf", buffered=True)
    assert sample.data.startswith(b"%PDF")
    assert sample.headers["Content-Disposition"].startswith("attachment")
    assert db.session.query(Document).count() == 0


def test_pressing_for_samples_is_limited(studio_web):
    codes = {studio_web.post(f"{SETTINGS}/sample").status_code for _ in range(21)}
    assert codes == {303, 429}


def test_an_invoice_is_issued_shown_and_downloaded_twice_the_same(studio_web, order):
    """O-10."""
    issued = studio_web.post(f"/studio/orders/{order.id}/documents", data={"kind": "FS"})
    assert issued.status_code == 303
    document = db.session.query(Document).one()
    assert 'hx-trigger="load delay' in studio_web.get(f"/studio/orders/{order.id}/documents").text
    outbox.keep(db.session.query(OutboxEntry).filter_by(kind="document.render").one().id)
    card = studio_web.get(f"/studio/orders/{order.id}/documents").text
    assert document.full_number in card
    assert 'hx-trigger="load delay' not in card
    pdf = f"/studio/documents/{document.id}.pdf"
    first, second = (studio_web.get(pdf, buffered=True) for _ in range(2))
    assert first.data == second.data
    assert document.file_name in first.headers["Content-Disposition"]
    assert "sandbox" in first.headers["Content-Security-Policy"]


def test_a_refused_document_says_what_is_missing(studio_web, make):
    order = make.make_mixed_order(studio_web.user.studio)
    answer = studio_web.post(f"/studio/orders/{order.id}/documents", data={"kind": "FS"})
    assert answer.status_code == 409
    assert "NIP" in answer.text
    assert f'href="{SETTINGS}"' in answer.text


def test_an_unknown_kind_is_not_issued(studio_web, order):
    for kind in ("KFS", "paragon", ""):
        sent = studio_web.post(f"/studio/orders/{order.id}/documents", data={"kind": kind})
        assert sent.status_code == 400


def test_a_failed_pdf_says_why_and_can_be_tried_again(studio_web, order):
    documents_by_hand.issue(order, "PA", "Hanna")
    entry = db.session.query(OutboxEntry).filter_by(kind="document.render").one()
    entry.state, entry.last_code, entry.last_error = "dead", "pdf-pages", "no"
    db.session.commit()
    card = studio_web.get(f"/studio/orders/{order.id}").text
    assert f"/studio/outbox/{entry.id}/retry" in card


def test_a_correction_is_issued_by_its_form(studio_web, order, make):
    invoice = make.sold(order)
    page = f"/studio/documents/{invoice.id}/correction"
    assert invoice.full_number in studio_web.get(page).text
    form = {"reason": "pomyłka", "corrections": "0"}
    for place, line in enumerate(invoice.content["lines"]):
        form[f"quantity-{place}"] = str(line["quantity"])
        form[f"price-{place}"] = f"{line['unit_cents'] // 100},{line['unit_cents'] % 100:02}"
    for name in ("name", "street", "postcode", "city", "tax_id"):
        form[f"buyer-{name}"] = invoice.content["buyer"][name]
    assert studio_web.post(page, data=form).status_code == 422
    assert studio_web.post(page, data=form | {"quantity-0": "x"}).status_code == 422
    assert studio_web.post(page, data=form | {"price-0": "1,00"}).status_code == 303
    assert db.session.query(Document).filter_by(kind="KFS").count() == 1


def test_a_document_made_elsewhere_is_attached_by_its_form(studio_web, order):
    page = f"/studio/orders/{order.id}/documents/own"
    data = {"own_number": "FV 7/2026", "pdf": (BytesIO(b"%PDF-1.4 x %%EOF"), "fv.pdf")}
    assert studio_web.get(page).status_code == 200
    wrong = {"own_number": "FV 7/2026", "pdf": (BytesIO(b"GIF89a"), "fv.pdf")}
    assert studio_web.post(page, data=wrong).status_code == 422
    assert studio_web.post(page, data=data).status_code == 303
    assert "FV 7/2026" in studio_web.get(f"/studio/orders/{order.id}").text


def test_the_month_is_listed_and_taken_as_csv_and_zip(studio_web, order, make):
    invoice = make.sold(order)
    invoice.content = {**invoice.content, "buyer": {"name": "=HYPERLINK(1)", "tax_id": ""}}
    db.session.commit()
    month = f"{invoice.issued_on:%Y-%m}"
    page = studio_web.get(f"/studio/documents?month={month}").text
    assert invoice.full_number in page
    table = studio_web.get(f"/studio/documents/{month}.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert ";844,50;PLN;" in table
    archive = zipfile.ZipFile(BytesIO(studio_web.get(f"/studio/documents/{month}.zip").data))
    assert archive.namelist() == [invoice.file_name]
    assert studio_web.get("/studio/documents?month=nonsense").status_code == 200
    assert studio_web.get("/studio/documents/nonsense.csv").status_code == 404
    assert studio_web.get("/studio/documents?month=2020-01").status_code == 200


def test_clients_download_the_document_of_their_own_order_once_it_is_there(app, order, make):
    """D3."""
    guest = enter(app, order.gallery.invitations[0])
    address = f"/g/{guest.code}/orders/{order.number}"
    assert guest.get(f"{address}/document.pdf").status_code == 404
    invoice = make.sold(order)
    assert invoice.full_number in guest.get(address).text
    answer = guest.get(f"{address}/document.pdf", buffered=True)
    assert answer.data == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    other = enter(app, make.make_invitation(order.gallery))
    assert other.get(f"{address}/document.pdf").status_code == 404
    storage().delete(invoice.pdf_key)
