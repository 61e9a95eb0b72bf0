"""A mailed link with which a user sets a password, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.token import token_hash
from models.types import UtcDateTime, utc_now
from models.user import User

LIFE = timedelta(hours=24)


class PasswordReset(db.Model):
    __tablename__ = "password_resets"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, default=lambda: utc_now() + LIFE)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()

    @classmethod
    def live_by_token(cls, token: str) -> Select[PasswordReset]:
        return select(cls).where(
            cls.token_hash == token_hash(token),
            cls.used_at.is_(None),
            cls.expires_at > utc_now(),
        )
