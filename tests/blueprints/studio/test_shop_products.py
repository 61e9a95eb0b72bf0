"""A shop's tab "Products": ours linked with the shop's, and its stock."""

import pytest

from models import PriceItem, PriceList
from services import shop_checks
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shopping import make_shop
from tests.fakes.shop_connector import MUTE

OURS = "15×23, mat"
ROWS = [
    {"id": "812", "name": "Odbitka 15x23", "sku": "ODB-15", "stock": 10},
    {"id": "813", "name": "Album <b>30</b>", "sku": "ALB-30", "stock": None},
]


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shop(make, studio, shop_server):
    prices = make.save(PriceList(studio=studio, name="Śluby"))
    make.save(PriceItem(price_list=prices, kind="print", name="15×23", paper="mat"))
    make.save(PriceItem(price_list=prices, kind="digital", name="Plik"))
    shop_server.lists(products=ROWS)
    return make_shop(studio, shop_server.url)


@pytest.fixture
def address(shop):
    return f"/studio/shops/{shop.id}/products"


def link(web, address, key):
    return web.post(address, data={"item": OURS, "key": key})


def test_prints_and_products_are_listed_by_their_full_name(studio_web, address):
    """B-07: what orders call them; files have no stock."""
    page = get(studio_web, address)
    assert OURS in page
    assert "niepowiązany" in page
    assert "Plik" not in page


@pytest.mark.parametrize(("text", "found"), [("odb", 1), ("ALB-30", 1), ("nothing", 0)])
def test_the_shop_is_searched_by_name_and_by_sku(studio_web, address, text, found):
    """Issue: a search list."""
    answer = studio_web.get(address, query_string={"item": OURS, "q": text})
    assert answer.status_code == 200
    assert answer.text.count('name="key" value="8') == found
    assert "<b>30</b>" not in answer.text


@pytest.mark.parametrize("key", ["812", "ODB-15"])
def test_a_product_is_linked_by_its_id_or_its_sku(studio_web, shop, address, key):
    """B-07: with the stock and when it was read."""
    assert link(studio_web, address, key).status_code == 303
    mapping = shop.mappings[0]
    assert (mapping.ours, mapping.code, mapping.sku, mapping.stock) == (OURS, "812", "ODB-15", 10)
    page = get(studio_web, address)
    assert "10 sztuk" in page
    assert "odczytano: dziś" in page


@pytest.mark.parametrize("key", ["", "999", "odb-15 or so"])
def test_what_the_shop_does_not_have_is_not_linked(studio_web, shop, address, key):
    answer = link(studio_web, address, key)
    assert answer.status_code == 422
    assert "nie ma produktu o tym id ani SKU" in answer.text
    assert shop.mappings == []


def test_what_we_do_not_sell_is_not_linked(studio_web, shop, address):
    answer = studio_web.post(address, data={"item": "unheard of", "key": "812"})
    assert answer.status_code == 422
    assert shop.mappings == []


def test_a_link_is_ended(studio_web, shop, address):
    link(studio_web, address, "812")
    studio_web.post(address, data={"item": OURS, "unlink": "1"})
    assert shop.mappings == []


@pytest.mark.parametrize("by_hand", [True, False])
def test_stock_is_read_again_and_a_product_that_is_gone_is_marked(
    studio_web, shop, shop_server, address, by_hand
):
    """By the button and by the clock alike."""
    link(studio_web, address, "812")
    shop_server.lists(products=[ROWS[0] | {"stock": 7}])
    _read(studio_web, shop, by_hand)
    assert shop.mappings[0].stock == 7
    shop_server.lists(products=[])
    _read(studio_web, shop, by_hand)
    assert "zniknął ze sklepu" in get(studio_web, address)
    shop_server.lists(products=ROWS)
    _read(studio_web, shop, by_hand)
    assert "zniknął ze sklepu" not in get(studio_web, address)


def test_a_shop_that_is_away_is_said_to_be(studio_web, shop, shop_server, address):
    shop_server.script("500")
    answer = studio_web.get(address, query_string={"item": OURS, "q": "odb"})
    assert "Sklep nie odpowiada" in answer.text
    link(studio_web, address, "812")
    shop_server.script("500")
    studio_web.post(f"/studio/shops/{shop.id}/stock")
    assert "Sklep nie odpowiada" in get(studio_web, address)
    assert shop.mappings[0].stock == 10


def test_a_shop_without_products_is_not_forced(studio_web, studio):
    """O-12."""
    shop = make_shop(studio, platform=MUTE)
    address = f"/studio/shops/{shop.id}"
    data = {"item": OURS, "key": "812"}
    assert studio_web.post(f"{address}/products", data=data).status_code == 400
    assert studio_web.post(f"{address}/stock").status_code == 400


def _read(web, shop, by_hand):
    if by_hand:
        web.post(f"/studio/shops/{shop.id}/stock")
    else:
        shop_checks.read_stock(shop)
