"""What a person proves beside their password: codes of a telephone, and codes on paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now


class SecondFactor(db.Model):
    """`on_since` is None until a first code has shown that the telephone knows the secret.
    `last_step` is the half minute of the code that was taken last: none is taken twice.
    """

    __tablename__ = "second_factors"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    secret_sealed: Mapped[str]
    on_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    recovery_codes: Mapped[list[RecoveryCode]] = relationship(
        order_by="RecoveryCode.id", cascade="all, delete-orphan"
    )

    @property
    def is_on(self) -> bool:
        return self.on_since is not None

    @property
    def codes_left(self) -> int:
        return sum(code.used_at is None for code in self.recovery_codes)


class RecoveryCode(db.Model):
    """Works once, for a telephone that is lost; only an Argon2 hash is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("second_factors.user_id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def unused(cls, user_id: int) -> Select[RecoveryCode]:
        return select(cls).where(cls.user_id == user_id, cls.used_at.is_(None)).order_by(cls.id)
