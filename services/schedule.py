"""What Kadr does by the clock. The outbox has its own (`services.outbox.relay`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from flask import current_app
from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.timed_work import TimedWork
from models.types import utc_now
from services import (
    alarms,
    audit,
    erasing,
    examinations,
    feed_downloads,
    feedback,
    feeds,
    heartbeat,
    leftovers,
    partner_files,
    payment_reminders,
    recipients,
    records,
    reminders,
    removals,
    rereading,
    shop_exchanges,
    sign_ins,
    usage,
    visitors,
)
from services.transaction import changed_rows, transaction

log = structlog.get_logger()


@dataclass(frozen=True)
class Task:
    """`every` names the setting with the rhythm in seconds, or with the hour of the day; `run`
    returns how much was done. Long work is done beside the schedule, not in it."""

    every: str
    run: Callable[[datetime], int]
    is_long: bool = False

    @property
    def is_nightly(self) -> bool:
        return self.every.endswith("_HOUR")

    def next_after(self, now: datetime) -> datetime:
        value = current_app.config[self.every]
        return _next_hour(now, value) if self.is_nightly else now + timedelta(seconds=value)


def _next_hour(now: datetime, hour: int) -> datetime:
    """The next time that it is so late where the installation is."""
    here = now.astimezone(ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"]))
    then = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return then if then > here else then + timedelta(days=1)


TASKS = {
    "alarms": Task("ALARMS_EVERY_S", alarms.look),
    "heartbeat": Task("HEARTBEAT_EVERY_S", heartbeat.beat),
    "reminders": Task("REMINDERS_EVERY_S", reminders.send_reminders),
    "payment_reminders": Task("REMINDERS_EVERY_S", payment_reminders.send_due),
    "visitors": Task("SWEEP_EVERY_S", visitors.sweep),
    "leftovers": Task("TIDY_EVERY_S", leftovers.sweep),
    "removals": Task("SWEEP_EVERY_S", removals.sweep),
    "feedback": Task("FEEDBACK_EVERY_S", feedback.run_all),
    "shops": Task("SHOPS_EVERY_S", shop_exchanges.offer_due),
    "feeds": Task("FEEDS_EVERY_S", feeds.offer_due),
    "feed_downloads": Task("SWEEP_EVERY_S", feed_downloads.sweep),
    "recipients": Task("SWEEP_EVERY_S", recipients.sweep),
    "partner_files": Task("SWEEP_EVERY_S", partner_files.sweep),
    "sign_ins": Task("SWEEP_EVERY_S", sign_ins.sweep),
    "audit": Task("SWEEP_EVERY_S", audit.sweep),
    "erased": Task("SWEEP_EVERY_S", erasing.sweep),
    "records": Task("TIDY_EVERY_S", records.sweep),
    "usage": Task("USAGE_EVERY_S", usage.count),
    "rereading": Task("DOCTOR_HOUR", rereading.read_some, is_long=True),
    "doctor": Task("DOCTOR_HOUR", examinations.examine, is_long=True),
}


def run_due(now: datetime | None = None, *, long: bool = False) -> int:
    """Do every task whose time has come and nobody else has taken; returns how many ran."""
    now = now or utc_now()
    mine = {name: task for name, task in TASKS.items() if task.is_long is long}
    return sum(_run(name, task, now) for name, task in mine.items() if _claim(name, task, now))


def is_long_due(now: datetime) -> bool:
    """Is there long work whose time has come, or that never ran?"""
    long = [name for name, task in TASKS.items() if task.is_long]
    later = select(TimedWork.name).where(TimedWork.name.in_(long), TimedWork.next_run_at > now)
    found = len(db.session.scalars(later).all()) < len(long)
    db.session.rollback()
    return found


def run_soon(name: str) -> None:
    """Have a task run as soon as the schedule looks, in some seconds. KeyError for an unknown one.

    Its rhythm goes on from there.
    """
    TASKS[name]
    known = exists().where(TimedWork.name == name)
    with transaction():
        if db.session.scalar(select(known)):
            soon = update(TimedWork).where(TimedWork.name == name)
            db.session.execute(soon.values(next_run_at=utc_now()))
        else:
            db.session.add(TimedWork(name=name, next_run_at=utc_now()))


def facts() -> dict[str, TimedWork]:
    """Last and next run of each task that ran at least once."""
    rows = {row.name: row for row in db.session.scalars(select(TimedWork))}
    return {name: rows[name] for name in TASKS if name in rows}


def _claim(name: str, task: Task, now: datetime) -> bool:
    """Of two schedules one moves the next run on; the first run ever makes the row."""
    due = update(TimedWork).where(TimedWork.name == name, TimedWork.next_run_at <= now)
    try:
        with transaction():
            if db.session.get(TimedWork, name) is None:
                db.session.add(TimedWork(name=name, next_run_at=now))
                db.session.flush()
            return changed_rows(due.values(next_run_at=task.next_after(now))) == 1
    except IntegrityError:
        return False


def _run(name: str, task: Task, now: datetime) -> int:
    """One task that breaks off stops no other one; why it did is kept until it has run again."""
    try:
        count = task.run(now)
    except Exception as error:
        db.session.rollback()
        log.exception("timed_work_failed", name=name)
        _note(name, failed_at=utc_now(), last_error=_in_short(error))
        return 1
    _note(name, last_run_at=utc_now(), last_count=count, failed_at=None, last_error=None)
    log.info("timed_work", name=name, count=count)
    return 1


def _in_short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def _note(name: str, **values: object) -> None:
    with transaction():
        db.session.execute(update(TimedWork).where(TimedWork.name == name).values(**values))
