"""The finished photos of a gallery on their way to the client."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.gallery import Gallery
    from models.invitation import Invitation
    from models.photo import Photo

LINK_DAYS = 90
WEB_PX = 2048
WEB_QUALITY = 85


class DownloadRight(StrEnum):
    """Which finished photos the client may take."""

    ALL = "all"
    ORDERED = "ordered"
    PAID = "paid"


class Delivery(db.Model):
    """`round` counts hand-overs and repeated notices: each gives one mail per person.

    `note` is the photographer's own words beside the newest of them. Files that came after
    `news_since_at` are new to the client; None while there was one round only. `waived` tells
    which differences of the return check were knowingly let pass. Links live `link_days` from the
    newest round, or until `open_until_at` when that is later. A web version that Kadr makes is
    at most `web_px` long and a JPEG of `web_quality`.
    """

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), unique=True
    )
    download_right: Mapped[str] = mapped_column(default=DownloadRight.ALL)
    makes_web_version: Mapped[bool] = mapped_column(default=False)
    web_px: Mapped[int] = mapped_column(default=WEB_PX, server_default=str(WEB_PX))
    web_quality: Mapped[int] = mapped_column(default=WEB_QUALITY, server_default=str(WEB_QUALITY))
    link_days: Mapped[int] = mapped_column(default=LINK_DAYS)
    open_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    round: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="", server_default="")
    waived: Mapped[str] = mapped_column(default="", server_default="")
    news_since_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
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
        """When everybody's link stops giving files; None before the hand-over."""
        if self.notified_at is None:
            return None
        ends_at = self.notified_at + timedelta(days=self.link_days)
        return max(ends_at, self.open_until_at or ends_at)

    def expires_at_for(self, person: Invitation) -> datetime | None:
        """The same for one person, who may have been given more time."""
        ends_at = self.expires_at
        return ends_at and max(ends_at, person.download_until_at or ends_at)

    def is_expired_at(self, now: datetime, person: Invitation) -> bool:
        ends_at = self.expires_at_for(person)
        return ends_at is not None and now > ends_at

    def right_of(self, person: Invitation) -> DownloadRight:
        """The person's own right, or the session's. A visitor of a public session never gets
        more than what they have ordered themselves."""
        right = DownloadRight(person.download_right or self.download_right)
        if right == DownloadRight.ALL and person.is_visitor:
            return DownloadRight.ORDERED
        return right

    def is_news(self, photo: Photo) -> bool:
        """Did the photo come after the client had been told of earlier ones?"""
        return self.news_since_at is not None and photo.received_at > self.news_since_at


class Download(db.Model):
    """The client took one photo (`photo_id`) or a whole folder (no `photo_id`).

    `size_bytes` is what was offered; None for downloads that were noted before it was.
    """

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
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    delivery: Mapped[Delivery] = relationship(back_populates="downloads")
    invitation: Mapped[Invitation | None] = relationship()
    photo: Mapped[Photo | None] = relationship()
