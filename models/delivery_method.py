"""A way in which orders can reach the client, with its price."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.vat import STANDARD_RATE

if TYPE_CHECKING:
    from models.price_list import PriceList


class DeliveryKind(StrEnum):
    PICKUP = "pickup"
    COURIER = "courier"
    LOCKER = "locker"
    ONLINE = "online"


class DeliveryMethod(db.Model):
    """Orders of goods worth `free_from_cents` or more are sent for nothing; None: never."""

    __tablename__ = "delivery_methods"
    __table_args__ = (CheckConstraint("price_cents >= 0", name="price_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    price_list_id: Mapped[int] = mapped_column(
        ForeignKey("price_lists.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    price_cents: Mapped[int] = mapped_column(default=0)
    free_from_cents: Mapped[int | None]
    vat_rate: Mapped[str] = mapped_column(default=STANDARD_RATE)
    position: Mapped[int] = mapped_column(default=0)

    price_list: Mapped[PriceList] = relationship(back_populates="delivery_methods")

    @property
    def needs_address(self) -> bool:
        return self.kind == DeliveryKind.COURIER

    def price_for(self, goods_cents: int) -> int:
        """What sending goods of this worth costs."""
        if self.free_from_cents is not None and goods_cents >= self.free_from_cents:
            return 0
        return self.price_cents

    @property
    def needs_point(self) -> bool:
        return self.kind == DeliveryKind.LOCKER
