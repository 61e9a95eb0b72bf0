"""Whatever a shop answers, a connector raises ConnectorError and nothing else (shops.md 8.6)."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from connectors import ConnectorError
from connectors.values import Receipt, Tracking
from tests.connectors.drafts import ASKED_AT, Notes, paper, sent

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CALLS = {
    "check": lambda shop: list(shop.check()),
    "read_facts": lambda shop: shop.read_facts(),
    "list_statuses": lambda shop: shop.list_statuses(),
    "list_shipping": lambda shop: shop.list_shipping(),
    "fetch_orders": lambda shop: shop.fetch_orders(NOW),
    "find_orders": lambda shop: shop.find_orders(sent(), ASKED_AT),
    "read_orders": lambda shop: shop.read_orders(["7"]),
    "create_order": lambda shop: shop.create_order(sent(), Notes()),
    "set_status": lambda shop: shop.set_status("7", "2"),
    "set_paid": lambda shop: shop.set_paid("7", Receipt(NOW, 100)),
    "set_tracking": lambda shop: shop.set_tracking("7", Tracking("1", "InPost")),
    "push_document": lambda shop: shop.push_document("7", paper()),
    "find_products": lambda shop: shop.find_products("Odbitka"),
    "read_products": lambda shop: shop.read_products(["7"], ["ODB"]),
}
# Rows that cannot be ours, or are switched off, are no failure.
MAY_SUCCEED = {
    *("read_facts", "read_orders", "find_orders"),
    *("find_products", "read_products", "list_shipping"),
}


@pytest.mark.parametrize("mode", ["hollow", "odd", "odder", "truncated", "200-html"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("kind", ["prestashop", "baselinker"])
def test_nonsense_is_a_failure_of_the_shop(request, kind, call, mode):
    shop = request.getfixturevalue(kind)
    request.getfixturevalue(f"{kind}_shop").script(*[mode] * 30)
    with suppress(ConnectorError):
        CALLS[call](shop)
        assert call in MAY_SUCCEED


@pytest.mark.parametrize("kind", ["prestashop", "baselinker"])
def test_nonsense_after_writing_leaves_the_outcome_open(request, kind):
    """F12: the order may be there."""
    writing = {"prestashop": "POST:orders", "baselinker": "addOrder"}[kind]
    request.getfixturevalue(f"{kind}_shop").script(f"{writing}=hollow")
    with pytest.raises(ConnectorError) as failed:
        request.getfixturevalue(kind).create_order(sent(), Notes())
    assert (failed.value.code, failed.value.uncertain) == ("nonsense", True)
