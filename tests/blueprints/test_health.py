"""Whether Kadr works is told to everybody, how it is only to this machine and to a known guard."""

from datetime import timedelta

import pytest

from extensions import db
from models import Examination, OutboxEntry, TimedWork
from models.types import utc_now
from services import condition

TOKEN = "a token that only the tests know, long enough"
FROM_OUTSIDE = {"X-Forwarded-For": "203.0.113.7"}


@pytest.fixture
def entry(make):
    """A mail that was due a quarter of an hour ago."""
    make.make_order(make.make_cart())
    first = db.session.scalars(db.select(OutboxEntry).order_by(OutboxEntry.id)).first()
    first.next_at = utc_now() - timedelta(minutes=15)
    db.session.commit()
    return first


def test_this_machine_is_told_about_each_part(web):
    told = web.get("/readyz").json
    assert told["database"] == told["storage"] == "ok"
    assert told["redis"] == "away"
    assert told["disk_free_bytes"] > 0


def test_the_oldest_job_that_waits_is_told_with_its_age(web, entry):
    told = web.get("/readyz").json
    assert told["outbox_late_s"] >= 15 * 60
    assert "late" in told["warnings"]


def test_what_waits_for_something_else_is_not_late(web, entry):
    """It cannot be sent yet, however long ago it was promised."""
    first = OutboxEntry(
        kind="document.render", subject_id=1, studio_id=entry.studio_id, dedupe_key="first"
    )
    entry.after, first.next_at = first, utc_now() + timedelta(hours=1)
    db.session.execute(db.update(OutboxEntry).values(next_at=first.next_at))
    entry.next_at = utc_now() - timedelta(minutes=15)
    db.session.commit()
    assert web.get("/readyz").json["outbox_late_s"] == 0


def test_backup_clock_and_doctor_are_told_with_their_last_time(app, web, tmp_path, monkeypatch):
    mark = tmp_path / "last"
    monkeypatch.setitem(app.config, "BACKUP_MARK", mark)
    told = web.get("/readyz").json
    assert told["last_backup_at"] == told["last_schedule_at"] == told["last_doctor_at"] == "never"
    assert "backup" in told["warnings"]
    mark.touch()
    now = utc_now()
    db.session.add(TimedWork(name=condition.PULSE, next_run_at=now, last_run_at=now))
    db.session.add(Examination(ended_at=now, check_count=9))
    db.session.commit()
    told = web.get("/readyz").json
    assert now.isoformat(timespec="seconds") == told["last_schedule_at"] == told["last_doctor_at"]
    assert "backup" not in told["warnings"]


def test_a_warning_is_no_failure(web, entry):
    """A machine without a backup goes on showing photos."""
    answer = web.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "warning")


def test_a_full_disk_is_a_failure(web, monkeypatch):
    """F17."""
    monkeypatch.setattr(condition, "DISK_RESERVE_BYTES", 10**18)
    answer = web.get("/readyz")
    assert (answer.status_code, answer.json["storage"]) == (503, "nearly full")


def test_a_stranger_learns_only_whether_it_works(web, entry):
    """A35: how much waits, and since when there is no backup, helps whoever wants to harm."""
    assert web.get("/readyz", headers=FROM_OUTSIDE).json == {"status": "ok"}
    assert web.get("/readyz", environ_overrides={"REMOTE_ADDR": "203.0.113.7"}).json == {
        "status": "ok"
    }


def test_a_guard_elsewhere_shows_its_token(app, web, monkeypatch):
    monkeypatch.setitem(app.config, "MONITORING_TOKEN", TOKEN)
    wrong = FROM_OUTSIDE | {"Authorization": "Bearer another"}
    assert list(web.get("/readyz", headers=wrong).json) == ["status"]
    right = FROM_OUTSIDE | {"Authorization": f"Bearer {TOKEN}"}
    assert "database" in web.get("/readyz", headers=right).json


def test_without_a_token_an_empty_one_opens_nothing(web):
    empty = FROM_OUTSIDE | {"Authorization": "Bearer "}
    assert list(web.get("/readyz", headers=empty).json) == ["status"]
