"""Reminders before the last day of choosing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry, TimedWork
from services import reminders, schedule

LAST_DAY = date(2026, 12, 20)
SENT = datetime(2026, 12, 1, 12, tzinfo=UTC)


def at(day, hour=9, minute=0):
    """That hour in Warsaw in December."""
    return datetime(2026, 12, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def gallery(make):
    gallery = make.make_gallery(sent_at=SENT, select_until_on=LAST_DAY)
    gallery.invitations[0].created_at = SENT
    db.session.commit()
    return gallery


def told():
    kind = OutboxEntry.kind == "mail.deadline_near"
    return db.session.scalars(select(OutboxEntry).where(kind).order_by(OutboxEntry.id)).all()


def test_who_has_not_ordered_is_reminded_three_days_and_one_day_before(gallery):
    """N-04."""
    for day in range(10, 22):
        reminders.send_reminders(at(day))
    assert [entry.dedupe_key[-4:] for entry in told()] == ["20-3", "20-1"]
    assert {entry.recipient for entry in told()} == {gallery.invitations[0].email}


@pytest.mark.parametrize(("day", "hour", "count"), [(16, 12, 0), (17, 8, 0), (17, 9, 1)])
def test_a_reminder_leaves_in_the_morning_where_the_studio_is(gallery, day, hour, count):
    assert reminders.send_reminders(at(day, hour)) == count


def test_the_schedule_may_run_as_often_as_it_likes(gallery):
    assert [reminders.send_reminders(at(17, 9, minute)) for minute in (0, 15, 30)] == [1, 0, 0]


def test_a_schedule_that_stood_still_sends_only_the_last_reminder_due(gallery):
    reminders.send_reminders(at(20))
    assert [entry.dedupe_key[-1] for entry in told()] == ["1"]


def test_nobody_is_reminded_after_the_last_day(gallery):
    assert reminders.send_reminders(at(21)) == 0


def test_who_has_ordered_is_left_alone(gallery, make):
    """N-04: mails to those without an order; a cancelled order is none."""
    order = make.make_order(make.make_cart(gallery.invitations[0]))
    assert reminders.send_reminders(at(17)) == 0
    order.cancelled_at = at(17)
    db.session.commit()
    assert reminders.send_reminders(at(17)) == 1


def test_revoked_unnamed_and_newly_invited_people_get_none(gallery, make):
    for values in (
        {"revoked_at": SENT, "created_at": SENT},
        {"email": "", "name": "", "created_at": SENT},
        {"created_at": at(17)},
    ):
        make.make_invitation(gallery, **values)
    assert reminders.send_reminders(at(17)) == 1


def test_a_studio_can_switch_reminders_off(gallery):
    gallery.sends_reminders = False
    db.session.commit()
    assert reminders.send_reminders(at(17)) == 0


def test_by_hand_a_due_reminder_leaves_at_any_hour_for_that_session_alone(gallery, make):
    other = make.make_gallery(sent_at=SENT, select_until_on=LAST_DAY)
    other.invitations[0].created_at = SENT
    db.session.commit()
    assert reminders.send_reminders(at(17, 2), gallery) == 1
    assert [entry.recipient for entry in told()] == [gallery.invitations[0].email]


def test_the_schedule_runs_when_its_time_has_come_and_says_when_it_runs_again(app, gallery):
    now = at(17)
    tasks = [task for task in schedule.TASKS.values() if not task.is_long]
    assert schedule.run_due(now) == len(tasks)
    rhythms_s = [app.config[task.every] for task in tasks]
    for minutes in (5, 16):
        due = sum(rhythm_s <= minutes * 60 for rhythm_s in rhythms_s)
        assert schedule.run_due(now + timedelta(minutes=minutes)) == due
    run = db.session.get(TimedWork, "reminders")
    assert (run.last_count, run.next_run_at) == (0, now + timedelta(minutes=31))
    assert len(told()) == 1
