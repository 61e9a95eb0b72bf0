"""The scripted WooCommerce answers what a real one, 10.0.2, answered."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from tests.fakes.transcripts import Exchange, read_exchange
from tests.fakes.woo_server import WooServer, woo, woo_process  # noqa: F401

DATA = os.environ.get("KADR_TEST_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="KADR_TEST_DATA is not set")
# Other kinds of keys, whole batches, the shop's own receipts, what was there before.
LEFT_OUT = re.compile("^(07|08|33|34|44|52|5[45789]|84|85|86|87|88|91)-")
# What differs each time, and what the shop says in its own language.
OWN = {"id", "number", "message", "order_key", "display_key", "display_value", "_links", "price"}
OWN |= {
    "product_id",
    "version",
    "params",
    "source_url",
    "slug",
    "delivery_url",
    "author",
    "data",
    "tax_lines",
}
DATES = re.compile("date_")


def exchanges() -> list[Exchange]:
    folder = Path(DATA or "") / "reference" / "woocommerce-transcript"
    read = (read_exchange(file) for file in sorted(folder.glob("*.txt")))
    return [one for one in read if one and not LEFT_OUT.match(one.name)]


def test_it_answers_as_the_real_one_did(woo):  # noqa: F811
    """shops.md 1: status codes, names, headers and sums, request by request in the same order."""
    with httpx.Client(base_url=woo.url) as client:
        replay = Replay(woo, client)
        wrong = {one.name: found for one in exchanges() if (found := replay.differences(one))}
    assert wrong == {}
    assert replay.count > 50


class Replay:
    """The same requests in the same order; ids of the real shop become those of this one."""

    def __init__(self, server: WooServer, client: httpx.Client):
        self.server = server
        self.count = 0
        product = server.add_product("Odbitka 10×15 błysk", sku="ODB-10x15-200b")
        server.settle(takes_payments=False)
        self.ids = {"33": product}
        self.client = client

    def differences(self, one: Exchange) -> list[str]:
        self.count += 1
        self.server.settle(sees_tls=one.url.startswith("https"), is_read_only=one.is_read_only)
        answer = self._asked(one)
        body = answer.json()
        if one.status == 201 and isinstance(body, dict):
            self.ids[str(one.body["id"])] = str(body["id"])
        found = [] if answer.status_code == one.status else [f"status {answer.status_code}"]
        wanted = [name for name in ("X-WP-TotalPages", "Location") if name in one.answered]
        found += [f"no {name}" for name in wanted if name not in answer.headers]
        return found + list(_differences(one.body, body, one.name))

    def _asked(self, one: Exchange) -> httpx.Response:
        url = urlsplit(one.url)
        user, _, password = one.login.partition(":")
        return self.client.request(
            one.method,
            self._ours(url.path) + ("?" + self._ours(url.query) if url.query else ""),
            content=self._ours(one.sent).encode(),
            headers=one.headers,
            auth=(user, password) if user else None,
        )

    def _ours(self, text: str) -> str:
        text = text.replace("<CK>", "ck_key").replace("<CS>", "cs_secret")
        return re.sub(
            r"(?<=(?:orders|oducts)/)\d+|(?<=include=)[\d,]+|(?<=_id\": )\d+", self._mapped, text
        )

    def _mapped(self, found: re.Match) -> str:
        return ",".join(self.ids.get(one, one) for one in found[0].split(","))


def _differences(real: Any, ours: Any, where: str):
    """What ours has and the real one has not, or has otherwise."""
    if isinstance(real, dict) and isinstance(ours, dict):
        for name in ours.keys() - OWN:
            if name not in real:
                yield f"{where}.{name} is invented"
            elif not DATES.match(name):
                yield from _differences(real[name], ours[name], f"{where}.{name}")
    elif isinstance(real, list) and isinstance(ours, list):
        yield from _of_lists(real, ours, where)
    elif real != ours:
        yield f"{where}: {real!r} is {ours!r}"


def _of_lists(real: list, ours: list, where: str):
    if ours and isinstance(ours[0], dict) and "key" in ours[0]:
        known = {one["key"]: one["value"] for one in real}
        mine = {one["key"]: one["value"] for one in ours}
        yield from _differences(known, mine, where)
    elif "list" in where or "lookup" in where or "notes" in where:
        yield from _differences(real[0], ours[0], f"{where}[0]") if real and ours else ()
    elif len(real) != len(ours):
        yield f"{where}: {len(real)} are {len(ours)}"
    else:
        for place, (one, other) in enumerate(zip(real, ours, strict=True)):
            yield from _differences(one, other, f"{where}[{place}]")
