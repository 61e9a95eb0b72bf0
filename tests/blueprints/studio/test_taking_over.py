"""One press on the page of products makes a catalogue of the price lists (D24)."""

import pytest

from extensions import db
from models import Product
from services import price_lists
from services.price_lists import ItemTerms, PriceTerms
from tests.blueprints.studio.looking import get

PRODUCTS, PRESS = "/studio/products", "/studio/products/taking-over"
ITEMS = [
    ItemTerms("print", "10×15", 300, "mat"),
    ItemTerms("print", "15×23", 600, "mat"),
    ItemTerms("product", "Album <20×20>", 45_000),
]


@pytest.fixture
def add_list(studio_web):
    studio = studio_web.user.studio
    return lambda name, items=ITEMS: price_lists.create_list(studio, name, PriceTerms(items=items))


def names():
    wanted = db.select(Product.name).filter_by(removed_at=None).order_by(Product.name)
    return list(db.session.scalars(wanted))


def press(web):
    """What the page says afterwards."""
    answer = web.post(PRESS)
    assert (answer.status_code, answer.location) == (303, PRODUCTS)
    return get(web, PRODUCTS)


def test_an_empty_catalogue_offers_to_take_the_price_lists_over(studio_web, add_list):
    """D24."""
    add_list("Plener")
    assert PRESS in get(studio_web, PRODUCTS)
    page = press(studio_web)
    assert "Utworzono 2 produkty" in page
    assert names() == ["Album <20×20>", "Odbitka, mat"]
    assert "Album <20×20>" in page


def test_a_second_press_says_that_everything_is_there(studio_web, add_list):
    add_list("Plener")
    press(studio_web)
    assert "Wszystko z Twoich cenników już tu jest" in press(studio_web)
    assert len(names()) == 2


def test_another_list_brings_its_prices_and_no_second_product(studio_web, add_list):
    add_list("Plener")
    press(studio_web)
    add_list("Komunia", [ItemTerms("print", "10×15", 350, "mat")])
    assert "Dodano 1 cenę" in press(studio_web)
    assert len(names()) == 2


def test_what_costs_nothing_is_left_out_and_said(studio_web, add_list):
    add_list("Plener", [*ITEMS, ItemTerms("product", "Wizyta <b>", 0)])
    page = press(studio_web)
    assert "Pominięto: Wizyta <b> (Plener): nic nie kosztuje" in page
    assert "Wizyta <b>" not in names()


def test_nothing_of_another_studio_is_taken(studio_web, make):
    price_lists.create_list(make.make_studio(), "Obcy", PriceTerms(items=ITEMS))
    press(studio_web)
    assert names() == []


def test_taking_over_is_a_press_and_no_link(studio_web, web):
    assert studio_web.get(PRESS).status_code in {404, 405}
    assert web.post(PRESS).status_code in {302, 303, 401}
