"""A worker that is killed in the middle of a mail: nothing is lost, a copy is admitted."""

import os
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import select

import config
from extensions import db
from models import OutboxEntry
from services import outbox
from tests.invariants import assert_invariants

LEASE_S = 1
POINTS = {
    "mail:before_connect": 1,
    "mail:after_connect": 1,
    "mail:after_data": 2,
    "mail:before_verdict": 2,
}


@pytest.fixture
def work(settings, mail_server, running_redis):
    """Run a worker of its own process until the queue is empty; returns how it ended."""

    def run(queue, crash_at=""):
        values = settings | {
            "REDIS_URL": running_redis.url,
            "MAIL_PORT": mail_server.port,
            "LEASE_S": LEASE_S,
            "CRASH_AT": crash_at,
            "FLASK_APP": "app.py",
        }
        environment = os.environ | {name: str(value) for name, value in values.items()}
        command = [sys.executable, "-m", "flask", "worker", queue, "--burst"]
        return subprocess.run(
            command, env=environment, cwd=config.ROOT, capture_output=True, timeout=60
        ).returncode

    return run


@pytest.mark.parametrize("point", POINTS)
def test_a_mail_survives_its_worker_wherever_that_dies(make, mail_server, work, point):
    """F1: I1–I3 hold; duplicates share one Message-ID and are flagged uncertain."""
    make.make_order()
    assert work("interactive", crash_at=point) == -signal.SIGKILL
    assert_invariants(mail_server)
    copies = POINTS[point]
    assert len(mail_server.messages) == copies - 1
    time.sleep(LEASE_S + 0.2)
    assert outbox.relay() >= 2
    for queue in ("backlog", "interactive"):
        assert work(queue) == 0
    assert_invariants(mail_server)
    mails = select(OutboxEntry).where(OutboxEntry.kind.startswith("mail."))
    entries = db.session.scalars(mails).all()
    assert [one.state for one in entries] == ["sent", "sent"]
    assert sorted(one.crashes for one in entries) == [0, 1]
    assert [one.uncertain for one in entries] == [bool(one.crashes) for one in entries]
    assert len(mail_server.messages) == 1 + copies
