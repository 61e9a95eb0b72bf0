"""Where an order stands, for whoever has bought it (N-18)."""

import pytest

from extensions import db
from models import DocumentKind, PaymentMethod, PriceList
from services import documents_by_hand, erasing, orders, payments
from tests.blueprints.buyer.test_delivery_form import link, page_of
from tests.ordering import NAME, make_order_by_hand


@pytest.fixture
def order(make):
    studio = make.sells(make.make_studio())
    prices = make.save(PriceList(studio=studio, name="Sklepik"))
    account = {"account_holder": "Hanna Żurek", "account_number": "61109010140000071219812874"}
    transfer = make.save(
        PaymentMethod(price_list=prices, kind="transfer", name="Przelew", **account)
    )
    return make_order_by_hand(studio, payment=transfer, is_sent_nowhere=True)


def test_it_shows_status_lines_sum_and_how_to_pay(web, order):
    page = page_of(web, order).replace("\xa0", " ")
    told = ("Nowe", "Fotoksiążka 30×30", "569,97 zł", "61 1090 1014", f"Zamówienie {order.number}")
    assert [words for words in told if words not in page] == []
    code = web.get(f"{link(order)}/transfer.svg")
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")


def test_a_status_without_a_public_name_is_not_told(web, order):
    order.status.public_name = ""
    order.status.internal_name = "Dłubię"
    db.session.commit()
    assert "Dłubię" not in page_of(web, order)


def test_a_paid_order_asks_for_nothing(web, order):
    payments.mark_paid(order, "Hanna")
    page = page_of(web, order)
    assert "61 1090" not in page.replace("\xa0", " ")
    assert "Opłacone" in page
    assert web.get(f"{link(order)}/transfer.svg").status_code == 404


def test_its_documents_are_downloaded_and_no_others(make, web, order):
    own = make.sold(order, DocumentKind.PA)
    foreign = make.sold(make_order_by_hand(order.studio), DocumentKind.PA)
    assert own.full_number in page_of(web, order)
    answer = web.get(f"{link(order)}/documents/{own.id}.pdf", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert web.get(f"{link(order)}/documents/{foreign.id}.pdf").status_code == 404
    waiting = next(one for one in order.documents if one.kind == DocumentKind.RO)
    assert web.get(f"{link(order)}/documents/{waiting.id}.pdf").status_code == 404
    documents_by_hand.cancel(waiting, "Hanna")
    assert waiting.full_number not in page_of(web, order)


def test_a_cancelled_order_says_so(web, order):
    orders.cancel(order, "Hanna")
    assert "anulowane" in page_of(web, order)


def test_of_an_erased_person_the_link_leads_nowhere(web, order):
    address = link(order)
    assert web.get(address).status_code == 200
    erasing.erase_person(order.client, NAME, "Hanna")
    assert web.get(address).status_code == 404
