"""What the operator of an installation has been told, from the moment it was noticed on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime


class Alarm(db.Model):
    """One row from its beginning to its end; of one name at most one is not over. `detail` holds
    the figures of when it was looked at last."""

    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def going_on(cls) -> Select[Alarm]:
        return select(cls).where(cls.resolved_at.is_(None)).order_by(cls.raised_at, cls.id)

    @classmethod
    def over(cls) -> Select[Alarm]:
        """Newest first."""
        ended = cls.resolved_at.is_not(None)
        return select(cls).where(ended).order_by(cls.resolved_at.desc(), cls.id.desc())


Index(
    "uq_alarms_going_on",
    Alarm.name,
    unique=True,
    sqlite_where=Alarm.resolved_at.is_(None),
    postgresql_where=Alarm.resolved_at.is_(None),
)
