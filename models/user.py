"""A person who signs in to a studio."""

from __future__ import annotations

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.second_factor import SecondFactor
from models.studio import Studio
from models.types import UtcDateTime, utc_now


class User(UserMixin, db.Model):
    """An operator looks after the installation, and sees the queues of all studios."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    is_operator: Mapped[bool] = mapped_column(default=False)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    studio: Mapped[Studio] = relationship(back_populates="users")
    second_factor: Mapped[SecondFactor | None] = relationship(passive_deletes=True)

    @property
    def has_second_factor(self) -> bool:
        return self.second_factor is not None and self.second_factor.is_on

    @classmethod
    def by_email(cls, email: str) -> Select[User]:
        return select(cls).where(cls.email == email.strip().lower())
