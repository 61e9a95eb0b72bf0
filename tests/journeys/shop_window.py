"""A shop in every state, without clicking: run beside a stack with the e-mail of a studio's user
and the id of an order; prints the ids of the shops as JSON."""

import json
import subprocess
import sys
from datetime import timedelta

from sqlalchemy import select

from app import create_app
from extensions import db
from models import Order, PriceItem, PriceList, Shop, ShopLink, ShopMapping, User
from models.types import utc_now
from services import shop_exchanges
from tests.journeys.stack import ROOT, Stack

STATUSES = {
    "pending": "Oczekujące na płatność",
    "processing": "W trakcie realizacji",
    "on-hold": "Wstrzymane (oczekujące na płatność)",
    "completed": "Zrealizowane",
    "cancelled": "Anulowane",
}
SHIPPING = {"flat_rate": "Kurier InPost", "local_pickup": "Odbiór w pracowni"}
PAYMENTS = {"bacs": "Przelew bankowy", "cod": "Za pobraniem"}
FACTS = {"name": "Odbitki Łucji", "version": "10.0.2", "currency": "PLN", "charges_tax": True}
PRINT = "15×23"


def furnish_shops(stack: Stack, email: str, order_id: int) -> dict[str, int]:
    """Ids by name: `shop` works, `shop_refused`, `shop_resting` speaks the least."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.shop_window", email, str(order_id)],
        env=stack.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _furnish(email: str, order_id: int) -> dict[str, int]:
    user = db.session.scalars(select(User).where(User.email == email)).one()
    now = utc_now()
    works = _shop(
        user.studio_id,
        "woocommerce",
        "Odbitki Łucji",
        "https://odbitki-lucji.example",
        facts=FACTS,
        shipping=_rows(SHIPPING),
        payments=_rows(PAYMENTS),
        taxes=[{"code": "", "name": "Standard", "percent": "23"}],
        fetches_orders=True,
        fetches_from_at=now - timedelta(days=12),
        fetched_statuses=["processing", "gone"],
        passes_payments=True,
        passes_tracking_since_at=now - timedelta(days=3),
        status_after_completion="completed",
    )
    _link(works, user, order_id)
    refused = _shop(
        user.studio_id,
        "prestashop",
        "Ramki i albumy rodziny Wojciechowskich-Dąbrowskich",
        "https://sklep.ramki-i-albumy-wojciechowscy-dabrowscy.example/sklep",
        paused_code="auth",
        paused_error="401 Invalid webservice key",
        paused_at=now,
    )
    resting = _shop(
        user.studio_id,
        "baselinker",
        "BaseLinker",
        "https://api.baselinker.com",
        rests_until=now + timedelta(hours=9),
        last_code="500",
        last_error="500 Internal Server Error",
    )
    db.session.commit()
    return {"shop": works.id, "shop_refused": refused.id, "shop_resting": resting.id}


def _shop(studio_id: int, platform: str, name: str, base_url: str, **values) -> Shop:
    """Its exchanges ran a while ago and run again tomorrow, so that nobody asks it anything."""
    now = utc_now()
    shop = Shop(studio_id=studio_id, platform=platform, name=name, base_url=base_url, **values)
    shop.statuses = _rows(STATUSES)
    shop.lists_read_at = dict.fromkeys(("facts", "statuses", "shipping"), now.isoformat())
    db.session.add(shop)
    shop_exchanges.begin(shop, now)
    db.session.flush()
    for number, exchange in enumerate(shop.exchanges):
        exchange.next_run_at = now + timedelta(days=1)
        exchange.last_run_at, exchange.last_count = now - timedelta(minutes=22), 2 * number
    return shop


def _rows(named: dict[str, str]) -> list[dict[str, str]]:
    return [{"code": code, "name": name} for code, name in named.items()]


def _link(shop: Shop, user: User, order_id: int) -> None:
    """An order that is in the shop, statuses and products that are linked, some to nothing."""
    order = db.session.get_one(Order, order_id)
    db.session.add(
        ShopLink(order=order, shop=shop, remote_id="812", number="812", linked_at=utc_now())
    )
    prices = PriceList(studio=user.studio, name="Odbitki 2026")
    prices.items.append(PriceItem(kind="print", name=PRINT, paper="mat", price_cents=800))
    prices.items.append(PriceItem(kind="product", name="Album 30×30", price_cents=42000))
    db.session.add(prices)
    ids = [str(status.id) for status in user.studio.order_statuses]
    linked = [
        ("status", ids[1], "processing", "W trakcie realizacji"),
        ("status", ids[2], "wc-ready", "Gotowe do odbioru"),
        ("status", ids[3], "completed", "Zrealizowane"),
        ("shipping", "courier:", "flat_rate", "Kurier InPost"),
        ("shipping", "locker:", "gone", "Paczkomat"),
    ]
    for subject, ours, code, label in linked:
        shop.mappings.append(ShopMapping(subject=subject, ours=ours, code=code, label=label))
    product = {"code": "41", "label": "Odbitka 15×23 matowa", "sku": "ODB-15", "stock": 120}
    shop.mappings.append(
        ShopMapping(subject="product", ours=f"{PRINT}, mat", read_at=utc_now(), **product)
    )


if __name__ == "__main__":
    with create_app().app_context():
        print(json.dumps(_furnish(sys.argv[1], int(sys.argv[2]))))
