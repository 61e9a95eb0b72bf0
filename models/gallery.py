"""A session of photographs that one or several invited people look through and order from."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, event, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.folding import folded
from models.order import Order
from models.token import token_hash
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.client import Client
    from models.delivery import Delivery
    from models.invitation import Invitation
    from models.photo import Photo
    from models.price_list import PriceList
    from models.studio import Studio


class Watermark(StrEnum):
    NONE = "none"
    TEXT = "text"
    LOGO = "logo"


class WatermarkPlace(StrEnum):
    """Three times along the falling diagonal, once in the middle, or in the lower right corner."""

    DIAGONAL = "diagonal"
    MIDDLE = "middle"
    CORNER = "corner"


class Scheme(StrEnum):
    """The colours of the client's pages; AUTO follows the client's device."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


def new_code() -> str:
    """The public name of a gallery in addresses. It grants nothing."""
    return secrets.token_urlsafe(16)


class Gallery(db.Model):
    """`select_until_on` is the last day of choosing and `expires_on` the last day of looking, both
    in the studio's zone. What is sold, and for how much, is in `prices`.

    A public gallery has one link for everybody, whose visitors give their names at their first
    press; views of those who never did are kept in `swept_view_count`. The PIN in `pin_sealed` is
    asked for before anybody is let in. Limits of 0 are none.

    An archived gallery is out of the studio's way and closed to choosing. Of a deleted one only
    this row stays, for its orders; `files_removed_at` says that no byte of it is left.
    `photo_epoch` grows with every change of what clients see or in which order.
    """

    __tablename__ = "galleries"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True, default=new_code)
    title: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(default="")
    taken_on: Mapped[date | None]
    select_until_on: Mapped[date | None]
    locale: Mapped[str] = mapped_column(default="pl")
    welcome_text: Mapped[str] = mapped_column(default="")
    is_public: Mapped[bool] = mapped_column(default=False)
    public_token_hash: Mapped[str | None] = mapped_column(unique=True)
    public_token_sealed: Mapped[str | None]
    swept_view_count: Mapped[int] = mapped_column(default=0)
    pin_sealed: Mapped[str | None]

    watermark_kind: Mapped[str] = mapped_column(default=Watermark.TEXT)
    watermark_text: Mapped[str] = mapped_column(default="")
    watermark_place: Mapped[str] = mapped_column(default=WatermarkPlace.DIAGONAL)
    watermark_opacity_percent: Mapped[int] = mapped_column(default=35)
    scheme: Mapped[str] = mapped_column(default=Scheme.AUTO)
    accent_color: Mapped[str] = mapped_column(default="")

    min_photo_count: Mapped[int] = mapped_column(default=0)
    max_photo_count: Mapped[int] = mapped_column(default=0)
    forbids_free_orders: Mapped[bool] = mapped_column(default=False)
    needs_print_of_each: Mapped[bool] = mapped_column(default=False)
    lets_download_proofs: Mapped[bool] = mapped_column(default=False)

    expires_on: Mapped[date | None]
    extension_cents: Mapped[int] = mapped_column(default=0)
    sends_reminders: Mapped[bool] = mapped_column(default=True)
    cover_photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL", use_alter=True)
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    files_removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    photo_epoch: Mapped[int] = mapped_column(default=1)

    studio: Mapped[Studio] = relationship()
    client: Mapped[Client] = relationship()
    cover_photo: Mapped[Photo | None] = relationship(foreign_keys=cover_photo_id, post_update=True)
    invitations: Mapped[list[Invitation]] = relationship(
        back_populates="gallery", order_by="Invitation.id", cascade="all, delete-orphan"
    )
    prices: Mapped[PriceList] = relationship(back_populates="gallery", cascade="all, delete-orphan")
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
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def has_pin(self) -> bool:
        return self.pin_sealed is not None

    @property
    def people(self) -> list[Invitation]:
        """Those whom the studio invited; visitors of a public session came by themselves."""
        return [one for one in self.invitations if not one.is_visitor]

    @property
    def visitors(self) -> list[Invitation]:
        return [one for one in self.invitations if one.is_visitor]

    @property
    def state(self) -> str:
        """draft, sent, ordered, delivered or expired: the chip beside the title."""
        if self.delivery.is_handed_over:
            return "delivered"
        if self.is_sent and self.has_passed(self.studio.today()):
            return "expired"
        standing = Order.of_gallery(self.id).where(Order.cancelled_at.is_(None))
        if db.session.scalar(select(standing.exists())):
            return "ordered"
        return "sent" if self.is_sent else "draft"

    @property
    def is_expired(self) -> bool:
        """Has the last day of looking passed where the studio is?"""
        return self.is_expired_on(self.studio.today())

    def is_expired_on(self, day: date) -> bool:
        """True when looking has ended before `day`, or the session was put away."""
        return self.is_archived or self.has_passed(day)

    def has_passed(self, day: date) -> bool:
        return self.expires_on is not None and day > self.expires_on

    @classmethod
    def by_public_token(cls, token: str) -> Select[Gallery]:
        return select(cls).where(cls.public_token_hash == token_hash(token))

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Gallery]:
        """All but the deleted ones, newest first."""
        kept = select(cls).where(cls.studio_id == studio_id, cls.deleted_at.is_(None))
        return kept.order_by(cls.id.desc())

    @classmethod
    def open_of_studio(cls, studio_id: int) -> Select[Gallery]:
        """Those the studio still works on."""
        return cls.of_studio(studio_id).where(cls.archived_at.is_(None))


@event.listens_for(Gallery, "before_insert")
@event.listens_for(Gallery, "before_update")
def _write_key(_mapper, _connection, gallery: Gallery) -> None:
    gallery.search_key = folded(f"{gallery.title} {gallery.subtitle or ''}")
