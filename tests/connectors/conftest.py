"""The scripted shops, one process each for the whole run, and connectors that speak to them."""

from collections.abc import Iterator

import pytest

import connectors.known  # noqa: F401
from connectors import platform
from connectors.line import Line
from connectors.network import Guard
from tests.fakes import baselinker as bl
from tests.fakes import prestashop as ps
from tests.fakes.faults import ScriptedServer
from tests.fakes.woo_server import (  # noqa: F401
    KEYS,
    WooServer,
    woo,
    woo_process,
    woo_tls,
    woo_tls_process,
)

TOTAL_S = 0.6


@pytest.fixture(scope="session")
def scripted(tmp_path_factory) -> Iterator:
    """Starts a scripted shop by the name of its module; it ends with the run."""
    running: dict[str, ScriptedServer] = {}

    def start(module: str) -> ScriptedServer:
        if module not in running:
            running[module] = ScriptedServer(module, tmp_path_factory.mktemp("shop"))
            running[module].start()
        running[module].forget()
        return running[module]

    yield start
    for server in running.values():
        server.stop()


@pytest.fixture
def line_to() -> Iterator:
    """Makes lines without much patience."""
    lines: list[Line] = []

    def make(url: str, *secrets: str, total_s: float = TOTAL_S) -> Line:
        guard = Guard(lambda _address: True, allows_private=True)
        lines.append(Line(url, guard, secrets=secrets, total_s=total_s))
        return lines[-1]

    yield make
    for line in lines:
        line.close()


@pytest.fixture
def baselinker_shop(scripted) -> ScriptedServer:
    return scripted("tests.fakes.baselinker")


@pytest.fixture
def to_baselinker(baselinker_shop, line_to):
    """Connects to it with other answers of the wizard than the token alone."""

    def connect(**access: str):
        access = {"token": bl.TOKEN} | access
        line = line_to(baselinker_shop.url, access["token"])
        return platform("baselinker").connect(line, access)

    return connect


@pytest.fixture
def baselinker(to_baselinker):
    return to_baselinker()


@pytest.fixture
def to_woo(line_to):
    """Speaks to a WooServer, with more keys than those two, or less patience."""

    def connect(server: WooServer, total_s: float = TOTAL_S, **access: str):
        line = line_to(server.url, *KEYS.values(), total_s=total_s)
        return platform("woocommerce").connect(line, KEYS | access)

    return connect


@pytest.fixture
def shop(woo, to_woo):  # noqa: F811
    """A WooCommerce as new, connected."""
    return to_woo(woo)


@pytest.fixture
def prestashop_shop(scripted) -> ScriptedServer:
    return scripted("tests.fakes.prestashop")


@pytest.fixture
def to_prestashop(prestashop_shop, line_to):
    """Connects to it with other answers of the wizard than the key alone."""

    def connect(**access: str):
        access = {"key": ps.KEY} | access
        line = line_to(prestashop_shop.url, access["key"])
        return platform("prestashop").connect(line, access)

    return connect


@pytest.fixture
def prestashop(to_prestashop):
    return to_prestashop()
