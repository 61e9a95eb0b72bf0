"""A WooCommerce that refuses, is busy, or is not itself."""

import pytest
from structlog.testing import capture_logs

from connectors import ConnectorError, platform
from connectors.line import Line
from connectors.network import Guard
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import draft, lately
from tests.fakes.woo_server import KEYS

HTML = ("login", "502", "truncated")


def failed(act) -> ConnectorError:
    with pytest.raises(ConnectorError) as error:
        act()
    return error.value


@pytest.mark.parametrize("mode", ["500", "502", "503", "504", "login", "429", "hang", "huge"])
def test_nothing_that_only_reads_is_ever_uncertain(woo, shop, mode):
    """shops.md 8.17: reading can be repeated."""
    woo.script(mode, "GET")
    error = failed(lambda: shop.read_orders(["1"]))
    assert (error.uncertain, error.permanent) == (False, False)


@pytest.mark.parametrize(
    ("mode", "wait_s"),
    [("429 120", 120), ("429", None), ("429 31536000", 3600), ("429 -5", None), ("503 30", 30)],
)
def test_a_busy_shop_says_when_to_come_back(woo, shop, mode, wait_s):
    """shops.md 8.16, F14: an order that it refused to take need not be looked for."""
    woo.script(mode, "POST", "/orders")
    error = failed(lambda: shop.create_order(draft(), Notes()))
    assert error.retry_after_s == wait_s
    assert error.of_shop
    assert error.uncertain == (mode[:3] == "503")
    assert woo.orders == []


@pytest.mark.parametrize("mode", ["401", "403"])
def test_refused_keys_concern_the_shop_and_not_the_order(woo, shop, mode):
    """shops.md 8.14: what waits is kept; whether anything arrived is certain."""
    woo.script(mode, "POST", "/orders")
    error = failed(lambda: shop.create_order(draft(), Notes()))
    assert (error.code, error.of_shop, error.permanent) == ("auth", True, False)
    assert not error.uncertain


def test_a_key_that_may_only_read_is_no_order_lost(woo, shop):
    """shops.md 8.14: 401, not 403."""
    woo.settle(is_read_only=True)
    error = failed(lambda: shop.create_order(draft(), Notes()))
    assert (error.code, error.uncertain) == ("auth", False)


@pytest.mark.parametrize("mode", HTML)
def test_a_page_instead_of_a_list_is_no_empty_list(woo, shop, mode):
    """shops.md 8.6: otherwise a look-up would end in a second order."""
    shop.create_order(draft(), Notes())
    woo.script(mode, "GET", "/orders")
    assert failed(lambda: shop.find_orders(draft(), lately())).code in ("nonsense", "502")


def test_what_it_says_is_shown_without_its_marks_and_never_at_length(woo, shop):
    """shops.md 8.6, 1.11."""
    woo.script("login", "GET")
    error = failed(lambda: shop.read_orders(["1"]))
    assert str(error).startswith("200 <!doctype html>")
    assert len(str(error)) <= 210
    error = failed(lambda: shop.set_status("987654", "completed"))
    assert str(error) == "404 Invalid ID."


@pytest.mark.parametrize(
    "mode", ["redirect http://127.0.0.1:1/", "redirect https://other.example/"]
)
def test_a_shop_that_moved_is_not_followed(woo, shop, mode):
    """shops.md 8.24, F14."""
    woo.script(mode, "POST", "/orders")
    error = failed(lambda: shop.create_order(draft(), Notes()))
    assert (error.code, error.of_shop, error.uncertain) == ("redirect", True, False)
    assert woo.orders == []


def test_a_shop_that_lost_its_addresses_is_not_an_order_that_is_gone(woo, shop):
    """shops.md 8.15, 1.1: its permalinks were set to plain."""
    error = failed(lambda: shop.api.read("/no-such-route"))
    assert (error.code, error.permanent, error.of_shop) == ("no_api", False, True)


def test_keys_never_stand_in_what_is_shown_or_logged(woo, to_woo):
    """shops.md 8.25: not when they are part of the address, either."""
    woo.script("500", "GET")
    shop = to_woo(woo, keys_in_query="1")
    with capture_logs() as logs:
        error = failed(lambda: shop.read_orders(["1"]))
    assert logs
    for key in ("cs_secret", "ck_key"):
        assert key not in f"{error} {error!r} {logs}"


def test_over_tls_it_is_pushed_to_and_asked(woo_tls):
    """shops.md 8.24: with its own authority pinned."""
    guard = Guard(lambda _: True, allows_private=True)
    with Line(woo_tls.url, guard, ca_pem=woo_tls.ca_pem, total_s=2) as line:
        shop = platform("woocommerce").connect(line, KEYS)
        made = shop.create_order(draft(), Notes())
        assert [one.id for one in shop.find_orders(draft(), lately())] == [made.id]
