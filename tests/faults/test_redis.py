"""Redis is a bell and no memory: emptied, full, silent or away, nothing is lost."""

from collections.abc import Iterator

import pytest
import redis

from bin.children import wait_until
from tests.faults.acts import PlacingAnOrder
from tests.faults.promises import Mails, settled
from tests.invariants import assert_invariants

LIMIT_S = 30.0
SILENT_MS = 60_000  # longer than any browser of these tests waits
ORDERS = 6


@pytest.fixture
def client(plant) -> Iterator[PlacingAnOrder]:
    """Somebody with a full cart; afterwards Redis is what it was."""
    act = PlacingAnOrder(plant)
    act.prepare()
    yield act
    plant.redis.stop()
    plant.redis.start()


def test_emptied_in_the_middle_every_mail_leaves_once(plant, workers):
    """F4: the rows are offered again; who is signed in stays so, for sessions are cookies."""
    browser, gallery = plant.owner()
    orders = [plant.order() for _ in range(ORDERS)]
    assert workers.work("interactive")
    orders += [plant.order() for _ in range(ORDERS)]
    plant.redis.flush()
    assert workers.work("interactive")
    for order in orders:
        assert wait_until(lambda order=order: settled(workers, Mails(plant), order), LIMIT_S)
    recipients = [str(mail["To"]) for mail in plant.smtp.messages]
    assert all(recipients.count(order.client_email) == 1 for order in orders)
    assert browser.get(f"/studio/galleries/{gallery.id}/photos").status_code == 200
    assert_invariants(plant.smtp)


def test_killed_and_started_again_it_costs_no_order(plant, workers, client):
    """F3: the order is taken without it, and its mails leave once it is back."""
    plant.redis.stop()
    assert client.send().status_code == 303
    order = plant.order()
    plant.redis.start()
    assert wait_until(lambda: settled(workers, Mails(plant), order), LIMIT_S)
    assert client.done() == 1
    assert_invariants(plant.smtp)


def test_full_it_refuses_the_wake_and_nobody_hears_of_it(plant, workers, client):
    """F5: maxmemory and noeviction, so that every write to it is refused."""
    with redis.Redis.from_url(plant.redis.url) as connection:
        connection.config_set("maxmemory", 1)
        assert client.send().status_code == 303
        connection.config_set("maxmemory", 0)
    assert client.done() == 1
    assert_invariants(plant.smtp)


def test_silent_it_keeps_nobody_waiting(plant, client):
    """F5: it takes connections and answers none; order and sign-in go on within the patience of a
    browser."""
    with redis.Redis.from_url(plant.redis.url) as connection:
        connection.client_pause(SILENT_MS)
    assert client.send().status_code == 303
    plant.owner()
    assert client.done() == 1
