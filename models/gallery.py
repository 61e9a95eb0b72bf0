"""A session of photographs that one or several invited people look through and order from."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.order import Order
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.client import Client
    from models.delivery import Delivery
    from models.delivery_method import DeliveryMethod
    from models.invitation import Invitation
    from models.photo import Photo
    from models.studio import Studio


def new_code() -> str:
    """The public name of a gallery in addresses. It grants nothing."""
    return secrets.token_urlsafe(16)


class Gallery(db.Model):
    """`package_photo_count` photos are in the price already paid; each further one costs
    `extra_photo_cents`. `select_until_on` is the last day of choosing in the studio's zone."""

    __tablename__ = "galleries"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True, default=new_code)
    title: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date | None]
    select_until_on: Mapped[date | None]
    locale: Mapped[str] = mapped_column(default="pl")
    welcome_text: Mapped[str] = mapped_column(default="")
    watermark_text: Mapped[str] = mapped_column(default="")
    package_photo_count: Mapped[int] = mapped_column(default=0)
    extra_photo_cents: Mapped[int] = mapped_column(default=0)
    cover_photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL", use_alter=True)
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    studio: Mapped[Studio] = relationship()
    client: Mapped[Client] = relationship()
    cover_photo: Mapped[Photo | None] = relationship(foreign_keys=cover_photo_id, post_update=True)
    invitations: Mapped[list[Invitation]] = relationship(
        back_populates="gallery", order_by="Invitation.id", cascade="all, delete-orphan"
    )
    delivery_methods: Mapped[list[DeliveryMethod]] = relationship(
        back_populates="gallery", order_by="DeliveryMethod.position", cascade="all, delete-orphan"
    )
    orders: Mapped[list[Order]] = relationship(
        back_populates="gallery", order_by="Order.placed_at.desc()"
    )
    delivery: Mapped[Delivery] = relationship(
        back_populates="gallery", cascade="all, delete-orphan"
    )

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def state(self) -> str:
        """draft, sent, ordered or delivered: the chip beside the title."""
        if self.delivery.is_handed_over:
            return "delivered"
        standing = Order.of_gallery(self.id).where(Order.cancelled_at.is_(None))
        if db.session.scalar(select(standing.exists())):
            return "ordered"
        return "sent" if self.is_sent else "draft"

    def package_left(self) -> int:
        """How many photos of the package no standing order has used yet."""
        if not self.package_photo_count:
            return 0
        used = db.session.scalar(Order.package_photos_of_gallery(self.id)) or 0
        return max(0, self.package_photo_count - used)

    def is_closed_on(self, day: date) -> bool:
        """True when choosing has ended before `day`."""
        return self.select_until_on is not None and day > self.select_until_on

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Gallery]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id.desc())
