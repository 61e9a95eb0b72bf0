"""One order in one shop: how it got there, and what the shop has been told of it since."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.outbox import new_marker
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.order import Order
    from models.shop import Shop


class Finding(StrEnum):
    """What a person has to decide about; nothing is sent meanwhile where it says so."""

    TOTAL = "total"
    DUPLICATE = "duplicate"
    DELETED = "deleted"
    TRASHED = "trashed"
    CHANGED = "changed"
    UNPAID = "unpaid"
    WITHDRAWN = "withdrawn"


STOPPING = (Finding.DELETED, Finding.TRASHED)


class ShopLink(db.Model):
    """A link without `remote_id` is an order that waits to be passed.

    `reference` goes into the shop's order, so that it can be looked for; `begun_at` is when it was
    last asked to create it without a verdict yet, `look_ups` how often it was looked for since.
    `notebook` is what a push of several steps has reached. `total_cents` is what the shop reckoned,
    `order_version` what our order was like when it was passed. `left_at`: a person decided that
    nothing more is exchanged. `finding` waits for a person, with its facts; kinds of finding in
    `accepted` were let pass and are not told again.
    """

    __tablename__ = "shop_links"
    __table_args__ = (
        UniqueConstraint("order_id", "shop_id"),
        Index(
            "uq_shop_links_remote",
            "shop_id",
            "remote_id",
            unique=True,
            sqlite_where=text("remote_id != ''"),
            postgresql_where=text("remote_id != ''"),
        ),
        Index("ix_shop_links_shop_linked", "shop_id", "linked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"))
    is_fetched: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str] = mapped_column(unique=True, default=new_marker)
    remote_id: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    look_ups: Mapped[int] = mapped_column(default=0)
    notebook: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    linked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    total_cents: Mapped[int | None]
    order_version: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(default="")
    status_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paid_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finding: Mapped[str] = mapped_column(default="")
    finding_facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    found_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    order: Mapped[Order] = relationship(back_populates="shop_links")
    shop: Mapped[Shop] = relationship()

    @property
    def is_linked(self) -> bool:
        return bool(self.remote_id)

    @property
    def is_waiting(self) -> bool:
        return not self.remote_id and self.left_at is None

    @property
    def is_live(self) -> bool:
        """May the shop be told anything about it?"""
        return self.is_linked and self.left_at is None and self.finding not in STOPPING

    @property
    def was_changed(self) -> bool:
        """Has our order been edited since it was passed?"""
        return self.is_linked and not self.is_fetched and self.order.version > self.order_version

    @classmethod
    def live(cls) -> ColumnElement[bool]:
        return (cls.remote_id != "") & cls.left_at.is_(None) & cls.finding.not_in(STOPPING)

    @classmethod
    def of_shop(cls, shop_id: int) -> Select[ShopLink]:
        return select(cls).where(cls.shop_id == shop_id).order_by(cls.id)

    @classmethod
    def to_decide(cls) -> Select[int]:
        """The ids of orders of which something was found that a person has to decide about."""
        return select(cls.order_id).where(cls.finding != "", cls.left_at.is_(None))

    @classmethod
    def numbered(cls, number: str) -> Select[int]:
        """The ids of orders that are called so in a shop."""
        return select(cls.order_id).where(cls.number == number)

    @classmethod
    def by_remote(cls, shop_id: int, remote_id: str) -> Select[ShopLink]:
        """The order that has this id in the shop."""
        return select(cls).where(cls.shop_id == shop_id, cls.remote_id == remote_id)
