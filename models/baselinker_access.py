"""How BaseLinker reaches a studio: to it, Kadr is one more shop that it fetches orders from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.token import token_hash
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.studio import Studio


class BaseLinkerAccess(db.Model):
    """The address is looked up by `token_hash`; `token_sealed` is for "Copy". The password comes
    with every call. `refused_at` is when a call last came with a wrong one.
    """

    __tablename__ = "baselinker_accesses"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[str]
    password_sealed: Mapped[str]
    is_on: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    last_called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_action: Mapped[str] = mapped_column(default="")
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    studio: Mapped[Studio] = relationship()

    @property
    def is_refused(self) -> bool:
        """Has the last call been one with a wrong password?"""
        last = self.last_called_at
        return self.refused_at is not None and (last is None or self.refused_at > last)

    @classmethod
    def by_token(cls, token: str) -> Select[BaseLinkerAccess]:
        """Of an address that is in use."""
        return select(cls).where(cls.token_hash == token_hash(token), cls.is_on)
