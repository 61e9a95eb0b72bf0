"""Kadr's side of tests/fakes/shop.py: a connector like those of connectors/, and its process."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bin.children import die_with_parent
from connectors import (
    Capability,
    Choice,
    Connector,
    Facts,
    Field,
    Paper,
    Platform,
    Product,
    TaxClass,
    register,
)
from connectors.line import Line

SCRIPTED, MUTE, FULL = "scripted", "mute", "full"
TIMEOUT_S = 1
STEPS = ("address", "key", "orders")
STATUSES = {"new": "New", "processing": "Processing", "done": "Completed"}


class ScriptedShop(Connector):
    """Speaks to the scripted shop at the other end of `line`."""

    def __init__(self, line: Line, access: Mapping[str, str]):
        self.line = line
        self.key = access.get("key", "")

    def list_statuses(self) -> Sequence[Choice]:
        return [Choice(one["code"], one["name"]) for one in self._ask("GET", "/statuses")]

    def set_status(self, order_id: str, code: str) -> None:
        self._ask("PUT", f"/orders/{order_id}/status", json={"status": code})

    def push_document(self, order_id: str, paper: Paper) -> None:
        headers = {"X-Number": paper.number}
        self._ask("PUT", f"/orders/{order_id}/document", content=paper.data, headers=headers)

    def _ask(self, method: str, path: str, **request):
        answer = self.line.ask(method, path, timeout=TIMEOUT_S, **request)
        if answer.status == 409:
            raise answer.failure(code="status_gone")
        return answer.json()


class FullShop(ScriptedShop):
    """Can be checked and lists everything; what it lists stands in the server's lists.json."""

    def check(self) -> Iterator[str]:
        for step in STEPS:
            self._ask("GET", f"/check/{step}")
            yield step

    def read_facts(self) -> Facts:
        found = self._ask("GET", "/lists/facts")
        return Facts(**found[0]) if found else Facts()

    def list_shipping(self) -> Sequence[Choice]:
        return [Choice(**one) for one in self._ask("GET", "/lists/shipping")]

    def list_payments(self) -> Sequence[Choice]:
        return [Choice(**one) for one in self._ask("GET", "/lists/payments")]

    def list_taxes(self) -> Sequence[TaxClass]:
        return [TaxClass(**one) for one in self._ask("GET", "/lists/taxes")]

    def find_products(self, text: str) -> Sequence[Product]:
        return [one for one in self._products() if text.lower() in f"{one.name} {one.sku}".lower()]

    def read_products(self, ids: Sequence[str] = (), skus: Sequence[str] = ()) -> Sequence[Product]:
        return [one for one in self._products() if one.id in ids or one.sku in skus]

    def ask_for_news(self, address: str, secret: str) -> None:
        self._ask("PUT", "/news", json={"address": address, "secret": secret})

    def _products(self) -> list[Product]:
        return [Product(**one) for one in self._ask("GET", "/lists/products")]


class ShopServer:
    """tests/fakes/shop.py in `folder`. `script()` says how the next requests are answered."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self.reset()
        command = [sys.executable, "-m", "tests.fakes.shop", "--folder", str(self.folder)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
        )
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def reset(self) -> None:
        """As new, but for the modes it has taken already."""
        (self.folder / "modes").touch()
        (self.folder / "log.jsonl").write_text("")
        self.has_statuses(STATUSES)
        self.lists()

    def lists(self, **rows: list[dict]) -> None:
        """What it has besides statuses: shipping, payments, taxes, products, facts."""
        (self.folder / "lists.json").write_text(json.dumps(rows))

    def script(self, *modes: str) -> None:
        with (self.folder / "modes").open("a") as file:
            file.writelines(f"{mode}\n" for mode in modes)

    def has_statuses(self, names: Mapping[str, str]) -> None:
        listed = [{"code": code, "name": name} for code, name in names.items()]
        (self.folder / "statuses.json").write_text(json.dumps(listed))

    @property
    def told(self) -> list[dict]:
        """What was changed in it, oldest first."""
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text().splitlines()]


SPEAKS = {Capability.LIST_STATUSES, Capability.SET_STATUS}
register(
    SCRIPTED,
    Platform("Scripted", frozenset(SPEAKS | {Capability.PUSH_DOCUMENT}), ScriptedShop),
)
register(MUTE, Platform("Mute", frozenset(SPEAKS), ScriptedShop))
register(
    FULL,
    Platform(
        "Full",
        frozenset(Capability),
        FullShop,
        fields=(Field("key"), Field("depot", is_secret=False, is_optional=True)),
        steps=STEPS,
        sends_alone=frozenset({"done", "note"}),
    ),
)
