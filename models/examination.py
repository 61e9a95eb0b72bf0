"""What the doctor has found, night by night."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime


class Examination(db.Model):
    """`faults` are pairs of what was looked at and what is wrong there."""

    __tablename__ = "examinations"

    id: Mapped[int] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    check_count: Mapped[int]
    faults: Mapped[list[list[str]]] = mapped_column(JSON, default=list)

    @classmethod
    def newest(cls) -> Select[Examination]:
        return select(cls).order_by(cls.id.desc()).limit(1)
