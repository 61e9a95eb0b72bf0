"""Money that came in for an order, or went back; and when the studio expects it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.order import Order
    from models.studio import Studio


class PaymentOrigin(StrEnum):
    """Who said so; what came from a shop is never told to that shop again."""

    STUDIO = "studio"
    SHOP = "shop"


class Payment(db.Model):
    """`amount_cents` is below nothing for a refund; their sum is `Order.paid_cents`."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    amount_cents: Mapped[int]
    received_on: Mapped[date]
    origin: Mapped[str] = mapped_column(default=PaymentOrigin.STUDIO)
    note: Mapped[str] = mapped_column(default="")
    actor: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    order: Mapped[Order] = relationship(back_populates="payments")


class PaymentTerms(db.Model):
    """Orders are due `due_days` after they were placed; a reminder goes out `remind_after_days`
    after that, when `sends_reminders`."""

    __tablename__ = "payment_terms"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    due_days: Mapped[int] = mapped_column(default=7)
    sends_reminders: Mapped[bool] = mapped_column(default=False)
    remind_after_days: Mapped[int] = mapped_column(default=3)

    studio: Mapped[Studio] = relationship(back_populates="payment_terms")

    @property
    def due_after(self) -> timedelta:
        return timedelta(days=self.due_days)
