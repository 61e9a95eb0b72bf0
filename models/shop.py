"""A web shop that orders of the studio are passed to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime, utc_now


class Shop(db.Model):
    """`platform` names the module in connectors/, `access_sealed` holds its keys as sealed JSON.

    `statuses` are the shop's own as they were read last: a list of {"code", "name"}. An empty
    status after import or completion leaves the one the order has.
    """

    __tablename__ = "shops"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    platform: Mapped[str]
    name: Mapped[str]
    base_url: Mapped[str]
    access_sealed: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    statuses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    statuses_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status_after_import: Mapped[str] = mapped_column(default="")
    status_after_completion: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Shop]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id)

    def knows_status(self, code: str) -> bool:
        """Is it among the statuses that were read last?"""
        return any(one["code"] == code for one in self.statuses)
