"""Every way in which passing an order to BaseLinker fails."""

from datetime import timedelta

import pytest

from connectors import ConnectorError
from tests.connectors.drafts import ASKED_AT, Notes, draft

SINCE = ASKED_AT - timedelta(minutes=1)


@pytest.fixture
def shop(baselinker_shop):
    return baselinker_shop


@pytest.fixture
def placed(baselinker, shop):
    """An order that is there already."""
    standing = baselinker.create_order(draft(), Notes())
    shop.forget_calls()
    return standing


def methods(shop) -> list[str]:
    return [call["method"] for call in shop.calls]


def test_what_was_stored_before_the_connection_broke_is_found(baselinker, shop):
    """F12, shops.md 8.2."""
    shop.script("addOrder=store_then_reset")
    with pytest.raises(ConnectorError) as broken:
        baselinker.create_order(draft(), Notes())
    assert broken.value.uncertain
    assert not broken.value.permanent
    assert len(baselinker.find_orders(draft(), SINCE)) == 1


def test_a_shop_that_stores_and_falls_silent_is_uncertain_too(baselinker, shop):
    """F12, shops.md 8.2."""
    shop.script("addOrder=store_then_hang")
    with pytest.raises(ConnectorError) as silent:
        baselinker.create_order(draft(), Notes())
    assert silent.value.uncertain
    assert len(baselinker.find_orders(draft(), SINCE)) == 1


def test_a_shop_that_was_silent_from_the_start_has_nothing(baselinker, shop):
    """shops.md 8.3."""
    shop.script("addOrder=hang")
    with pytest.raises(ConnectorError) as silent:
        baselinker.create_order(draft(), Notes())
    assert silent.value.uncertain
    assert baselinker.find_orders(draft(), SINCE) == []


def test_a_slow_look_up_finds_nothing_and_later_the_order(baselinker, shop, placed):
    """F13."""
    shop.script("getOrders=blind")
    assert baselinker.find_orders(draft(), SINCE) == []
    assert [one.id for one in baselinker.find_orders(draft(), SINCE)] == [placed.id]


def test_an_order_that_was_made_is_not_made_again(baselinker, shop):
    """shops.md 8.4, 8.7: only reading it back failed."""
    notes = Notes()
    shop.script("getOrders=500")
    with pytest.raises(ConnectorError):
        baselinker.create_order(draft(), notes)
    baselinker.create_order(draft(), notes)
    assert methods(shop).count("addOrder") == 1


@pytest.mark.parametrize(
    ("mode", "code", "uncertain"),
    [
        ("500", "500", True),
        ("502-html", "502", True),
        ("200-html", "nonsense", True),
        ("truncated", "nonsense", True),
        ("redirect", "redirect", False),
        ("endless", "unreachable", True),
        ("huge", "too_large", True),
        ("403", "auth", False),
        ("busy", "500", True),
    ],
)
def test_each_way_to_fail_says_whether_something_may_have_happened(
    baselinker, shop, mode, code, uncertain
):
    """F14, shops.md 8.6, 8.17, 8.24."""
    shop.script(f"addOrder={mode}")
    with pytest.raises(ConnectorError) as failed:
        baselinker.create_order(draft(), Notes())
    error = failed.value
    assert (error.code, error.uncertain, error.permanent) == (code, uncertain, False)


def test_a_refusal_of_an_unknown_kind_is_final(baselinker, shop):
    """shops.md 8.6: 200 with status ERROR is no success."""
    shop.script("addOrder=error")
    with pytest.raises(ConnectorError) as refused:
        baselinker.create_order(draft(), Notes())
    assert refused.value.permanent
    assert not refused.value.uncertain


@pytest.mark.parametrize(
    ("mode", "least_s", "most_s"),
    [
        ("429", 7, 7),
        ("429-date", 25, 31),
        ("429-bare", None, None),
        ("429-year", 3600, 3600),
        ("429-negative", None, None),
        ("limit", 3600, 3600),
    ],
)
def test_a_limit_says_how_long_to_wait(baselinker, shop, mode, least_s, most_s):
    """shops.md 8.16: BaseLinker's own is a blocked token in a 200."""
    shop.script(mode)
    with pytest.raises(ConnectorError) as limited:
        baselinker.list_statuses()
    error = limited.value
    assert error.code == "429"
    assert error.of_shop
    assert not error.permanent
    if least_s is None:
        assert error.retry_after_s is None
    else:
        assert least_s <= error.retry_after_s <= most_s
