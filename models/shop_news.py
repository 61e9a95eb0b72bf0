"""Calls of a shop that its orders have changed, so that one that is repeated is known."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime, utc_now


class ShopNews(db.Model):
    """`delivery_id` is the shop's own name of the call."""

    __tablename__ = "shop_news"
    __table_args__ = (UniqueConstraint("shop_id", "delivery_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"))
    delivery_id: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
