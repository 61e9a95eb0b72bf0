"""What Kadr does by the clock. The outbox has its own (`services.outbox.relay`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.timed_work import TimedWork
from models.types import utc_now
from services import (
    erasing,
    feed_downloads,
    feedback,
    feeds,
    leftovers,
    partner_files,
    payment_reminders,
    recipients,
    reminders,
    removals,
    shop_exchanges,
    sign_ins,
    visitors,
)
from services.transaction import changed_rows, transaction

log = structlog.get_logger()


@dataclass(frozen=True)
class Task:
    """`every` names the setting with the rhythm in seconds; `run` returns how much was done."""

    every: str
    run: Callable[[datetime], int]

    def next_after(self, now: datetime) -> datetime:
        return now + timedelta(seconds=current_app.config[self.every])


TASKS = {
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
    "erased": Task("SWEEP_EVERY_S", erasing.sweep),
}


def run_due(now: datetime | None = None) -> int:
    """Do every task whose time has come and nobody else has taken; returns how many ran."""
    now = now or utc_now()
    return sum(_run(name, task, now) for name, task in TASKS.items() if _claim(name, task, now))


def facts() -> dict[str, TimedWork]:
    """Last and next run of each task that ran at least once."""
    return {name: row for name in TASKS if (row := db.session.get(TimedWork, name))}


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
    count = task.run(now)
    with transaction():
        row = db.session.get_one(TimedWork, name)
        row.last_run_at, row.last_count = utc_now(), count
    log.info("timed_work", name=name, count=count)
    return 1
