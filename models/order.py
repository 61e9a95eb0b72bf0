"""What a client ordered. Everything in it is frozen on the day of the order."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    event,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)
from sqlalchemy.orm.interfaces import ORMOption

from extensions import db
from models.folding import folded
from models.line_kind import FEE_KINDS, PRINT_KINDS, LineKind
from models.order_buyer import ONE_FOR_A_REFERENCE, OrderBuyer
from models.order_delivery import OrderDelivery
from models.order_line import OrderLine, OrderLinePhoto
from models.order_money import OrderMoney
from models.ordered_photo import OrderedPhoto
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.client import Client
    from models.consent import OrderConsent
    from models.document import Document
    from models.event import Event
    from models.gallery import Gallery
    from models.order_action import OrderAction
    from models.order_link import OrderLink
    from models.order_status import OrderStatus
    from models.parcel import Parcel
    from models.partner import Partner
    from models.payment import Payment
    from models.shop_link import ShopLink
    from models.studio import Studio


class Source(StrEnum):
    CLIENT = "client"
    PARTNER = "partner"
    MANUAL = "manual"
    SHOP = "shop"


class Order(OrderBuyer, OrderDelivery, OrderMoney, db.Model):
    """`number` is the studio's own, readable by people; `cart_id` lets a cart be ordered once.

    Only what a client chose in a session has a gallery. `status_at` is when the status last
    changed; `change_asked_at` is the client's wish to choose again; the
    studio unlocks it, which takes the order out of the book and puts its choice back in a cart.
    `version` grows with every edit; an order that was merged into another is cancelled.
    `imported_at` is when it entered this book, `completed_at` when its sale was documented;
    `to_clarify` says, in the studio's language, why somebody has to look at it.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("studio_id", "number"),
        Index("ix_orders_studio_id_placed_at", "studio_id", "placed_at"),
        Index("ix_orders_gallery_standing", "gallery_id", "cancelled_at"),
        Index("ix_orders_status", "studio_id", "status_id", "cancelled_at"),
        Index("ix_orders_payment", "studio_id", "paid_at", "cancelled_at"),
        ONE_FOR_A_REFERENCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    gallery_id: Mapped[int | None] = mapped_column(ForeignKey("galleries.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL"), index=True
    )
    client_id: Mapped[int | None] = mapped_column(
        ForeignKey("clients.id", ondelete="SET NULL"), index=True
    )
    cart_id: Mapped[int | None] = mapped_column(
        ForeignKey("carts.id", ondelete="SET NULL"), unique=True
    )
    status_id: Mapped[int] = mapped_column(ForeignKey("order_statuses.id"))
    status_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=utc_now)
    number: Mapped[int]
    source: Mapped[str] = mapped_column(default=Source.CLIENT)
    locale: Mapped[str]
    currency: Mapped[str]
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    paid_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    payment_kind: Mapped[str | None]
    payment_name: Mapped[str] = mapped_column(default="")
    account_holder: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    package_photo_count: Mapped[int] = mapped_column(default=0)
    change_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    change_note: Mapped[str] = mapped_column(default="")
    unlocked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    to_clarify: Mapped[str] = mapped_column(default="")
    paid_cents: Mapped[int] = mapped_column(default=0)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("orders.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    search_key: Mapped[str] = mapped_column(default="")

    studio: Mapped[Studio] = relationship()
    gallery: Mapped[Gallery | None] = relationship(back_populates="orders")
    client: Mapped[Client | None] = relationship()
    partner: Mapped[Partner | None] = relationship()
    merged_into: Mapped[Order | None] = relationship(remote_side=[id])
    status: Mapped[OrderStatus] = relationship()
    lines: Mapped[list[OrderLine]] = relationship(
        back_populates="order", order_by="OrderLine.position", cascade="all, delete-orphan"
    )
    consents: Mapped[list[OrderConsent]] = relationship(
        back_populates="order", order_by="OrderConsent.id", cascade="all, delete-orphan"
    )
    events: Mapped[list[Event]] = relationship(
        back_populates="order", order_by="Event.id.desc()", cascade="all, delete-orphan"
    )
    documents: Mapped[list[Document]] = relationship(back_populates="order", order_by="Document.id")
    actions: Mapped[list[OrderAction]] = relationship(
        back_populates="order", order_by="OrderAction.id", cascade="all, delete-orphan"
    )
    parcels: Mapped[list[Parcel]] = relationship(
        back_populates="order", order_by="Parcel.id", cascade="all, delete-orphan"
    )
    link: Mapped[OrderLink | None] = relationship(
        back_populates="order", cascade="all, delete-orphan"
    )
    payments: Mapped[list[Payment]] = relationship(
        back_populates="order", order_by="Payment.id", cascade="all, delete-orphan"
    )
    shop_links: Mapped[list[ShopLink]] = relationship(
        back_populates="order", order_by="ShopLink.id", cascade="all, delete-orphan"
    )

    @property
    def gallery_title(self) -> str:
        """What was photographed; "" for an order that comes from no session."""
        return self.gallery.title if self.gallery else ""

    @property
    def photos(self) -> list[OrderedPhoto]:
        """Every photo once, with all that is wanted of it, in the order of the lines."""
        return OrderedPhoto.group(self.lines)

    @property
    def product_lines(self) -> list[OrderLine]:
        return [line for line in self.lines if line.kind == LineKind.PRODUCT]

    @property
    def fee_lines(self) -> list[OrderLine]:
        """What belongs to no photo and is no product: the package, more time, a discount."""
        return [line for line in self.lines if line.kind in FEE_KINDS]

    @property
    def photo_count(self) -> int:
        return len(self.photos)

    @property
    def file_count(self) -> int:
        """How many photos the client gets as files."""
        return sum(bool(photo.file_orders) for photo in self.photos)

    @property
    def print_count(self) -> int:
        return sum(line.quantity for line in self.lines if line.kind in PRINT_KINDS)

    @property
    def product_count(self) -> int:
        return sum(line.quantity for line in self.product_lines)

    @property
    def waits_for_delivery_form(self) -> bool:
        """Typed in by hand, and somebody has still to say how and where it goes."""
        is_open = self.source == Source.MANUAL and not self.is_delivery_known
        return is_open and self.is_standing

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_standing(self) -> bool:
        return not self.is_cancelled

    @property
    def is_unlocked(self) -> bool:
        """Its choice has gone back into the cart; it never stands again."""
        return self.unlocked_at is not None

    @property
    def wants_change(self) -> bool:
        """The client has asked to choose again, and the studio has not answered."""
        return self.change_asked_at is not None and self.is_standing

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Order]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.number.desc())

    @classmethod
    def of_gallery(cls, gallery_id: int) -> Select[Order]:
        return select(cls).where(cls.gallery_id == gallery_id).order_by(cls.id.desc())

    @classmethod
    def with_photos(cls, orders: ColumnElement[bool]) -> Select[Order]:
        """The orders that `orders` names, their lines and photos read along."""
        return select(cls).where(orders).order_by(cls.id).options(cls.whole())

    @classmethod
    def whole(cls) -> ORMOption:
        """The option that reads lines and photos along, in a fixed number of statements."""
        of_products = selectinload(OrderLine.photos).joinedload(OrderLinePhoto.photo)
        of_lines = (joinedload(OrderLine.photo), joinedload(OrderLine.partner_file))
        return selectinload(cls.lines).options(*of_lines, of_products)


@event.listens_for(Order, "before_insert")
@event.listens_for(Order, "before_update")
def _write_key(_mapper, _connection, order: Order) -> None:
    order.search_key = folded(f"{order.client_name} {order.client_email} {order.company or ''}")
