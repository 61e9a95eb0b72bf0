"""A client's own order: everything in it, and the wish to choose again."""

import re
from html import unescape

import pytest

from services import carts, orders
from tests.blueprints.proofing.conftest import counted_statements
from tests.conftest import enter


@pytest.fixture
def order(make):
    return make.make_mixed_order()


@pytest.fixture
def browser(app, order):
    return enter(app, order.gallery.invitations[0])


@pytest.fixture
def page(browser, order):
    def read(lang="pl"):
        answer = browser.get(f"/g/{browser.code}/orders/{order.number}?lang={lang}")
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", answer.text)))

    return read


def ask(browser, order, note="Zamiast 2 wolimy 4."):
    address = f"/g/{browser.code}/orders/{order.number}/change"
    return browser.post(address, data={"note": note})


def test_the_order_lists_each_photo_with_everything_wanted_of_it(page):
    """M-12."""
    told = (
        "1 IMG_1.JPG w cenie 15×23, mat × 1 w cenie 15×23, mat × 1 3,00 zł",
        "W produkcie: Album 20×20 jaśniej",
        "2 IMG_2.JPG 40,00 zł Plik cyfrowy × 1 50,00 zł",
        "3 IMG_3.JPG 15×23, mat × 3 9,00 zł",
        "Album 20×20 420,00 zł 2 wybrane zdjęcia: 4, 1",
    )
    read = page().replace("\xa0", " ")
    assert [words for words in told if words not in read] == []


def test_a_client_asks_in_their_words_and_reads_that_it_arrived(browser, order, page):
    """N-22."""
    assert "Poproś o zmianę wyboru" in page()
    assert ask(browser, order).status_code == 303
    read = page()
    assert "Prośba o zmianę wyboru została wysłana." in read
    assert "„Zamiast 2 wolimy 4.”" in read
    assert "Poproś o zmianę wyboru" not in read
    assert "You have asked to change the selection." in page("en")


def test_asking_twice_is_refused(browser, order):
    """N-22."""
    ask(browser, order)
    assert ask(browser, order).status_code == 409
    assert [event.kind for event in order.events].count("order.change_asked") == 1


def test_nobody_is_invited_to_change_what_was_handed_over(make, order, page):
    """N-22."""
    make.make_photo(order.gallery, "IMG_1.jpg", folder="full")
    make.hand_over(order.gallery)
    assert "Poproś o zmianę wyboru" not in page()


def test_an_unlocked_order_leads_to_the_cart(order, page):
    """N-22."""
    orders.unlock(order, carts.open_cart(order.gallery.invitations[0]), "Hanna")
    read = page()
    assert "Twój wybór jest znów otwarty" in read
    assert "Do koszyka" in read
    assert "Zamówienie zostało anulowane" not in read


def test_a_large_order_takes_as_many_statements_as_a_small_one(make, browser, order):
    """M-12."""

    def statements(number):
        with counted_statements() as sent:
            browser.get(f"/g/{browser.code}/orders/{number}")
        return len(sent)

    invitation, prices = order.gallery.invitations[0], order.gallery.prices
    photos = [make.make_photo(order.gallery) for _ in range(30)]
    cart = make.make_cart(invitation, photos)
    make.want(cart, prices.items[2], 1, photos=photos)
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    large = make.make_order(cart, prices.delivery_methods[0], **address)
    statements(order.number)
    assert statements(large.number) == statements(order.number)
