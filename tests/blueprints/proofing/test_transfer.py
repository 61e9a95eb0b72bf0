"""How an order is paid by transfer: data to copy, and a code to scan (N-06)."""

import pytest

from extensions import db
from services.payments import mark_paid
from tests.blueprints.proofing.conftest import read


@pytest.fixture
def order(make, gallery, invitation, photos):
    payment = make.make_payment(gallery)
    return make.make_order(make.make_cart(invitation, photos[:3]), payment=payment)


def shown(browser, order):
    page = browser.get(f"{browser.base}/orders/{order.number}?lang=pl").text
    return page.replace("\N{NO-BREAK SPACE}", " ")


def test_the_confirmation_has_everything_a_transfer_needs(client_web, order):
    page = shown(client_web, order)
    assert "61 1090 1014 0000 0712 1981 2874" in page
    assert 'value="61109010140000071219812874"' in page
    assert "Hanna Żurek" in page
    assert f"Zamówienie {order.number}" in page
    assert "40,00 zł" in page
    assert f"/orders/{order.number}/transfer.svg" in page


def test_the_code_is_a_picture_of_its_own(client_web, order):
    answer, body = read(client_web, f"{client_web.base}/orders/{order.number}/transfer.svg")
    assert answer.mimetype == "image/svg+xml"
    assert body.startswith(b"<?xml")
    assert "private" in answer.headers["Cache-Control"]


def test_a_paid_order_asks_for_nothing(client_web, order):
    mark_paid(order, "Hanna")
    assert "61 1090" not in shown(client_web, order)
    address = f"{client_web.base}/orders/{order.number}/transfer.svg"
    assert client_web.get(address).status_code == 404


def test_orders_paid_in_another_way_show_no_account(client_web, make, gallery, invitation, photos):
    cash = make.make_payment(gallery, kind="cash", name="Gotówka", account_number="")
    order = make.make_order(make.make_cart(invitation, photos[:3]), payment=cash)
    page = shown(client_web, order)
    assert "Dane do przelewu" not in page
    assert "Płatność: Gotówka." in page


@pytest.mark.parametrize(
    ("currency", "account"),
    [("EUR", "61109010140000071219812874"), ("PLN", "DE89370400440532013000")],
)
def test_what_the_standard_cannot_say_has_no_code(client_web, order, currency, account):
    order.currency, order.account_number = currency, account
    db.session.commit()
    assert "transfer.svg" not in shown(client_web, order)
    address = f"{client_web.base}/orders/{order.number}/transfer.svg"
    assert client_web.get(address).status_code == 404
