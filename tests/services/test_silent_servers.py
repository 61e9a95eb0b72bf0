"""Mail servers that say nothing or speak in clear: one wait for a studio, none for the others."""

from datetime import timedelta

import pytest

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import outbox
from tests.invariants import assert_invariants
from tests.services.mailing import events, keep_all, promise_links, states, studio_at


@pytest.mark.parametrize("mode", ["hang", "hang_auth", "hang_after_dot"])
def test_a_silent_server_costs_one_wait_and_delays_nobody(make, mail_server, own_server, mode):
    """F9: timeout, worker moves on; after it the studio's other mails wait together."""
    own_server.script(*[mode] * 9)
    mine = studio_at(make, own_server)
    others = studio_at(make, mail_server)
    ids, good = promise_links(make, mine, 10), promise_links(make, others, 10)
    started = utc_now()
    keep_all([*ids, *good])
    assert utc_now() - started < timedelta(seconds=6)
    assert states(mine) == {"retry": 10}
    assert states(others) == {"sent": 10}
    assert len(events(own_server, "connected")) == 1
    assert {db.session.get_one(OutboxEntry, one).queue for one in ids} == {"backlog"}


def test_one_mail_of_a_studio_is_on_its_way_at_a_time(make, mail_server):
    """F9: per-studio concurrency 1."""
    studio, other = studio_at(make, mail_server), studio_at(make, mail_server)
    first, second = promise_links(make, studio, 2)
    (third,) = promise_links(make, other)
    assert outbox._claim(first, "a worker")
    assert not outbox._claim(second, "another worker")
    assert outbox._claim(third, "another worker")


def test_who_found_another_mail_on_its_way_comes_next(make, mail_server, running_redis, app):
    """F9."""
    studio = studio_at(make, mail_server)
    ids = promise_links(make, studio, 4)
    running_redis.flush()
    outbox.keep(ids[0])
    result = app.test_cli_runner().invoke(args=["worker", "interactive", "--burst"])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    assert states(studio) == {"sent": 4}


@pytest.mark.parametrize(
    ("mode", "code"), [("nostarttls", "unencrypted"), ("badcert", "certificate")]
)
def test_without_good_encryption_all_wait_and_nothing_is_said(
    make, mail_server, own_server, mode, code
):
    """F11: no login and no mail in clear, with a clear text; never a silent downgrade."""
    own_server.script(mode)
    studio = studio_at(make, own_server, uses_tls=True)
    ids = promise_links(make, studio, 3)
    keep_all(ids)
    assert states(studio) == {"retry": 3}
    assert studio.mail_account.paused_code == code
    assert studio.mail_account.stands_still
    assert {one["event"] for one in own_server.events} == {"connected"}


def test_a_message_that_may_have_arrived_is_sent_again_as_the_same_one(
    make, mail_server, own_server
):
    """F10: taken, and dropped before the 250: same number and date, counted as a possible copy."""
    own_server.script("drop_after_dot")
    studio = studio_at(make, own_server)
    (entry_id,) = promise_links(make, studio)
    keep_all([entry_id])
    entry = db.session.get_one(OutboxEntry, entry_id)
    assert (entry.state, entry.last_code, entry.uncertain) == ("retry", "disconnected", True)
    assert studio.mail_account.paused_code is None
    outbox.retry_now(entry)
    keep_all([entry_id])
    first, second = own_server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert entry.uncertain
    assert_invariants(own_server)
