"""Whoever looks after an installation is told what is wrong: once, daily while it lasts, at its
end."""

from datetime import timedelta

import pytest

from extensions import db
from models import Alarm, OutboxEntry
from models.types import utc_now
from services import alarms, schedule


@pytest.fixture
def operator(make, app, monkeypatch):
    """The only thing that is wrong is what a test says: Redis is here, nothing is watched."""
    for name in ("ALARM_DISK_PERCENT", "ALARM_BACKUP_H", "ALARM_LATE_MIN"):
        monkeypatch.setitem(app.config, name, 0)
    return make.make_user(is_operator=True)


@pytest.fixture
def without_redis(operator):
    """In tests Redis is away unless it is asked for."""
    return operator


def letters():
    wanted = db.select(OutboxEntry).filter_by(kind=alarms.KIND).order_by(OutboxEntry.id)
    return db.session.scalars(wanted).all()


def test_an_alarm_is_told_once_and_goes_without_any_worker(without_redis, mail_server):
    """Redis, which wakes the workers, is what is away."""
    now = utc_now()
    assert alarms.look(now) == 1
    assert alarms.look(now + timedelta(minutes=1)) == 0
    (mail,) = mail_server.messages
    assert mail["To"] == without_redis.email
    assert mail["Subject"] == "Kadr: alarm: Redis nie odpowiada"
    assert letters()[0].state == "sent"


def test_while_it_lasts_it_is_told_again_every_day(without_redis, mail_server):
    now = utc_now()
    told = [alarms.look(now + timedelta(hours=hours)) for hours in (0, 23, 25, 30, 50)]
    assert told == [1, 0, 1, 0, 1]
    assert len(mail_server.messages) == 3
    assert len(db.session.scalars(Alarm.going_on()).all()) == 1


def test_the_end_is_told_and_a_second_time_is_a_new_alarm(
    app, operator, mail_server, running_redis, monkeypatch
):
    monkeypatch.setitem(app.config, "ALARM_BACKUP_H", 30)
    now = utc_now()
    assert alarms.look(now) == 1
    monkeypatch.setitem(app.config, "ALARM_BACKUP_H", 0)
    assert alarms.look(now + timedelta(minutes=1)) == 1
    subjects = [str(mail["Subject"]) for mail in mail_server.messages]
    assert subjects == [
        "Kadr: alarm: Brak świeżej kopii zapasowej",
        "Kadr: już dobrze: Brak świeżej kopii zapasowej",
    ]
    monkeypatch.setitem(app.config, "ALARM_BACKUP_H", 30)
    assert alarms.look(now + timedelta(minutes=2)) == 1
    assert len(db.session.scalars(db.select(Alarm).order_by(Alarm.id)).all()) == 2


def test_a_mail_that_failed_is_tried_again_by_the_next_look(without_redis, mail_server):
    mail_server.script("rcpt451")
    alarms.look(utc_now())
    entry = letters()[0]
    assert entry.state == "retry"
    entry.next_at = utc_now()
    db.session.commit()
    alarms.look(utc_now())
    assert letters()[0].state == "sent"


def test_one_address_takes_the_place_of_all_operators(app, without_redis, make, monkeypatch):
    make.make_user(is_operator=True)
    alarms.look(utc_now())
    assert len(letters()) == 2
    monkeypatch.setitem(app.config, "OPERATOR_EMAIL", "guard@example.com")
    alarms.look(utc_now() + timedelta(days=1))
    assert [letter.recipient for letter in letters()][2:] == ["guard@example.com"]


def test_something_that_failed_for_good_raises_an_alarm(app, operator, make, running_redis):
    """reliability.md 3.4: alarm mail when anything is dead."""
    make.make_order(make.make_cart())
    db.session.execute(db.update(OutboxEntry).values(state="dead"))
    db.session.commit()
    alarms.look(utc_now())
    alarm = db.session.scalars(Alarm.going_on()).one()
    assert alarm.name == "dead"
    assert alarm.detail["count"] >= 1


def test_a_task_that_breaks_off_stops_no_other_and_is_an_alarm(
    app, operator, running_redis, monkeypatch
):
    def broken(_now):
        raise RuntimeError("no such folder")

    monkeypatch.setitem(schedule.TASKS, "leftovers", schedule.Task("TIDY_EVERY_S", broken))
    now = utc_now()
    schedule.run_due(now)
    row = schedule.facts()["leftovers"]
    assert row.last_error == "RuntimeError: no such folder"
    assert schedule.facts()["erased"].last_run_at is not None
    alarms.look(now)
    assert db.session.scalars(Alarm.going_on()).one().detail == {"names": ["leftovers"]}
    monkeypatch.setitem(schedule.TASKS, "leftovers", schedule.Task("TIDY_EVERY_S", lambda _: 0))
    schedule.run_soon("leftovers")
    schedule.run_due()
    assert schedule.facts()["leftovers"].failed_at is None
