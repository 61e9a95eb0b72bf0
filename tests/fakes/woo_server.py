"""The scripted WooCommerce of tests/fakes/woocommerce as its tests speak to it."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bin.children import die_with_parent
from connectors.woocommerce import tax_tables
from tests.fakes.certificates import make_certificates

KEYS = {"key": "ck_key", "secret": "cs_secret"}


class WooServer:
    """At `url`. `script()` says how the next requests of a kind are answered; see modes.py."""

    def __init__(self, folder: Path, *, has_tls: bool = False, latency_ms: int = 0):
        self.folder = folder
        self.has_tls, self.latency_ms = has_tls, latency_ms
        self.url = ""
        self._port = self._script_port = 0
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """After a stop at the address it had before, and as new."""
        self.log.touch()
        command = [sys.executable, "-m", "tests.fakes.woocommerce", "--log", str(self.log)]
        command += ["--port", str(self._port), "--latency", str(self.latency_ms)]
        if self.has_tls:
            command += ["--tls", str(make_certificates(self.folder)[0])]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
        )
        self._port, self._script_port = map(int, self._process.stdout.readline().split())
        self.url = f"http{'s' if self.has_tls else ''}://127.0.0.1:{self._port}"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def reset(self) -> None:
        tax_tables.forget_all()
        self._do("reset")

    def script(self, mode: str, method: str = "*", path: str = ".*", times: int = 1) -> None:
        """`path` is a pattern for all of what follows /wp-json/wc/v3."""
        self._do("script", mode=mode, method=method, path=path, times=times)

    def forgive(self) -> None:
        """Whatever was scripted for requests that have not come is forgotten."""
        self._do("forgive")

    def settle(self, **settings) -> None:
        """Settings of the shop as in state.py."""
        tax_tables.forget_all()
        self._do("settle", **settings)

    def add_product(self, name: str, sku: str = "", **values) -> str:
        """Its id."""
        return str(self._do("add_product", name=name, sku=sku, **values)["id"])

    def drop_product(self, product_id: str) -> None:
        self._do("drop_product", number=int(product_id))

    def buy(self, count: int = 1, at: str | None = None, **posted) -> list[dict]:
        """Orders placed in the shop itself; `at` is UTC without saying so."""
        return self._do("buy", count=count, at=at, **posted)

    def edit(self, order_id: str, **values) -> None:
        """As people in the shop do: status="trash", at="2026-10-25T00:30:00" for the change."""
        self._do("edit", number=int(order_id), **values)

    def delete(self, order_id: str) -> None:
        self._do("delete", number=int(order_id))

    @property
    def log(self) -> Path:
        return self.folder / "log.jsonl"

    @property
    def ca_pem(self) -> str:
        return (self.folder / "ca.pem").read_text()

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every request, oldest first: method, path, query, sent, status, mode."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def called(self, method: str, path: str = "") -> list[dict[str, Any]]:
        """Those of this method, and of this very path when one is given."""
        return [c for c in self.calls if c["method"] == method and path in ("", c["path"])]

    @property
    def changes(self) -> list[str]:
        """What was asked of it that may change something, such as "PUT /orders/7"."""
        return [f"{c['method']} {c['path']}" for c in self.calls if c["method"] not in READING]

    @property
    def orders(self) -> list[dict[str, Any]]:
        return list(self.state["orders"].values())

    @property
    def state(self) -> dict[str, Any]:
        """orders, products, notes, trackings by id; media, mails, webhooks."""
        return self._do("show")

    def _do(self, do: str, **values):
        body = json.dumps({"do": do} | values).encode()
        url = f"http://127.0.0.1:{self._script_port}/"
        with urllib.request.urlopen(urllib.request.Request(url, body)) as answer:
            return json.load(answer)


READING = ("GET", "HEAD", "OPTIONS")


def _running(*, has_tls: bool) -> Iterator[WooServer]:
    with tempfile.TemporaryDirectory(prefix="kadr-woo-") as folder:
        server = WooServer(Path(folder), has_tls=has_tls)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def woo_process() -> Iterator[WooServer]:
    yield from _running(has_tls=False)


@pytest.fixture(scope="session")
def woo_tls_process() -> Iterator[WooServer]:
    yield from _running(has_tls=True)


@pytest.fixture
def woo(woo_process) -> WooServer:
    """A WooCommerce as new, over plain HTTP."""
    woo_process.reset()
    return woo_process


@pytest.fixture
def woo_tls(woo_tls_process) -> WooServer:
    """The same, with a certificate that only `ca_pem` vouches for."""
    woo_tls_process.reset()
    return woo_tls_process
