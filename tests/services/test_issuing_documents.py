"""Which document an order gets, and what is frozen in it."""

import pytest
from flask_babel import force_locale

from extensions import db
from models import Document, DocumentKind, OutboxEntry
from services import document_refusals as refusals
from services import documents
from services.transaction import transaction


@pytest.fixture
def order(make):
    studio = make.make_studio()
    make.sells(studio)
    return make.undocumented(make.make_mixed_order(studio))


def sell(order, **values):
    with transaction():
        return documents.issue_sale(order, "Hanna", **values)[0]


def before_sale(order, mode="RO"):
    order.studio.feedback.import_mode = mode
    with transaction():
        return documents.issue_order_document(order)


def ask_for_invoice(order, tax_id=""):
    order.company, order.tax_id = "Wrona Studio sp. z o.o.", tax_id
    order.invoice_street, order.invoice_postcode, order.invoice_city = "Lipowa 2", "00-001", "Łódź"
    db.session.commit()


def test_an_invoice_needs_the_address_of_the_buyer(order):
    """Art. 106e (1)(3) of the Polish VAT act; whoever is sold to without one gets a PA."""
    for name in ("street", "postcode", "city"):
        setattr(order, name, "")
    db.session.commit()
    with pytest.raises(refusals.BuyerIncomplete):
        sell(order, kind=DocumentKind.FS)
    assert sell(order).kind == DocumentKind.PA


@pytest.mark.parametrize(("mode", "number"), [("RO", "RO/1/"), ("PF", "PF/1/")])
def test_the_import_mode_says_what_an_order_becomes_when_it_comes_in(order, mode, number):
    """D2."""
    document, entry = before_sale(order, mode)
    assert document.full_number.startswith(number)
    assert (entry.kind, entry.subject_id) == ("document.render", document.id)


def test_an_order_that_is_sold_at_once_has_no_document_before_the_sale(order):
    """O-06."""
    assert before_sale(order, "DS") is None


def test_a_confirmation_needs_no_seller(make):
    order = make.undocumented(make.make_mixed_order())
    assert before_sale(order, "RO") is not None


@pytest.mark.parametrize("exempt", [True, False])
def test_an_invoice_and_a_pro_forma_need_the_whole_seller(make, exempt):
    studio = make.make_studio()
    make.sells(studio, tax_id="", is_vat_exempt=exempt, sale_kind="FS")
    order = make.undocumented(make.make_mixed_order(studio))
    with pytest.raises(refusals.SellerIncomplete) as refusal:
        before_sale(order, "PF")
    assert refusal.value.mend_at == "/studio/settings/documents"
    with pytest.raises(refusals.SellerIncomplete):
        sell(order)


def test_a_refusal_lets_the_rest_of_the_transaction_go_on(make):
    order = make.undocumented(make.make_mixed_order())
    with transaction():
        with pytest.raises(refusals.SellerIncomplete):
            documents.issue_sale(order, "", kind=DocumentKind.FS)
        order.note = "went on"
    db.session.expire_all()
    assert (order.note, order.documents) == ("went on", [])


def test_a_consumer_gets_a_confirmation_of_the_sale(order):
    """N-12."""
    assert sell(order).kind == "PA"


def test_whoever_asks_for_an_invoice_without_a_tax_number_gets_one_as_a_consumer(order):
    """N-12."""
    ask_for_invoice(order)
    document = sell(order)
    assert document.kind == "FS"
    assert document.content["buyer"]["city"] == "Łódź"


@pytest.mark.parametrize(("setting", "kind"), [("FS", "FS"), ("PA", "PA")])
def test_the_setting_makes_every_sale_the_same(order, setting, kind):
    order.studio.document_settings.sale_kind = setting
    assert sell(order).kind == kind


def test_nothing_to_pay_is_never_invoiced(make):
    studio = make.make_studio()
    make.sells(studio, sale_kind="FS")
    order = make.make_order(make.make_cart(make.make_gallery(studio).invitations[0]))
    assert sell(order).kind == "PA"


def test_the_invoice_of_a_company_is_made_in_ksef(order):
    """B-19, D3."""
    ask_for_invoice(order, "5260250274")
    with force_locale("pl"), pytest.raises(refusals.CompanyInvoiceElsewhere, match="KSeF"):
        sell(order)
    order.studio.document_settings.issues_company_invoices = True
    assert sell(order).content["buyer"]["tax_id"] == "5260250274"


def test_an_invoice_with_vat_is_made_in_zlotys_only(order):
    order.studio.document_settings.sale_kind = "FS"
    order.currency = "EUR"
    db.session.commit()
    with force_locale("en"), pytest.raises(refusals.CurrencyNotInvoiced, match="EUR"):
        sell(order)
    order.studio.document_settings.is_vat_exempt = True
    assert sell(order).currency == "EUR"


def test_an_order_is_sold_once(order):
    """D2."""
    sell(order)
    with pytest.raises(refusals.OrderAlreadySold):
        sell(order)
    assert db.session.query(OutboxEntry).filter_by(kind="document.render").count() == 1


def test_a_cancelled_order_is_not_documented(order):
    from services import orders

    orders.cancel(order, "Hanna")
    with pytest.raises(refusals.OrderNotStanding):
        sell(order)


def test_the_sums_of_a_document_are_those_of_the_order(order):
    content = sell(order).content
    assert content["total"]["gross_cents"] == order.total_cents
    assert content["total"]["vat_cents"] == order.vat_cents
    rates = {one["rate"]: (one["gross_cents"], one["vat_cents"]) for one in content["rates"]}
    assert rates == {one.rate: (one.gross_cents, one.vat_cents) for one in order.vat_sums}
    assert sum(line["gross_cents"] for line in content["lines"]) == order.total_cents


def test_of_an_exempt_studio_nothing_is_taxed_and_the_basis_is_told(order):
    order.studio.document_settings.is_vat_exempt = True
    order.studio.document_settings.exemption_basis = "art. 113 ust. 1 i 9 ustawy o VAT"
    content = sell(order).content
    assert {line["rate"] for line in content["lines"]} == {"zw"}
    assert content["total"]["vat_cents"] == 0
    assert content["basis"].startswith("art. 113")


def test_what_was_issued_stays_when_the_order_and_the_settings_change(order):
    """D2: everything is frozen."""
    document_id = sell(order).id
    order.client_name = "Somebody else"
    order.studio.document_settings.seller_name = "Another firm"
    order.lines[0].item_name = "Another thing"
    db.session.commit()
    content = db.session.get(Document, document_id).content
    assert content["seller"]["name"] == "Hanna Żurek Fotografia"
    assert content["buyer"]["name"] != "Somebody else"
