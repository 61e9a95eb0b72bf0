"""The cart and the order form, as they look before anything is sent."""

import re

import pytest

from extensions import db
from models.types import utc_now
from services import wishes
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


def test_free_delivery_tells_how_much_is_missing(client_web, make, gallery, cart):
    """M-13"""
    make.make_method(gallery, kind="courier", name="Kurier", price_cents=1500, free_from_cents=5000)
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Gratis od 50,00 zł – brakuje 10,00 zł" in page


def test_every_part_of_the_sum_is_told(client_web, make, gallery, cart, photos):
    """N-01, N-02: package, extras, prints of the package and paid ones, products, tax."""
    mat = make.make_item(gallery, name="15×23", price_cents=800, included_count=1)
    album = make.make_item(gallery, kind="product", name="Album", price_cents=35000)
    wishes.order_of_photo(cart, photos[0], mat, 3)
    wishes.order_product(cart, album, 1, [])
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text.replace("\N{NO-BREAK SPACE}", " ")
    for part in ("3 z 2 w pakiecie", "1 × 40,00 zł", "Odbitki 15×23", "1 w pakiecie, 2 × 8,00 zł"):
        assert part in page
    assert "1 × 350,00 zł" in page
    assert total_in(page) == "406,00 zł"
    # 7,48 of 40,00; 2,99 of 16,00; 65,45 of 350,00
    assert "w tym VAT 75,92 zł" in page


def test_the_page_says_who_sells_and_that_prices_are_gross(client_web, gallery, cart):
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    assert "Ceny zawierają VAT." in page
    assert f"Sprzedawca: {gallery.studio.name}, <a" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_payment_is_hidden_while_nothing_is_due(client_web, make, gallery, invitation, photos):
    """N-06: it is there for a delivery that costs something, but not seen before."""
    make.make_payment(gallery)
    make.make_cart(invitation, photos[:1])
    page = client_web.get(f"{client_web.base}/cart").text
    assert re.search(r'id="summary"[^>]*data-free', page)
    assert 'class="when-due' in page


def test_rules_that_are_not_kept_are_listed_with_a_way_to_mend_them(
    client_web, make, gallery, cart, photos
):
    """N-03"""
    gallery.min_photo_count = 4
    gallery.needs_print_of_each = True
    make.make_item(gallery)
    db.session.commit()
    page = client_web.get(f"{client_web.base}/cart?lang=pl").text
    rules = page[page.index("Zanim będzie") :]
    assert f'href="{client_web.base}/photos"' in rules
    assert f"?open={photos[0].id}#l{photos[0].id}" in rules
