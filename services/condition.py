"""How an installation is at a moment: figures for health, metrics, alarms and the operator."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from extensions import db
from models.examination import Examination
from models.outbox import OutboxEntry
from models.timed_work import TimedWork
from services import outbox, queues
from services.files import storage

DISK_RESERVE_BYTES = 500_000_000
# Timed work that the schedule does most often: when it ran last, the clock was alive.
PULSE = "alarms"


@dataclass(frozen=True)
class Condition:
    """Times are None where nothing was ever done. Without the database nothing is known of what
    it holds. `late_s` is by how long the oldest promise is late, in seconds."""

    at: datetime
    has_database: bool
    has_redis: bool
    free_bytes: int
    total_bytes: int
    backup_at: datetime | None
    late_s: int = 0
    dead_count: int = 0
    pulse_at: datetime | None = None
    broken_work: tuple[str, ...] = ()
    examination: Examination | None = None

    @property
    def is_fit(self) -> bool:
        """Orders stand without Redis, and without a backup; not without these two."""
        return self.has_database and self.free_bytes > DISK_RESERVE_BYTES

    @property
    def free_percent(self) -> int:
        return self.free_bytes * 100 // max(1, self.total_bytes)

    def age_s(self, moment: datetime | None) -> int | None:
        return None if moment is None else max(0, int((self.at - moment).total_seconds()))


def look(now: datetime) -> Condition:
    """Five small queries, a ping and a look at the disk."""
    held = _of_database(now)
    return Condition(
        at=now,
        has_database=held is not None,
        has_redis=_has_redis(),
        free_bytes=storage().free_bytes(),
        total_bytes=storage().total_bytes(),
        backup_at=_backup_at(current_app.config["BACKUP_MARK"]),
        **(held or {}),
    )


def _of_database(now: datetime) -> dict | None:
    dead = select(func.count()).where(OutboxEntry.state == "dead")
    broken = select(TimedWork.name).where(TimedWork.failed_at.is_not(None))
    pulse = select(TimedWork.last_run_at).where(TimedWork.name == PULSE)
    try:
        return {
            "late_s": outbox.oldest_due_age_s(now),
            "dead_count": db.session.scalar(dead) or 0,
            "pulse_at": db.session.scalar(pulse),
            "broken_work": tuple(db.session.scalars(broken.order_by(TimedWork.name))),
            "examination": db.session.scalar(Examination.newest()),
        }
    except SQLAlchemyError:
        db.session.rollback()
        return None


def _has_redis() -> bool:
    try:
        return bool(queues.connect().ping())
    except RedisError:
        return False


def _backup_at(mark: Path) -> datetime | None:
    """When the last backup was finished: the mark is the last thing that is written."""
    try:
        return datetime.fromtimestamp(mark.stat().st_mtime, UTC)
    except OSError:
        return None
