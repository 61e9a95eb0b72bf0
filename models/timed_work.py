"""Work that the schedule does by itself: when it ran last, and when it runs again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime


class TimedWork(db.Model):
    """`last_count` is how much the last run found to do. The row is the lock as well: whoever
    moves `next_run_at` on does the work. `failed_at` and `last_error` are those of the last run
    that broke off; a run that comes to its end takes them away."""

    __tablename__ = "timed_work"

    name: Mapped[str] = mapped_column(primary_key=True)
    next_run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_count: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None]
