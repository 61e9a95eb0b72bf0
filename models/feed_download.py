"""When a partner fetched which file of the offer, and whether it was needed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime, utc_now


class FeedDownload(db.Model):
    """`is_wasted`: the same bytes were sent to the same partner before."""

    __tablename__ = "feed_downloads"
    __table_args__ = (Index("ix_feed_downloads_partner_at", "partner_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"))
    partner_shop_id: Mapped[int | None] = mapped_column(
        ForeignKey("partner_shops.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    status: Mapped[int]
    sent_bytes: Mapped[int] = mapped_column(default=0)
    md5: Mapped[str] = mapped_column(default="")
    is_wasted: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    @classmethod
    def of_partner(cls, partner_id: int) -> Select[FeedDownload]:
        return select(cls).where(cls.partner_id == partner_id).order_by(cls.id.desc())
