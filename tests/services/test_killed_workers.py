"""A worker that is killed in the middle of a mail: nothing is lost, a copy is admitted."""

import signal
import time

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from services import outbox
from tests.invariants import assert_invariants
from tests.services.conftest import LEASE_S

POINTS = {
    "mail:before_connect": 1,
    "mail:after_connect": 1,
    "mail:after_data": 2,
    "mail:before_verdict": 2,
}


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
