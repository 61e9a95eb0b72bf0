"""Lines with a code of our catalogue are the shop's products of that SKU, where it has them."""

import json

import pytest
from sqlalchemy import update

from extensions import db
from models import Shop, ShopMapping
from services import shop_passing
from tests.services.shops.orders import keep_shops, link_of, order_in, pushes
from tests.services.shops.test_other_platforms import LINES, PLACE, SENT, server, servers  # noqa: F401
from tests.services.shops.test_other_platforms import shop as other_shop  # noqa: F401

SKU = "P-7-1"


@pytest.fixture
def order(studio, shop):
    """Three frames of the catalogue, and an album of a price list."""
    return coded(order_in(studio, ("Ramka", 3, 333, "23"), ("Album", 1, 19900, "5")), SKU)


def coded(order, code):
    line = min(order.lines, key=lambda one: one.position)
    line.product_code = code
    db.session.commit()
    return order


def in_shop(woo):
    """What the order of the shop is of: product ids, names of free lines, total."""
    (made,) = woo.orders
    goods = [one["product_id"] for one in made["line_items"]]
    return goods, [fee["name"] for fee in made["fee_lines"]], made["total"]


def test_a_line_is_the_product_of_its_code(order, woo):
    """B-17, N-26: to the cent, and nobody had to link it."""
    frame = woo.add_product("Ramka dębowa", SKU, price="5.00")
    woo.add_product("Ramka inna", f"{SKU}-A")
    keep_shops()
    assert in_shop(woo) == ([int(frame)], ["Album"], "208.99")
    link = link_of(order)
    assert (link.total_cents, link.finding, link.warnings) == (20899, "", [])


def test_a_code_that_the_shop_does_not_know_is_a_line_as_before(order, woo):
    keep_shops()
    assert in_shop(woo) == ([], ["Ramka × 3", "Album"], "208.99")
    assert [one.state for one in pushes(order)] == ["sent"]


def test_a_code_of_two_products_is_none(order, woo):
    woo.add_product("Ramka", SKU)
    woo.add_product("Ramka", SKU)
    keep_shops()
    assert in_shop(woo) == ([], ["Ramka × 3", "Album"], "208.99")


def test_what_is_linked_by_hand_goes_before_a_code(order, shop, woo):
    """B-20."""
    woo.add_product("Ramka", SKU)
    chosen = woo.add_product("Ramka z linku", "RAM")
    shop.mappings.append(ShopMapping(subject="product", ours="Ramka", code=chosen))
    db.session.commit()
    keep_shops()
    assert in_shop(woo)[0] == [int(chosen)]


def test_a_product_that_does_not_fit_makes_no_order_fail(order, woo):
    """The shop charges no tax for it, our line has tax: it is a line as before."""
    woo.add_product("Ramka", SKU, tax_status="none")
    keep_shops()
    assert in_shop(woo) == ([], ["Ramka × 3", "Album"], "208.99")
    assert [one.state for one in pushes(order)] == ["sent"]


def test_a_shop_that_does_not_tell_its_products_takes_the_order(order, woo):
    woo.add_product("Ramka", SKU)
    woo.script("404", "GET", "/products")
    keep_shops()
    assert in_shop(woo) == ([], ["Ramka × 3", "Album"], "208.99")


def test_an_order_whose_answer_was_lost_is_made_once_all_the_same(order, woo):
    """D22."""
    woo.add_product("Ramka", SKU)
    woo.script("store_then_reset", "POST", "/orders")
    keep_shops(1)
    db.session.execute(update(Shop).values(rests_until=None))
    db.session.commit()
    keep_shops()
    assert link_of(order).is_linked
    assert len(woo.orders) == 1


def test_what_a_first_try_has_put_into_a_cart_stays_what_it_was(order, woo):
    """A product that appears between two tries changes nothing that was begun."""
    woo.script("500", "POST", "/orders")
    keep_shops(1)
    assert json.loads(link_of(order).notebook["skus"]) == {}
    woo.add_product("Ramka", SKU)
    db.session.execute(update(Shop).values(rests_until=None))
    db.session.commit()
    keep_shops()
    assert in_shop(woo)[0] == []


def test_after_a_refusal_the_codes_are_looked_up_anew(order, shop, woo):
    """B-45: somebody has mended the shop meanwhile."""
    untaxed = woo.add_product("Album", "ALB", tax_status="none")
    frame = woo.add_product("Ramka", SKU)
    mapping = ShopMapping(subject="product", ours="Album", code=untaxed)
    shop.mappings.append(mapping)
    db.session.commit()
    keep_shops()
    assert (pushes(order)[0].last_code, woo.orders) == ("tax", [])
    shop.mappings.remove(mapping)
    db.session.commit()
    shop_passing.push_now(link_of(order))
    keep_shops()
    assert in_shop(woo) == ([int(frame)], ["Album"], "208.99")


def test_other_kinds_of_shops_take_codes_too(other_shop, server):  # noqa: F811
    """shops.md 8.9."""
    order = coded(order_in(other_shop.studio, *LINES, **SENT, **PLACE), "ODB-15x23")
    keep_shops()
    link = link_of(order)
    assert (link.is_linked, link.total_cents, link.finding) == (True, order.total_cents, "")
    assert {"41", "7"} & named(server)


def test_other_kinds_of_shops_take_unknown_codes_as_before(other_shop, server):  # noqa: F811
    order = coded(order_in(other_shop.studio, *LINES, **SENT, **PLACE), "NIC-1")
    keep_shops()
    link = link_of(order)
    assert (link.is_linked, link.total_cents, link.finding) == (True, order.total_cents, "")
    assert not {"42", "7", "8", "NIC-1"} & named(server)


def named(there):
    """Ids and SKUs of the products in the shop's one order."""
    (made,) = there.state["orders"]
    if there.platform == "baselinker":
        rows = [(one.get("product_id"), one.get("sku")) for one in made["products"]]
    else:
        rows = [(one["product_id"], "") for one in made["associations"]["order_rows"]]
    return {str(one) for row in rows for one in row if one}
