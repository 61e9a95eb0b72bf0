"""The finished photos of a gallery on their way to the client."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.gallery import Gallery
    from models.invitation import Invitation
    from models.photo import Photo

LINK_DAYS = 90


class DownloadRight(StrEnum):
    """Which finished photos the client may take."""

    ALL = "all"
    ORDERED = "ordered"
    PAID = "paid"


class Delivery(db.Model):
    """`round` counts hand-overs and repeated notices: each gives one mail per person."""

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), unique=True
    )
    download_right: Mapped[str] = mapped_column(default=DownloadRight.ALL)
    makes_web_version: Mapped[bool] = mapped_column(default=False)
    link_days: Mapped[int] = mapped_column(default=LINK_DAYS)
    round: Mapped[int] = mapped_column(default=0)
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    gallery: Mapped[Gallery] = relationship(back_populates="delivery")
    downloads: Mapped[list[Download]] = relationship(
        back_populates="delivery", order_by="Download.id.desc()", cascade="all, delete-orphan"
    )

    @property
    def is_handed_over(self) -> bool:
        return self.handed_over_at is not None

    @property
    def expires_at(self) -> datetime | None:
        return self.notified_at + timedelta(days=self.link_days) if self.notified_at else None

    def is_expired_at(self, now: datetime) -> bool:
        return self.expires_at is not None and now > self.expires_at


class Download(db.Model):
    """The client took one photo (`photo_id`) or a whole folder (no `photo_id`)."""

    __tablename__ = "downloads"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(
        ForeignKey("deliveries.id", ondelete="CASCADE"), index=True
    )
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL")
    )
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="SET NULL"))
    folder: Mapped[str]
    file_count: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    delivery: Mapped[Delivery] = relationship(back_populates="downloads")
    invitation: Mapped[Invitation | None] = relationship()
    photo: Mapped[Photo | None] = relationship()
