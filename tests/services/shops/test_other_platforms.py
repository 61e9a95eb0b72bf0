"""The same pushes to shops of other kinds: PrestaShop in many steps, BaseLinker in one."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import update

from connectors import PLATFORMS
from extensions import db
from models import Shop
from models.types import utc_now
from services import payments, shop_exchanges, vault
from tests.fakes import baselinker as bl
from tests.fakes import prestashop as ps
from tests.fakes.faults import ScriptedServer
from tests.services.shops.orders import keep_shops, link_of, order_in, pushes, told

PRESTA_TAXES = [
    {"code": "1", "name": "VAT 23", "percent": "23"},
    {"code": "2", "name": "VAT 8", "percent": "8"},
]
LINES = (("Odbitka 10×15", 3, 333, "23"), ("Album", 1, 19900, "8"))
SENT = {"delivery_kind": "courier", "delivery_name": "Kurier", "delivery_cents": 1499}
PLACE = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
ACCESS = {
    "prestashop": {"key": ps.KEY, "free_product_id": "43,44", "shipping_product_id": "41"},
    "baselinker": {"token": bl.TOKEN},
}
MAKING = {"prestashop": "POST:orders", "baselinker": "addOrder"}


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    running = {}
    for name in ACCESS:
        running[name] = ScriptedServer(f"tests.fakes.{name}", tmp_path_factory.mktemp(name))
        running[name].start()
    yield running
    for server in running.values():
        server.stop()


@pytest.fixture(params=ACCESS)
def server(servers, request):
    servers[request.param].forget()
    servers[request.param].platform = request.param
    return servers[request.param]


@pytest.fixture
def shop(app, make, server, monkeypatch):
    monkeypatch.setitem(app.config, "SHOP_TIMEOUT_S", 1)
    kind = replace(PLATFORMS[server.platform], address="")
    monkeypatch.setitem(PLATFORMS, server.platform, kind)
    shop = Shop(
        studio=make.make_studio(),
        platform=server.platform,
        name="Sklep",
        base_url=server.url,
        access_sealed=vault.seal(json.dumps(ACCESS[server.platform])),
        taxes=PRESTA_TAXES if server.platform == "prestashop" else [],
        pushes_orders=True,
        passes_payments=True,
    )
    db.session.add(shop)
    shop_exchanges.begin(shop, utc_now())
    db.session.commit()
    return shop


def test_an_order_is_there_once_with_our_total(shop, server):
    """B-17, shops.md 8.9."""
    order = order_in(shop.studio, *LINES, **SENT, **PLACE)
    keep_shops()
    link = link_of(order)
    assert [one.state for one in pushes(order)] == ["sent"]
    assert link.is_linked
    assert (link.total_cents, link.finding) == (order.total_cents, "")
    assert len(server.state["orders"]) == 1


def test_an_order_whose_answer_was_lost_is_found(shop, server):
    """F12, shops.md 8.2."""
    order = order_in(shop.studio, *LINES, **SENT, **PLACE)
    server.script(f"{MAKING[server.platform]}=store_then_reset")
    keep_shops(1)
    assert pushes(order)[0].uncertain
    db.session.execute(update(Shop).values(rests_until=None))
    db.session.commit()
    keep_shops(1)
    assert link_of(order).is_linked
    (made,) = server.state["orders"]
    assert is_finished(server, made)


def is_finished(server, made):
    """PrestaShop takes what its webservice made for paid, until it is told another status."""
    return server.platform == "baselinker" or made["current_state"] not in ("2", "11")


def test_an_order_that_is_paid_here_is_paid_there_once(shop, server):
    """B-23, shops.md 8.21: created unpaid, compared, and told then."""
    order = order_in(shop.studio, *LINES, **SENT, **PLACE)
    payments.mark_paid(order, "Hanna")
    keep_shops()
    assert [one.state for one in told(order, "shop.set_paid")] == ["sent"]
    assert paid_in(server) == pytest.approx(order.total_cents / 100)


def paid_in(server) -> float:
    state = server.state
    if server.platform == "baselinker":
        return state["orders"][0]["payment_done"]
    assert state["orders"][0]["current_state"] == "2"
    return sum(float(one["amount"]) for one in state["order_payments"])
