"""Whose turn it is when many orders wait for many shops."""

import pytest

from extensions import db
from services import outbox, parcels, queues, shop_passing
from services.parcels import ParcelTerms
from tests.services.shops.orders import keep_shops, order_in


@pytest.fixture
def woken(monkeypatch):
    """What workers are asked to do for shops, and whether at once."""
    asked: list[queues.Wake] = []
    monkeypatch.setattr(
        queues, "wake", lambda wakes: asked.extend(one for one in wakes if one.queue == "shops")
    )
    return asked


def test_a_new_order_overtakes_the_backlogs_of_others(studio, shop, woo, woken):
    """B-10; reliability A24: nobody's new order waits for somebody's old ones."""
    shop.pushes_orders = False
    order_in(studio), order_in(studio)
    shop.pushes_orders = True
    db.session.commit()
    shop_passing.push_outstanding(shop)
    (first,) = woken
    outbox.keep(first.row_id)
    order_in(studio)
    assert [one.is_urgent for one in woken] == [False, False, True]


def test_a_parcel_is_told_before_what_waits(studio, shop, woo, woken):
    """B-39: within seconds."""
    shop.passes_tracking_since_at = shop.created_at
    db.session.commit()
    order = order_in(studio)
    keep_shops()
    woken.clear()
    parcels.add_parcel(order, ParcelTerms("inpost", "620000000000000000000001"), "Hanna")
    assert [one.is_urgent for one in woken] == [True]
