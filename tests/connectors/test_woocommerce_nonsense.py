"""A WooCommerce whose answers are JSON, but not those of a shop."""

import json
from datetime import timedelta

import pytest

from connectors import ConnectorError
from connectors.values import Receipt, Tracking
from tests.connectors.drafts import Notes, paper
from tests.connectors.woo_orders import draft, lately, now

ODD = ("null", "7", '"x"', "{}", "[null]", "[{}]", '[{"id": []}]', '{"id": [], "status": 5}')
CALLS = {
    "check": lambda shop: list(shop.check()),
    "read_facts": lambda shop: shop.read_facts(),
    "list_statuses": lambda shop: shop.list_statuses(),
    "list_shipping": lambda shop: shop.list_shipping(),
    "list_payments": lambda shop: shop.list_payments(),
    "list_taxes": lambda shop: shop.list_taxes(),
    "fetch_orders": lambda shop: shop.fetch_orders(lately()),
    "find_orders": lambda shop: shop.find_orders(draft(), lately()),
    "read_orders": lambda shop: shop.read_orders(["7"]),
    "create_order": lambda shop: shop.create_order(draft(), Notes()),
    "set_status": lambda shop: shop.set_status("7", "completed"),
    "set_paid": lambda shop: shop.set_paid("7", Receipt(now(), 100)),
    "set_tracking": lambda shop: shop.set_tracking("7", Tracking("1", "InPost")),
    "push_document": lambda shop: shop.push_document("7", paper()),
    "find_products": lambda shop: shop.find_products("Odbitka"),
    "read_products": lambda shop: shop.read_products(["7"], ["ODB"]),
    "ask_for_news": lambda shop: shop.ask_for_news("https://kadr.example/n", "secret"),
}


@pytest.mark.parametrize("call", CALLS)
def test_nonsense_is_a_failure_and_never_a_crash(woo, shop, call):
    """shops.md 8.6: no body that is JSON makes an order of nothing, or ends in a crash."""
    for text in ODD:
        woo.reset()
        woo.script(f"json {text}", times=30)
        with pytest.raises(ConnectorError) as failed:
            CALLS[call](shop)
        assert not failed.value.permanent, text


@pytest.mark.parametrize("text", ODD)
def test_nonsense_instead_of_the_new_order_leaves_the_outcome_open(woo, shop, text):
    """shops.md 8.2, 8.6, F12: it may be there."""
    woo.script(f"json {text}", "POST", "/orders")
    with pytest.raises(ConnectorError) as failed:
        shop.create_order(draft(), Notes())
    assert (failed.value.code, failed.value.uncertain) == ("nonsense", True)


@pytest.mark.parametrize("field", ["total", "currency", "id", "status"])
def test_an_order_without_one_of_its_facts_is_nonsense(woo, shop, field):
    """shops.md 8.6."""
    odd = {"id": 1, "number": "1", "status": "pending", "total": "1.00", "currency": "PLN"}
    del odd[field]
    woo.script(f"json {json.dumps([odd])}", "GET", "/orders")
    with pytest.raises(ConnectorError) as failed:
        shop.fetch_orders(now() - timedelta(hours=1))
    assert failed.value.code == "nonsense"
