"""What an invited person has picked and not ordered yet. It lives on the server."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, Select, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from extensions import db
from models.invitation import Invitation
from models.package import PackageLeft
from models.quote import Quote, Wish, reckon
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.delivery_method import DeliveryMethod
    from models.photo import Photo
    from models.price_item import PriceItem


def new_key() -> str:
    return secrets.token_urlsafe(16)


class Cart(db.Model):
    """`key` is the idempotency key of its order form: sent twice, it leads to one order.

    `withdrawn` is what the studio has taken out since, so that the client is told and it can come
    back: see `services.withdrawals`.
    """

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
    withdrawn: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    invitation: Mapped[Invitation] = relationship(back_populates="carts")
    lines: Mapped[list[CartLine]] = relationship(
        back_populates="cart", order_by="CartLine.id", cascade="all, delete-orphan"
    )
    items: Mapped[list[CartItem]] = relationship(
        back_populates="cart", order_by="CartItem.id", cascade="all, delete-orphan"
    )

    @property
    def is_open(self) -> bool:
        return self.ordered_at is None

    @property
    def products(self) -> list[CartItem]:
        """What is wanted on its own, not of one photo."""
        return [item for item in self.items if item.photo_id is None]

    @property
    def retouched_ids(self) -> list[int]:
        return [line.photo_id for line in self.lines if line.is_retouched]

    def items_of(self, photo_id: int) -> list[CartItem]:
        """Prints and files wanted of one photo."""
        return [item for item in self.items if item.photo_id == photo_id]

    def quote(self, method: DeliveryMethod | None = None) -> Quote:
        invitation = self.invitation
        return reckon(
            invitation.gallery.prices,
            PackageLeft.of(invitation, with_prints=bool(self.items)),
            self.retouched_ids,
            [Wish(one.price_item, one.quantity, one.photo_id) for one in self.items],
            method,
            invitation.fee_cents,
        )

    @classmethod
    def open_of(cls, invitation_id: int) -> Select[Cart]:
        return select(cls).where(cls.invitation_id == invitation_id, cls.ordered_at.is_(None))

    @classmethod
    def whole(cls) -> tuple:
        """Options that read lines, photos and items along, in a fixed number of statements."""
        return (
            selectinload(cls.lines).joinedload(CartLine.photo),
            selectinload(cls.items).options(
                joinedload(CartItem.price_item),
                selectinload(CartItem.photos).joinedload(CartItemPhoto.photo),
            ),
        )

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
    """A picked photo. Without `is_retouched` only its prints and files are wanted.

    `pin_x` and `pin_y` say where in the picture the note points: thousandths of its width and
    height. `version` grows with everything that changes about the photo, its prints included.
    """

    __tablename__ = "cart_lines"
    __table_args__ = (UniqueConstraint("cart_id", "photo_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(ForeignKey("carts.id", ondelete="CASCADE"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), index=True)
    is_retouched: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")
    pin_x: Mapped[int | None]
    pin_y: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    cart: Mapped[Cart] = relationship(back_populates="lines")
    photo: Mapped[Photo] = relationship()


class CartItem(db.Model):
    """Pieces of one thing of the price list: of a photo, or a product on its own."""

    __tablename__ = "cart_items"
    __table_args__ = (
        UniqueConstraint("cart_id", "price_item_id", "photo_id"),
        Index(
            "uq_cart_items_product",
            "cart_id",
            "price_item_id",
            unique=True,
            sqlite_where=text("photo_id IS NULL"),
            postgresql_where=text("photo_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(ForeignKey("carts.id", ondelete="CASCADE"))
    price_item_id: Mapped[int] = mapped_column(
        ForeignKey("price_items.id", ondelete="CASCADE"), index=True
    )
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), index=True
    )
    quantity: Mapped[int] = mapped_column(default=1)

    cart: Mapped[Cart] = relationship(back_populates="items")
    price_item: Mapped[PriceItem] = relationship()
    photos: Mapped[list[CartItemPhoto]] = relationship(
        back_populates="item", order_by="CartItemPhoto.position", cascade="all, delete-orphan"
    )


class CartItemPhoto(db.Model):
    """A photo chosen for a product."""

    __tablename__ = "cart_item_photos"
    __table_args__ = (UniqueConstraint("cart_item_id", "photo_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_item_id: Mapped[int] = mapped_column(ForeignKey("cart_items.id", ondelete="CASCADE"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)

    item: Mapped[CartItem] = relationship(back_populates="photos")
    photo: Mapped[Photo] = relationship()
