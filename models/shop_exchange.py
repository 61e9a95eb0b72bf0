"""What is exchanged with a shop by the clock: when it ran, when it runs again, how it went."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime

if TYPE_CHECKING:
    from models.shop import Shop


class Exchange(StrEnum):
    """In the order in which the photographer reads them."""

    ORDERS = "orders"
    STATUSES = "statuses"
    PAYMENTS = "payments"
    CHECKS = "checks"
    STOCK = "stock"


class ShopExchange(db.Model):
    """`asked_at`: somebody pressed the button, or the shop has news. The row is the lock as well:
    whoever sets `runs_until` does the work, and a run that died is over then."""

    __tablename__ = "shop_exchanges"
    __table_args__ = (UniqueConstraint("shop_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"))
    name: Mapped[str]
    next_run_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    runs_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_count: Mapped[int] = mapped_column(default=0)
    last_code: Mapped[str] = mapped_column(default="")
    last_error: Mapped[str] = mapped_column(default="")

    shop: Mapped[Shop] = relationship(back_populates="exchanges")

    def is_running_at(self, now: datetime) -> bool:
        return self.runs_until is not None and self.runs_until > now

    @classmethod
    def due(cls, now: datetime) -> Select[ShopExchange]:
        """Those whose time has come and that nobody runs, oldest first."""
        is_free = cls.runs_until.is_(None) | (cls.runs_until <= now)
        return select(cls).where(cls.next_run_at <= now, is_free).order_by(cls.next_run_at)
