"""Workers and queues as Redis knows them, on the operator's page and in the figures."""

import pytest
from rq import SimpleWorker

from services import crew, queues
from services.queues import Wake
from tests.conftest import sign_in


@pytest.fixture
def worker(app, running_redis):
    """One that has been born and waits at the queue of shops."""
    connection = queues.connect(timeout_s=None)
    born = SimpleWorker([queues.queue("shops", connection)], connection=connection)
    born.register_birth()
    yield born
    born.register_death()


def test_every_queue_is_told_with_what_waits_and_who_stands_there(worker):
    queues.wake([Wake("renditions", "jobs.renditions.run", 1)])
    found = crew.look()
    loads = {load.name: (load.waiting, load.failed, load.workers) for load in found.loads}
    assert loads["renditions"] == (1, 0, 0)
    assert loads["shops"] == (0, 0, 1)
    (hand,) = found.hands
    assert (hand.queues, hand.is_busy, hand.done) == ("shops", False, 0)
    assert hand.seen_at.tzinfo is not None


def test_the_page_of_workers_and_the_figures_tell_the_same(app, worker, make):
    operator = sign_in(app, make.make_user(is_operator=True))
    assert worker.name[:8] in operator.get("/operator/workers").text
    figures = operator.get("/metrics").text
    assert 'kadr_workers{queue="shops"} 1.0' in figures
    assert 'kadr_queue_jobs{queue="renditions"} 0.0' in figures


def test_nobody_is_known_while_redis_is_away(app):
    assert crew.look() is None
