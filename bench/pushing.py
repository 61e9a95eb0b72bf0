"""A backlog of orders over many studios drained by one worker, and new orders placed meanwhile.

The peer is a bare loop that posts the same orders one after another to the same shops.
"""

import argparse
import random
import sys
import time
from datetime import timedelta

import httpx2 as httpx
from sqlalchemy import func, select

from bench import processes
from bench.figures import Figures
from bench.installation import Installation
from bench.shop_processes import SlowShops
from extensions import db
from models import Order, OrderLine, Shop, ShopLink, Studio
from models.types import utc_now
from services import shop_passing
from services.order_steps import next_number
from tests import factories
from tests.fakes.woo_server import KEYS
from tests.services.shops.conftest import connect
from tests.services.shops.orders import order_in

SHOPS, LATENCY_MS, PLACED_EVERY_S = 2, 50, 3.0
LINES = (("Album 30×30", 1, 39900, "23"), ("Odbitki 10×15", 24, 350, "23"))
PEER_ORDERS = 200
LIMIT_S = 3600


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/pushes", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="300 orders, under two minutes")
    asked.add_argument("--orders", type=int)
    asked.add_argument("--studios", type=int, default=20)
    asked.add_argument("--latency", type=int, default=LATENCY_MS, help="of a shop, ms")
    options = asked.parse_args()
    count = options.orders or (300 if options.quick else 5000)
    figures = Figures()
    with (
        Installation(SHOPS_ALLOW_PRIVATE="1") as kadr,
        SlowShops(kadr.folder, SHOPS, options.latency) as shops,
        kadr.app.app_context(),
    ):
        studios = _furnish(shops, count, options.studios)
        figures.heading(f"{count} orders, {options.studios} studios, {options.latency} ms")
        _drain(figures, kadr, shops, studios, count)
    return figures.conclude()


def _furnish(shops: SlowShops, count: int, studios: int) -> list[int]:
    """Studios with a shop each, and orders that have not been passed; their ids."""
    ids = []
    for number in range(studios):
        studio = factories.make_studio()
        connect(studio, shops.servers[number % len(shops.servers)], pushes_orders=True)
        for _ in range(count // studios):
            db.session.add(_order(studio))
        db.session.commit()
        ids.append(studio.id)
    return ids


def _order(studio: Studio) -> Order:
    order = Order(
        studio=studio,
        status_id=studio.order_statuses[0].id,
        number=next_number(studio),
        source="manual",
        locale="pl",
        currency="PLN",
        client_name="Żaneta Śliwińska",
        client_email="zaneta@example.com",
        delivery_known_at=utc_now(),
    )
    for place, (name, quantity, cents, rate) in enumerate(LINES):
        line = OrderLine(position=place, kind="product", item_name=name, vat_rate=rate)
        line.quantity, line.unit_price_cents = quantity, cents
        order.lines.append(line)
    return order


def _drain(
    figures: Figures, kadr: Installation, shops: SlowShops, studios: list[int], count: int
) -> None:
    kadr.start_workers("shops")
    kadr.start("schedule", [sys.executable, "-m", "flask", "relay", "--every", "15"])
    worker = next(name for name in kadr.children if name.startswith("shops"))
    time.sleep(2)
    cpu_s = processes.cpu_s(kadr.pids(worker))
    started, began_at = time.perf_counter(), utc_now()
    for studio_id in studios:
        for shop in db.session.scalars(Shop.of_studio(studio_id)).all():
            shop_passing.push_outstanding(shop)
    placed = _place_meanwhile(studios, count, started)
    took_s = (db.session.scalar(select(func.max(ShopLink.linked_at))) - began_at).total_seconds()
    cpu_s = processes.cpu_s(kadr.pids(worker)) - cpu_s
    total = count + len(placed)
    waits = sorted(_waits(placed))
    ours, theirs = total / took_s, _peer(shops)
    figures.note("orders a second, one worker", f"{ours:.1f} ({took_s:.0f} s)")
    figures.note("requests an order", f"{(shops.requests() - PEER_ORDERS) / total:.1f}")
    figures.note("processor time an order", f"{1000 * cpu_s / total:.0f} ms")
    told = f"{waits[-1]:.1f} s, median {waits[len(waits) // 2]:.1f} s of {len(waits)}"
    figures.note("longest wait of a new order, to its request", told)
    figures.note("memory of the worker at most", f"{_memory(kadr, worker):.0f} MB")
    figures.note("the peer: bare POSTs a second, one connection", f"{theirs:.1f}")
    twice = len(shops.posted()) - PEER_ORDERS - total
    figures.holds("orders that were posted twice", str(twice), "0", twice == 0)
    figures.figure, figures.ratio = f"{ours:.1f} orders/s", f"{ours / theirs:.2f}"


def _place_meanwhile(studios: list[int], count: int, started: float) -> list[int]:
    """One order every few seconds in some studio, until all are in a shop; their ids."""
    placed: list[int] = []
    while time.perf_counter() - started < LIMIT_S:
        left = db.session.scalar(select(func.count()).where(ShopLink.remote_id == ""))
        db.session.rollback()
        if not left:
            return placed
        studio = db.session.get_one(Studio, random.choice(studios))  # noqa: S311 - not a secret
        placed.append(order_in(studio, *LINES).id)
        time.sleep(PLACED_EVERY_S)
    raise RuntimeError(f"not drained after {LIMIT_S} s")


def _waits(placed: list[int]) -> list[float]:
    """Seconds from the order to the request that creates it in the shop."""
    links = db.session.scalars(select(ShopLink).where(ShopLink.order_id.in_(placed)))
    return [(one.begun_at - one.created_at) / timedelta(seconds=1) for one in links]


def _peer(shops: SlowShops) -> float:
    """Orders a second."""
    bodies = (shops.posted() * PEER_ORDERS)[:PEER_ORDERS]
    server = shops.servers[0]
    with httpx.Client(base_url=server.url, auth=(KEYS["key"], KEYS["secret"])) as client:
        started = time.perf_counter()
        for body in bodies:
            client.post("/wp-json/wc/v3/orders", json=body).raise_for_status()
        return len(bodies) / (time.perf_counter() - started)


def _memory(kadr: Installation, worker: str) -> float:
    return max(map(processes.peak_rss_mb, kadr.pids(worker)))


if __name__ == "__main__":
    sys.exit(main())
