"""A worker that is killed in the middle of a push: one order in the shop, or two that are flagged.

KADR_KILL_ROUNDS says how many random rounds are run.
"""

import os
import random
import signal
import time
from collections import Counter

import pytest
from sqlalchemy import update

from extensions import db
from models import OutboxEntry, ShopLink
from models.outbox import OPEN
from models.types import utc_now
from services import outbox, shop_checks
from tests.services.conftest import LEASE_S
from tests.services.shops.orders import link_of, order_in, pushes

POINTS = {
    "shop:before_request": 0,
    "shop:after_send": 1,
    "shop:after_answer": 1,
    "shop:before_verdict": 1,
}
ROUNDS = int(os.environ.get("KADR_KILL_ROUNDS", "3"))
READY_S, BUSY_S = 0.6, 1.2
WAITING = db.select(OutboxEntry.id).where(
    OutboxEntry.shop_id.is_not(None), OutboxEntry.state.in_((*OPEN, "leased"))
)


@pytest.fixture
def shop(shop):
    shop.passes_payments = False
    db.session.commit()
    return shop


def finish():
    """The lease of the killed worker ends, and the next one keeps what waits."""
    time.sleep(LEASE_S + 0.1)
    for _ in range(6):
        held = update(OutboxEntry).where(OutboxEntry.state == "retry")
        db.session.execute(held.values(next_at=utc_now()))
        db.session.commit()
        for entry_id in db.session.scalars(WAITING.order_by(OutboxEntry.id)).all():
            outbox.keep(entry_id)


def references(woo):
    return Counter(order["created_via"] for order in woo.orders)


@pytest.mark.parametrize("point", POINTS)
def test_an_order_survives_its_worker_wherever_that_dies(studio, shop, woo, work, point):
    """F1, shops.md 8.4: the open intent is looked up before anything is sent again."""
    order = order_in(studio)
    assert work("shops", crash_at=point) == -signal.SIGKILL
    assert len(woo.orders) == POINTS[point]
    finish()
    db.session.expire_all()
    assert list(references(woo).values()) == [1]
    assert link_of(order).remote_id == str(woo.orders[0]["id"])
    assert pushes(order)[-1].state in ("sent", "cancelled")


def test_two_workers_at_once_pass_every_order_once(studio, shop, woo, start_worker):
    """shops.md 8.1: one push per order at a time."""
    orders = [order_in(studio) for _ in range(6)]
    outbox.relay()
    workers = [start_worker("shops") for _ in range(2)]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    finish()
    assert sorted(references(woo).values()) == [1] * 6
    assert all(link_of(order).is_linked for order in orders)


def test_random_kills_leave_one_order_each_or_two_that_are_flagged(studio, shop, woo, start_worker):
    """F1: whatever the moment; the checks of the next hour find what is there twice."""
    for _ in range(ROUNDS):
        order_in(studio), order_in(studio)
        outbox.relay()
        worker = start_worker("shops")
        time.sleep(random.uniform(READY_S, READY_S + BUSY_S))  # noqa: S311 - not a secret
        worker.kill()
        worker.wait()
    finish()
    shop_checks.check(shop)
    db.session.expire_all()
    links = db.session.scalars(db.select(ShopLink)).all()
    counts = references(woo)
    assert all(link.is_linked for link in links)
    assert set(counts) == {link.reference for link in links}
    twice = {reference for reference, count in counts.items() if count > 1}
    assert twice <= {link.reference for link in links if link.finding == "duplicate"}
    assert max(counts.values()) <= 2
