"""A database that many write at once, while a slow reader and a backup look at it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from threading import Barrier

from services import snapshots
from tests.faults.acts import PlacingAnOrder
from tests.invariants import assert_invariants

WRITERS, ORDERS = 8, 3


def test_eight_who_order_beside_a_slow_reader_and_a_backup_are_all_served(plant, tmp_path):
    """F18: nobody hears that the database is locked; every order is there once."""
    first = PlacingAnOrder(plant)
    acts = [prepared(first) for _ in range(WRITERS * ORDERS)]
    start = Barrier(WRITERS + 1)

    def place(mine: list[PlacingAnOrder]) -> list[int]:
        start.wait()
        return [act.request().status_code for act in mine]

    reader = sqlite3.connect(plant.instance / "kadr.sqlite")
    reader.execute("BEGIN").execute("SELECT count(*) FROM orders").fetchall()
    with ThreadPoolExecutor(WRITERS) as pool:
        answers = [pool.submit(place, acts[n::WRITERS]) for n in range(WRITERS)]
        start.wait()
        snapshots.take(tmp_path / "kadr.snapshot")
        assert {status for told in answers for status in told.result()} == {303}
    reader.close()
    assert [act.done() for act in acts] == [1] * len(acts)
    assert_invariants(plant.smtp)


def prepared(first: PlacingAnOrder) -> PlacingAnOrder:
    first.prepare()
    return copy(first)
