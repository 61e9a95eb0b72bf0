"""An order of ours is found in the shop after an end that nobody knows."""

from datetime import timedelta

import pytest

from connectors import ConnectorError
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import draft, lately, now


def push(shop, one=None):
    return shop.create_order(one or draft(), Notes())


@pytest.mark.parametrize(
    "mode", ["store_then_reset", "store_then_500", "truncated", "store_then_hang"]
)
def test_an_end_that_nobody_knows_is_found_by_its_reference(woo, to_woo, mode):
    """shops.md 8.2, F12: the shop has the order, and nobody heard it say so."""
    shop = to_woo(woo, 0.4)
    woo.script(mode, "POST", "/orders")
    with pytest.raises(ConnectorError) as failed:
        push(shop)
    assert failed.value.uncertain
    assert not failed.value.permanent
    (found,) = to_woo(woo).find_orders(draft(), lately())
    assert [found.id] == [str(order["id"]) for order in woo.orders]
    assert found.total_cents == 2997


@pytest.mark.parametrize("mode", ["hang", "login", "502", "500"])
def test_an_order_that_never_arrived_is_not_found(woo, to_woo, mode):
    """shops.md 8.3, 8.6."""
    woo.script(mode, "POST", "/orders")
    with pytest.raises(ConnectorError) as failed:
        push(to_woo(woo, 0.3))
    assert failed.value.uncertain
    assert to_woo(woo).find_orders(draft(), lately()) == []


@pytest.mark.parametrize("version", ["10.0.2", "9.9.0", "9.8.0", "8.2.1"])
@pytest.mark.parametrize("hpos", [True, False])
def test_only_an_order_that_carries_the_reference_is_ours(woo, shop, version, hpos):
    """shops.md 8.5: a shop that does not know the filter answers with all orders."""
    woo.settle(version=version, hpos=hpos)
    woo.buy(3, fee_lines=[{"name": "Odbitka", "total": "10.00"}])
    push(shop, draft(reference="KADR-other"))
    assert shop.find_orders(draft(), lately()) == []
    ours = push(shop)
    assert [one.id for one in shop.find_orders(draft(), lately())] == [ours.id]


def test_an_order_whose_origin_was_rewritten_is_found_all_the_same(woo, shop):
    """shops.md 8.5: plug-ins group orders by where they come from."""
    ours = push(shop)
    woo.edit(ours.id, created_via="admin")
    assert [one.id for one in shop.find_orders(draft(), lately())] == [ours.id]


def test_the_origin_is_left_alone_when_the_connection_says_so(woo, to_woo):
    """shops.md 1.6."""
    shop = to_woo(woo, marks_origin="0")
    ours = push(shop)
    assert woo.orders[0]["created_via"] == "rest-api"
    assert [one.id for one in shop.find_orders(draft(), lately())] == [ours.id]
    assert "created_via" not in {name for call in woo.calls for name in call["query"]}


def test_an_order_is_found_among_hundreds_and_in_a_shop_whose_clock_is_late(woo, to_woo):
    """shops.md 8.5, 8.19."""
    woo.settle(clock_offset_s=-600)
    woo.buy(101)
    shop = to_woo(woo, 5, marks_origin="0")
    ours = push(shop)
    assert [one.id for one in shop.find_orders(draft(), now())] == [ours.id]


def test_two_orders_of_one_reference_are_both_shown(woo, shop):
    """F13."""
    first, second = push(shop), push(shop)
    assert {one.id for one in shop.find_orders(draft(), lately())} == {first.id, second.id}


def test_an_order_that_was_thrown_away_meanwhile_is_found(woo, shop):
    """shops.md 8.15: it is not made a second time."""
    ours = push(shop)
    woo.edit(ours.id, status="trash")
    (found,) = shop.find_orders(draft(), lately())
    assert (found.id, found.is_trashed) == (ours.id, True)


def test_a_slow_shop_finds_it_only_the_second_time(woo, shop):
    """shops.md 8.3, F13."""
    ours = push(shop)
    woo.settle(hides_new_orders=3)
    assert shop.find_orders(draft(), lately()) == []
    assert [one.id for one in shop.find_orders(draft(), lately())] == [ours.id]


def test_a_half_made_order_is_not_taken_for_ours(woo, shop):
    """shops.md 8.7."""
    ours = push(shop)
    woo.edit(ours.id, status="checkout-draft")
    assert shop.find_orders(draft(), now() - timedelta(days=1)) == []
