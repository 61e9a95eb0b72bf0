"""The offer of one shop as it is written for some partners: format, language, currency."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.offer_price import RATE_UNIT
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.price_list import PriceList

UNLIMITED = -1


class Edition(db.Model):
    """Partners whose settings are equal share the bytes; nothing in them knows a discount.

    `version` is that of the studio's offer up to which its products are written. `unlimited_as` is
    told for what is made to order. `full_at` is when the whole was last put together,
    `asked_at` that somebody wants it again now. Who holds the lease writes it; `rests_until` after
    a failure. `stamped` is the newest time of a change that partners were told, in the studio's
    local time: no later one is earlier, also when the clock is put back. `stock_mark` stands for
    the stock that is told. `issue_at` is set while files are written that come out together: the
    time they tell, with the version and the stock they will bring.
    """

    __tablename__ = "editions"
    __table_args__ = (
        UniqueConstraint(
            "price_list_id",
            "data_format",
            "language",
            "currency",
            "rate_e4",
            "only_in_stock",
            "unlimited_as",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_lists.id", ondelete="CASCADE"))
    data_format: Mapped[str]
    language: Mapped[str]
    currency: Mapped[str]
    rate_e4: Mapped[int] = mapped_column(default=RATE_UNIT)
    only_in_stock: Mapped[bool] = mapped_column(default=False)
    unlimited_as: Mapped[int] = mapped_column(default=UNLIMITED)
    version: Mapped[int] = mapped_column(default=0)
    written_count: Mapped[int] = mapped_column(default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    full_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sliced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stamped: Mapped[datetime | None] = mapped_column(DateTime)
    stock_mark: Mapped[str] = mapped_column(default="", server_default="")
    issue_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    issue_version: Mapped[int] = mapped_column(default=0, server_default="0")
    issue_stock_mark: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    price_list: Mapped[PriceList] = relationship()

    @property
    def is_being_written(self) -> bool:
        """By a worker that is alive: one that has died does not renew its lease."""
        return self.lease_until is not None and self.lease_until > utc_now()


class EditionProduct(db.Model):
    """One product as it stands in the files of an edition. `digest` is of `body` without its
    stock, so that a sale is no change; `changed_at` is when it last differed. A removed one is
    told for a while yet, and has no body. `version` is the product's when it was written;
    `offered` tells its sizes and what is there of each, "12:40 13:-1".
    """

    __tablename__ = "edition_products"
    __table_args__ = (Index("ix_edition_products_changed_at", "edition_id", "changed_at"),)

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    )
    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    digest: Mapped[bytes]
    body: Mapped[bytes]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    offered: Mapped[str] = mapped_column(default="", server_default="")
