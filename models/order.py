"""What a client ordered. Everything in it is frozen on the day of the order."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.event import Event
    from models.gallery import Gallery
    from models.order_status import OrderStatus
    from models.photo import Photo
    from models.studio import Studio


class Source(StrEnum):
    CLIENT = "client"
    PARTNER = "partner"


class LineKind(StrEnum):
    PACKAGE_PHOTO = "package_photo"
    EXTRA_PHOTO = "extra_photo"


class Order(db.Model):
    """`number` is the studio's own, readable by people; `cart_id` lets a cart be ordered once."""

    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("studio_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    gallery_id: Mapped[int] = mapped_column(ForeignKey("galleries.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL"), index=True
    )
    cart_id: Mapped[int | None] = mapped_column(
        ForeignKey("carts.id", ondelete="SET NULL"), unique=True
    )
    status_id: Mapped[int] = mapped_column(ForeignKey("order_statuses.id"))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(default=Source.CLIENT)
    locale: Mapped[str]
    currency: Mapped[str]
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    paid_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    client_name: Mapped[str]
    client_email: Mapped[str]
    client_phone: Mapped[str] = mapped_column(default="")
    delivery_kind: Mapped[str | None]
    delivery_name: Mapped[str] = mapped_column(default="")
    delivery_cents: Mapped[int] = mapped_column(default=0)
    delivery_point: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    package_photo_count: Mapped[int] = mapped_column(default=0)

    studio: Mapped[Studio] = relationship()
    gallery: Mapped[Gallery] = relationship(back_populates="orders")
    status: Mapped[OrderStatus] = relationship()
    lines: Mapped[list[OrderLine]] = relationship(
        back_populates="order", order_by="OrderLine.position", cascade="all, delete-orphan"
    )
    events: Mapped[list[Event]] = relationship(
        back_populates="order", order_by="Event.id.desc()", cascade="all, delete-orphan"
    )

    @property
    def extra_lines(self) -> list[OrderLine]:
        """The photos beyond the package, each with a price of its own."""
        return [line for line in self.lines if line.kind == LineKind.EXTRA_PHOTO]

    @property
    def lines_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)

    @property
    def total_cents(self) -> int:
        return self.lines_cents + self.delivery_cents

    @property
    def photo_count(self) -> int:
        return len({line.photo_id or line.filename for line in self.lines})

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def is_settled(self) -> bool:
        """Nothing is left to pay: paid, or there was never anything to pay."""
        return self.is_paid or self.total_cents == 0

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_standing(self) -> bool:
        return not self.is_cancelled

    @classmethod
    def package_photos_of_gallery(cls, gallery_id: int) -> Select[int]:
        """How many photos the gallery's standing orders have taken out of its package."""
        return (
            select(func.count(OrderLine.id))
            .join(cls)
            .where(
                cls.gallery_id == gallery_id,
                cls.cancelled_at.is_(None),
                OrderLine.kind == LineKind.PACKAGE_PHOTO,
            )
        )

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Order]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.number.desc())

    @classmethod
    def of_gallery(cls, gallery_id: int) -> Select[Order]:
        return select(cls).where(cls.gallery_id == gallery_id).order_by(cls.id.desc())

    @classmethod
    def with_photos(cls, orders: ColumnElement[bool]) -> Select[Order]:
        """The orders that `orders` names, their lines and photos read along."""
        photos = selectinload(cls.lines).joinedload(OrderLine.photo)
        return select(cls).where(orders).order_by(cls.id).options(photos)


class OrderLine(db.Model):
    """One photo that was ordered. `filename` stays when the photo itself is gone."""

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str]
    filename: Mapped[str]
    photo_number: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int] = mapped_column(default=1)
    unit_price_cents: Mapped[int] = mapped_column(default=0)

    order: Mapped[Order] = relationship(back_populates="lines")
    photo: Mapped[Photo | None] = relationship()

    @property
    def total_cents(self) -> int:
        return self.quantity * self.unit_price_cents
