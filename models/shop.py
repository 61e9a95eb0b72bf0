"""A web shop that orders of the studio are passed to, and fetched from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.shop_exchange import ShopExchange
    from models.shop_mapping import ShopMapping
    from models.studio import Studio


class Shop(db.Model):
    """`platform` names the module in connectors/, `access_sealed` holds its keys as sealed JSON.

    `statuses`, `shipping`, `payments` and `taxes` are the shop's own as they were read last: lists
    of {"code", "name"}, taxes with "percent", too. `facts` is what it said of itself,
    `lists_read_at` when each of these was read, by its name, as ISO 8601. An empty
    status after import or completion leaves the one the order has.

    Orders are fetched that were placed since `fetches_from_at`, in `fetched_statuses` (empty: in
    all), into our `fetched_status`. A shop with `paused_code` has refused Kadr: nothing is asked
    of it until a person has looked. Before `rests_until` it is left alone.
    """

    __tablename__ = "shops"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    platform: Mapped[str]
    name: Mapped[str]
    base_url: Mapped[str]
    access_sealed: Mapped[str | None]
    ca_pem: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    statuses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    shipping: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    payments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    taxes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    lists_read_at: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    statuses_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    status_after_import: Mapped[str] = mapped_column(default="")
    status_after_completion: Mapped[str] = mapped_column(default="")

    fetches_orders: Mapped[bool] = mapped_column(default=False)
    fetches_from_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fetched_statuses: Mapped[list[str]] = mapped_column(JSON, default=list)
    fetched_status_id: Mapped[int | None] = mapped_column(
        ForeignKey("order_statuses.id", ondelete="SET NULL")
    )
    fetched_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_statuses: Mapped[list[str]] = mapped_column(JSON, default=list)
    skips_free_lines: Mapped[bool] = mapped_column(default=False)
    thanks_for_orders: Mapped[bool] = mapped_column(default=False)

    pushes_orders: Mapped[bool] = mapped_column(default=False)
    passes_login: Mapped[bool] = mapped_column(default=False)
    passes_session: Mapped[bool] = mapped_column(default=False)
    passes_note: Mapped[bool] = mapped_column(default=True)
    passes_payments: Mapped[bool] = mapped_column(default=False)
    passes_statuses: Mapped[bool] = mapped_column(default=True)
    passes_tracking_since_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frees_unknown_products: Mapped[bool] = mapped_column(default=True)

    paused_code: Mapped[str] = mapped_column(default="")
    paused_error: Mapped[str] = mapped_column(default="")
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rests_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    last_code: Mapped[str] = mapped_column(default="")
    last_error: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    news_hash: Mapped[str | None] = mapped_column(unique=True)
    news_sealed: Mapped[str | None]

    studio: Mapped[Studio] = relationship()
    mappings: Mapped[list[ShopMapping]] = relationship(
        back_populates="shop", order_by="ShopMapping.id", cascade="all, delete-orphan"
    )
    exchanges: Mapped[list[ShopExchange]] = relationship(
        back_populates="shop", order_by="ShopExchange.id", cascade="all, delete-orphan"
    )

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Shop]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id)

    @property
    def is_paused(self) -> bool:
        """Has it refused Kadr, so that a person has to look?"""
        return bool(self.paused_code)

    def rests_at(self, now: datetime) -> bool:
        """Is it left alone for a while, because it failed or asked to be?"""
        return self.rests_until is not None and self.rests_until > now

    def knows_status(self, code: str) -> bool:
        """Is it among the statuses that were read last?"""
        return any(one["code"] == code for one in self.statuses)

    def mapped(self, subject: str, *ours: str) -> str:
        """The shop's code for the first of our keys that is linked; empty when none is."""
        linked = {one.ours: one.code for one in self.mappings if one.subject == subject}
        return next((linked[key] for key in ours if linked.get(key)), "")
