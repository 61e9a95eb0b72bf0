"""Connecting a WooCommerce: each step by its name, its lists, and news of its orders."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from connectors import Capability, Choice, ConnectorError, TaxClass, platform
from connectors.woocommerce.news import SIGNATURE, is_signed
from tests.connectors.drafts import Notes
from tests.connectors.woo_orders import draft

ADDRESS = "http://127.0.0.1:1/news"


def checked(shop) -> list[str]:
    """The steps that were passed; what stopped it comes last."""
    passed: list[str] = []
    try:
        for step in shop.check():
            passed.append(step)
    except ConnectorError as error:
        passed.append(error.code)
    return passed


def test_a_good_connection_passes_every_step_and_leaves_nothing_behind(woo, shop):
    """B-02."""
    assert list(shop.check()) == list(platform("woocommerce").steps)
    assert woo.orders == []
    assert woo.changes == ["POST /orders/batch"]


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ({"namespaces": ["wp/v2"]}, "api"),
        ({"sees_tls": False}, "key"),
        ({"strips_authorization": True}, "key"),
        ({"is_read_only": True}, "write"),
        ({"taxes": []}, "taxes"),
    ],
)
def test_the_step_that_fails_is_the_one_after_those_that_passed(woo, shop, values, step):
    """B-02, shops.md 8.14: a read-only key, a server that drops the header, no HTTPS seen."""
    woo.settle(**values)
    *passed, _code = checked(shop)
    steps = platform("woocommerce").steps
    assert passed == list(steps[: steps.index(step)])


def test_a_page_that_is_no_shop_has_an_address_but_no_api(woo, shop):
    """shops.md 8.6."""
    woo.script("login", "GET")
    assert checked(shop) == ["address", "no_api"]


def test_a_wrong_secret_concerns_the_whole_shop(woo, to_woo):
    """shops.md 8.14."""
    shop = to_woo(woo, secret="cs_wrong")
    assert checked(shop) == ["address", "api", "auth"]
    with pytest.raises(ConnectorError, match="Consumer secret is invalid") as refused:
        shop.create_order(draft(), Notes())
    assert refused.value.of_shop
    assert not refused.value.permanent


def test_keys_can_go_into_the_address_where_the_header_is_dropped(woo, to_woo):
    """shops.md 1.2: only when the connection says so."""
    woo.settle(strips_authorization=True)
    shop = to_woo(woo, keys_in_query="1")
    assert checked(shop) == list(platform("woocommerce").steps)


def test_the_shop_says_what_it_is(woo, shop):
    """B-02."""
    woo.settle(currency="EUR", name="Foto &amp; Film")
    facts = shop.read_facts()
    assert (facts.name, facts.version, facts.currency) == ("Foto & Film", "10.0.2", "EUR")
    assert (facts.decimals, facts.charges_tax, facts.time_zone) == (2, True, "Europe/Warsaw")


def test_statuses_of_plug_ins_are_listed_and_drafts_are_not(woo, shop):
    """B-26, shops.md 8.20."""
    woo.settle(statuses={"pending": "Pending payment", "wyslane": "Wysłane <b>dziś</b>"})
    assert shop.list_statuses() == [
        Choice("pending", "Pending payment"),
        Choice("wyslane", "Wysłane dziś"),
    ]


def test_statuses_are_listed_by_their_codes_where_reports_are_closed(woo, shop):
    """B-26: a key of somebody who may not see the reports is a good key."""
    woo.script("403", "GET", "/reports/orders/totals")
    assert Choice("completed", "completed") in shop.list_statuses()


def test_ways_of_shipping_are_those_switched_on_in_its_zones(shop):
    """B-30."""
    assert shop.list_shipping() == [
        Choice("flat_rate:3", "Polska: Kurier InPost"),
        Choice("local_pickup:4", "Polska: Odbiór"),
    ]


def test_ways_of_paying_and_tax_classes_are_listed(shop):
    """B-31, shops.md 8.10."""
    assert Choice("cod", "Cash on delivery") in shop.list_payments()
    assert shop.list_taxes() == [
        TaxClass("standard", "Standard", "23"),
        TaxClass("stawka-8", "Stawka 8", "8"),
        TaxClass("stawka-5", "Stawka 5", "5"),
        TaxClass("zwolnione", "Zwolnione", "0"),
    ]


def test_it_can_do_everything_and_says_what_it_mails_by_itself():
    """O-12, shops.md 8.23."""
    woocommerce = platform("woocommerce")
    assert woocommerce.capabilities == frozenset(Capability)
    assert {"completed", "note"} <= woocommerce.sends_alone
    assert [field.name for field in woocommerce.fields if not field.is_optional] == [
        "key",
        "secret",
    ]


def test_news_are_asked_for_once(woo, shop):
    """shops.md 1.10: webhooks that are there get the new secret and are switched on again."""
    shop.ask_for_news(ADDRESS, "first")
    shop.api.write("PUT", f"/webhooks/{next(iter(woo.state['webhooks']))}", {"status": "disabled"})
    shop.ask_for_news(ADDRESS, "second")
    hooks = list(woo.state["webhooks"].values())
    assert [hook["topic"] for hook in hooks] == ["order.created", "order.updated"]
    assert {(hook["secret"], hook["status"]) for hook in hooks} == {("second", "active")}


def test_news_of_the_shop_are_signed_and_its_greeting_is_not(shop):
    """shops.md 8.25, 1.10: with a secret that is not ASCII, on the bytes that came."""
    heard, is_done = [], threading.Event()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((body, self.headers.get(SIGNATURE, "")))
            self.send_response(200)
            self.end_headers()
            if len(heard) == 3:
                is_done.set()

        def log_message(self, *_):
            """Nobody asks."""

    with HTTPServer(("127.0.0.1", 0), Ear) as ear:
        threading.Thread(target=ear.serve_forever, daemon=True).start()
        shop.ask_for_news(f"http://127.0.0.1:{ear.server_port}/news", "s3cr3t-☃")
        order_id = shop.create_order(draft(), Notes()).id
        assert is_done.wait(5)
        ear.shutdown()
    signed = [body for body, signature in heard if is_signed(body, signature, "s3cr3t-☃")]
    assert [str(json.loads(body)["id"]) for body in signed] == [order_id]
    assert [body[:10] for body, signature in heard if not signature] == [b"webhook_id"] * 2


@pytest.mark.parametrize(
    "signature", ["", "AAAA", "ąę", "16mpKDtvgHnI7U5rAln2pXkejqegMGh2NZuialA72VU="]
)
def test_a_signature_of_another_secret_is_none(signature):
    """shops.md 8.25."""
    assert not is_signed(b'{"id":1}', signature, "secret")
