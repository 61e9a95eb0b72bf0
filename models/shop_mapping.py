"""What of ours is what in a shop: statuses, ways of shipping and paying, tax rates, products."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime

if TYPE_CHECKING:
    from models.shop import Shop


class Subject(StrEnum):
    STATUS = "status"
    SHIPPING = "shipping"
    PAYMENT = "payment"
    TAX = "tax"
    PRODUCT = "product"


# Our key for whatever has no link of its own.
EVERYTHING_ELSE = ""


class ShopMapping(db.Model):
    """`ours` is a status id, "kind:name" of a delivery or payment method, a VAT rate, the full name
    of a print or product; `code` the shop's own. `label` is what the shop called it. `sku` and
    `stock` are a product's, as they were read at `read_at`; since `gone_at` it is not there."""

    __tablename__ = "shop_mappings"
    __table_args__ = (UniqueConstraint("shop_id", "subject", "ours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id", ondelete="CASCADE"))
    subject: Mapped[str]
    ours: Mapped[str]
    code: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    sku: Mapped[str] = mapped_column(default="")
    stock: Mapped[int | None]
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    shop: Mapped[Shop] = relationship(back_populates="mappings")
