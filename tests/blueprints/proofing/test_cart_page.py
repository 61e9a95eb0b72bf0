"""The cart and the order form, as they look before anything is sent."""

import re

import pytest

from extensions import db
from models.types import utc_now
from tests.blueprints.proofing.conftest import HTMX


@pytest.fixture
def cart(make, invitation, photos):
    return make.make_cart(invitation, photos[:3], notes=["", "Rozjaśnić"])


def total_in(page: str) -> str:
    return re.search(r'class="total">.*?<dd class="num">([^<]+)', page, re.S)[1]


def test_the_cart_lists_photos_notes_and_prices(client_web, cart):
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    assert re.findall(r"DSC_000\d.JPG</span>", page) == [
        "DSC_0001.JPG</span>",
        "DSC_0002.JPG</span>",
        "DSC_0003.JPG</span>",
    ]
    assert "Rozjaśnić" in page
    assert total_in(page) == "40,00\N{NO-BREAK SPACE}zł"


def test_the_button_names_the_obligation_when_there_is_something_to_pay(client_web, cart):
    """M-13"""
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    assert "Zamawiam z obowiązkiem zapłaty" in page
    assert "Wyślij wybór" not in page


def test_without_anything_to_pay_the_choice_is_sent(client_web, make, invitation, photos):
    make.make_cart(invitation, photos[:2])
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    assert "Wyślij wybór" in page
    assert "Zamawiam z obowiązkiem zapłaty" not in page


def test_the_way_of_delivery_is_reckoned_in_at_once(client_web, make, gallery, cart):
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=2250)
    make.make_method(gallery, name="Odbiór")
    answer = client_web.get(f"{client_web.base}/cart?lang=pl&method={courier.id}", headers=HTMX)
    assert answer.text.lstrip().startswith("<aside")
    assert total_in(answer.text) == "62,50\N{NO-BREAK SPACE}zł"


def test_without_javascript_a_button_reckons_again_and_keeps_what_was_typed(
    client_web, make, gallery, cart
):
    """The typed address does not travel in an address line."""
    courier = make.make_method(gallery, kind="courier", name="Kurier", price_cents=2250)
    make.make_method(gallery, name="Odbiór")
    answer = client_web.post(
        f"{client_web.base}/order?lang=pl",
        data={
            "recount": "1",
            "cart_key": cart.key,
            "method": courier.id,
            f"street-{courier.id}": "ul. Żółta 1",
            "note": "Proszę dzwonić",
        },
    )
    assert answer.status_code == 200
    assert total_in(answer.text) == "62,50\N{NO-BREAK SPACE}zł"
    assert 'value="ul. Żółta 1"' in answer.text
    assert ">Proszę dzwonić</textarea>" in answer.text
    db.session.refresh(cart)
    assert cart.is_open


def test_a_photo_is_taken_out_of_the_cart(client_web, cart, photos):
    answer = client_web.post(
        f"{client_web.base}/photos/{photos[0].id}/pick?lang=pl",
        data={"picked": "0", "at": "cart"},
        headers=HTMX,
    ).text
    assert 'id="cart-lines"' in answer
    assert "DSC_0001" not in answer
    assert re.search(r'id="summary"[^>]*hx-swap-oob', answer)


def test_an_empty_cart_has_no_form(client_web):
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    assert "Koszyk jest pusty" in page
    assert 'id="order"' not in page


def test_after_the_last_day_nothing_can_be_sent(client_web, gallery, cart):
    gallery.select_until_on = utc_now().date().replace(year=2020)
    db.session.commit()
    page = client_web.get(f"{client_web.base}/cart").text
    assert 'id="order"' not in page
    assert gallery.studio.contact_email in page
