"""A worker that stands still past its lease and then goes on: whoever took over is not undone."""

import os
import signal
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bin.children import wait_until
from extensions import db
from models import OutboxEntry
from tests.faults.promises import Mails, settled
from tests.faults.workers import Workers
from tests.invariants import assert_invariants

LIMIT_S = 20.0


@pytest.fixture
def frozen(plant) -> Iterator[Workers]:
    """Workers of which one is going to stand still."""
    workers = Workers(plant)
    yield workers
    workers.stop()


def mails_of(order) -> list[OutboxEntry]:
    db.session.expire_all()
    mails = OutboxEntry.kind.startswith("mail."), OutboxEntry.subject_id == order.id
    return db.session.scalars(select(OutboxEntry).where(*mails).order_by(OutboxEntry.id)).all()


def test_the_verdict_of_a_worker_that_woke_too_late_changes_nothing(plant, frozen, workers):
    """F2: as after the death of RQ's parent two hold one promise; the token of the first is old."""
    plant.redis.flush()
    plant.smtp.script("hang")
    order = plant.order()
    connections = len(plant.smtp.events)
    pid = frozen.begin("interactive")
    os.kill(pid, signal.SIGCONT)
    assert wait_until(lambda: len(plant.smtp.events) > connections, LIMIT_S)
    os.kill(pid, signal.SIGSTOP)
    assert wait_until(lambda: settled(workers, Mails(plant), order), LIMIT_S)
    sent = [(one.state, one.sent_at) for one in mails_of(order)]
    assert frozen.end(pid)
    assert [(one.state, one.sent_at) for one in mails_of(order)] == sent
    outcomes = [attempt.outcome for one in mails_of(order) for attempt in one.history]
    assert sorted(outcomes) == ["late: failed", "sent", "sent"]
    assert_invariants(plant.smtp)
