"""A way in which a gallery's orders can reach the client, with its price."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.gallery import Gallery


class DeliveryKind(StrEnum):
    PICKUP = "pickup"
    COURIER = "courier"
    LOCKER = "locker"
    ONLINE = "online"


class DeliveryMethod(db.Model):
    __tablename__ = "delivery_methods"
    __table_args__ = (CheckConstraint("price_cents >= 0", name="price_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    price_cents: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)

    gallery: Mapped[Gallery] = relationship(back_populates="delivery_methods")

    @property
    def needs_address(self) -> bool:
        return self.kind == DeliveryKind.COURIER

    @property
    def needs_point(self) -> bool:
        return self.kind == DeliveryKind.LOCKER
