"""What an invited person has picked and not ordered yet. It lives on the server."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, Select, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.invitation import Invitation
from models.quote import Quote
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.delivery_method import DeliveryMethod
    from models.photo import Photo


def new_key() -> str:
    return secrets.token_urlsafe(16)


class Cart(db.Model):
    """`key` is the idempotency key of its order form: sent twice, it leads to one order."""

    __tablename__ = "carts"
    __table_args__ = (
        Index(
            "uq_carts_open",
            "invitation_id",
            unique=True,
            sqlite_where=text("ordered_at IS NULL"),
            postgresql_where=text("ordered_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(unique=True, default=new_key)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    ordered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    invitation: Mapped[Invitation] = relationship(back_populates="carts")
    lines: Mapped[list[CartLine]] = relationship(
        back_populates="cart", order_by="CartLine.id", cascade="all, delete-orphan"
    )

    @property
    def is_open(self) -> bool:
        return self.ordered_at is None

    def quote(self, method: DeliveryMethod | None = None) -> Quote:
        gallery = self.invitation.gallery
        return Quote(
            photo_count=len(self.lines),
            package_photo_count=gallery.package_left(),
            extra_photo_cents=gallery.extra_photo_cents,
            delivery_cents=method.price_cents if method else 0,
        )

    @classmethod
    def open_of(cls, invitation_id: int) -> Select[Cart]:
        return select(cls).where(cls.invitation_id == invitation_id, cls.ordered_at.is_(None))

    @classmethod
    def counts_in(cls, gallery_id: int) -> Select[int, int]:
        """(invitation id, photos in the open cart) for every cart of a gallery with a photo."""
        return (
            select(cls.invitation_id, func.count())
            .join(cls.lines)
            .join(cls.invitation)
            .where(Invitation.gallery_id == gallery_id, cls.ordered_at.is_(None))
            .group_by(cls.invitation_id)
        )


class CartLine(db.Model):
    __tablename__ = "cart_lines"
    __table_args__ = (UniqueConstraint("cart_id", "photo_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(ForeignKey("carts.id", ondelete="CASCADE"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), index=True)
    note: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    cart: Mapped[Cart] = relationship(back_populates="lines")
    photo: Mapped[Photo] = relationship()
