"""Promises are kept: once, later, or never and then said so."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import Order, OutboxEntry
from models.types import utc_now
from services import outbox
from services.delivery_errors import NotDelivered
from services.transaction import promise, transaction
from tests.services.test_relay import ids_in


@pytest.fixture
def entry(make, mail_server):
    """The promise of one mail with a link."""
    invitation = make.make_gallery().invitations[0]
    with transaction():
        promise(
            "mail.gallery_ready",
            invitation.id,
            invitation.gallery.studio_id,
            recipient=invitation.email,
        )
    return db.session.scalars(select(OutboxEntry)).one()


def keep(entry):
    outbox.keep(entry.id)
    db.session.refresh(entry)
    return entry.state


def make_due(entry, **values):
    entry.next_at = utc_now() - timedelta(seconds=1)
    for name, value in values.items():
        setattr(entry, name, value)
    db.session.commit()


def outcomes(entry):
    return [attempt.outcome for attempt in entry.history]


def test_a_taken_mail_is_sent_and_never_again(entry, mail_server):
    """M-27."""
    assert keep(entry) == "sent"
    assert keep(entry) == "sent"
    assert entry.sent_at is not None
    assert outcomes(entry) == ["sent"]
    assert len(mail_server.messages) == 1


def test_a_mail_put_off_comes_later_under_the_same_number_and_date(entry, mail_server):
    """M-27."""
    mail_server.script("drop_after_dot", "rcpt451")
    assert keep(entry) == "retry"
    assert entry.next_at > utc_now()
    assert entry.uncertain
    make_due(entry)
    assert keep(entry) == "retry"
    assert entry.last_code == "451"
    make_due(entry)
    assert keep(entry) == "sent"
    assert entry.last_error is None
    assert outcomes(entry) == ["failed", "failed", "sent"]
    first, second = mail_server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_postponed_mail_is_not_tried_before_its_time(entry, mail_server):
    """M-27."""
    mail_server.script("rcpt451")
    assert keep(entry) == "retry"
    entry.next_at = utc_now() + timedelta(minutes=1)
    db.session.commit()
    assert keep(entry) == "retry"
    assert entry.attempts == 1


def test_a_refused_address_is_given_up_with_the_servers_words(entry, mail_server):
    """M-27."""
    mail_server.script("rcpt550")
    assert keep(entry) == "dead"
    assert entry.last_error == "550 5.1.1 No such user"
    assert outcomes(entry) == ["refused"]


def test_a_given_up_mail_goes_out_when_the_photographer_retries(entry, mail_server):
    """M-27."""
    mail_server.script("rcpt550")
    keep(entry)
    outbox.retry_now(entry)
    assert keep(entry) == "sent"
    with pytest.raises(outbox.NotWaiting):
        outbox.retry_now(entry)


def test_a_wrong_password_of_the_server_is_tried_again(entry, mail_server, app, monkeypatch):
    """M-27."""
    monkeypatch.setattr(app.extensions["mail"], "username", "kadr")
    monkeypatch.setattr(app.extensions["mail"], "password", "secret")
    mail_server.script("auth535")
    assert keep(entry) == "retry"
    assert entry.last_code == "auth"
    make_due(entry)
    assert keep(entry) == "sent"


def test_a_silent_server_costs_its_time_limit_and_no_more(entry, mail_server):
    """M-27."""
    mail_server.script("hang")
    started = utc_now()
    assert keep(entry) == "retry"
    assert utc_now() - started < timedelta(seconds=4)


@pytest.mark.parametrize("mode", ["nostarttls", "badcert"])
def test_a_mail_waits_rather_than_travel_in_clear(entry, mail_server, app, monkeypatch, mode):
    """M-27."""
    monkeypatch.setattr(app.extensions["mail"], "use_tls", True)
    mail_server.script(mode)
    assert keep(entry) == "retry"
    assert mail_server.messages == []


def test_waiting_times_grow_and_end(app):
    """M-27."""
    waits = [outbox._wait_s(attempt) for attempt in range(1, len(outbox.WAITS_S) + 1)]
    scale = app.config["BACKOFF_SCALE"]
    assert 48 <= waits[0] * scale <= 72
    assert waits[-1] * scale >= 11_520
    assert sum(outbox.WAITS_S) > 2 * 24 * 3600
    assert outbox._wait_s(len(outbox.WAITS_S) + 1) is None


def test_the_last_failure_is_the_end(entry, mail_server):
    """M-27."""
    mail_server.script("rcpt451")
    make_due(entry, attempts=len(outbox.WAITS_S))
    assert keep(entry) == "dead"


def test_of_two_workers_one_sends(entry, mail_server, app):
    """M-27."""
    start = threading.Barrier(2)

    def work():
        with app.app_context():
            start.wait()
            outbox.keep(entry.id)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mail_server.messages) == 1


def test_a_dead_workers_mail_is_taken_over_and_the_crash_counted(entry, mail_server):
    """M-27."""
    outbox._claim(entry.id, "dead worker")
    assert keep(entry) == "leased"
    entry.lease_until = utc_now() - timedelta(seconds=1)
    db.session.commit()
    assert keep(entry) == "sent"
    assert (entry.crashes, entry.uncertain, entry.attempts) == (1, True, 2)


def test_a_mail_that_kills_three_workers_is_given_up(entry, mail_server):
    """M-27."""
    for number in range(outbox.CRASH_LIMIT):
        outbox._claim(entry.id, f"worker {number}")
        entry.lease_until = utc_now() - timedelta(seconds=1)
        db.session.commit()
    assert keep(entry) == "dead"
    assert entry.crashes == outbox.CRASH_LIMIT
    assert entry.last_error == "crashed 3 times"
    assert mail_server.messages == []


def test_the_verdict_of_a_worker_that_was_taken_for_dead_comes_too_late(entry, mail_server):
    """M-27: it stands in the history of its own attempt."""
    slow = outbox._claim(entry.id, "slow worker")
    make_due(entry, lease_until=utc_now() - timedelta(seconds=1))
    outbox._claim(entry.id, "second worker")
    db.session.refresh(entry)
    outbox._fail(entry, slow, NotDelivered("550 No", permanent=True))
    db.session.refresh(entry)
    assert (entry.state, entry.lease_token) == ("leased", "second worker")
    assert outcomes(entry) == ["late: refused", "running"]


def test_the_relay_offers_what_is_due_and_nothing_else(make, running_redis):
    """M-27."""
    make.undocumented(make.make_order())
    running_redis.flush()
    waiting, later = db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id)).all()
    later.next_at = utc_now() + timedelta(hours=1)
    db.session.commit()
    assert outbox.relay() == 1
    assert ids_in("interactive") == [waiting.id]


def test_one_studio_does_not_fill_the_queue_of_all(make, running_redis):
    """M-27."""
    gallery = make.make_gallery()
    for _ in range(3):
        make.make_order(make.make_cart(gallery.invitations[0]))
    make.undocumented(make.make_order())
    running_redis.flush()
    outbox.relay()
    offered = [db.session.get_one(OutboxEntry, entry_id) for entry_id in ids_in("interactive")]
    of_studio = [one for one in offered if one.studio_id == gallery.studio_id]
    assert (len(of_studio), len(offered)) == (outbox.IN_FLIGHT_EACH, outbox.IN_FLIGHT_EACH + 2)


def test_without_redis_the_order_stands_and_its_mail_leaves_when_redis_is_back(
    make, running_redis, mail_server, app
):
    """M-13, M-27."""
    running_redis.stop()
    order = make.undocumented(make.make_order())
    assert db.session.get(Order, order.id) is not None
    assert mail_server.messages == []
    running_redis.start()
    assert outbox.relay() == 2
    work_off(app)
    assert sorted(str(message["To"]) for message in mail_server.messages) == sorted(
        [order.client_email, order.studio.contact_email]
    )


def work_off(app):
    """One worker until the queue is empty."""
    result = app.test_cli_runner().invoke(args=["worker", "interactive", "--burst"])
    assert result.exit_code == 0, result.output
