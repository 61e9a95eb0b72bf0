"""A finished file of an offer: the bytes that partners get, and what is said about them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime

if TYPE_CHECKING:
    from models.edition import Edition
    from models.partner_shop import PartnerShop


class FeedFile(db.Model):
    """`name` is "full", "light", "gateway", "categories" …, or "full_change2026-11-22T05-40-00".

    Light files belong to a discount, gateways to one partner's shop; the others are the edition's.
    `md5` is of the bytes at `key`, which `gzip_key` has packed. `changed_at` is when the content
    last changed, `stamp` the same as partners are told it, in the studio's local time; the bytes
    are good until `expires_at`. `mark` stands for the content without the times in it.
    `dropped_at`: a newer one is there, or a slice is too old; row and bytes stay for those who
    have just read of them. `is_draft`: it is finished, and shown to nobody before those that come
    out with it are.
    """

    __tablename__ = "feed_files"
    __table_args__ = (Index("ix_feed_files_name", "edition_id", "name", "discount_bp"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id", ondelete="CASCADE"))
    partner_shop_id: Mapped[int | None] = mapped_column(
        ForeignKey("partner_shops.id", ondelete="CASCADE"), index=True
    )
    discount_bp: Mapped[int | None]
    name: Mapped[str]
    key: Mapped[str]
    gzip_key: Mapped[str] = mapped_column(default="")
    md5: Mapped[str]
    size_bytes: Mapped[int]
    gzip_bytes: Mapped[int] = mapped_column(default=0)
    product_count: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stamp: Mapped[datetime] = mapped_column(DateTime, server_default="2026-01-01 00:00:00")
    mark: Mapped[str] = mapped_column(default="", server_default="")
    is_draft: Mapped[bool] = mapped_column(default=False, server_default=false())

    edition: Mapped[Edition] = relationship()
    partner_shop: Mapped[PartnerShop | None] = relationship()
