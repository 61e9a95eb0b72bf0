"""Which names were taken into another program, when and by whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now


class Export(db.Model):
    """A list that was copied or a file that was downloaded.

    `is_whole` when it held everything that the gallery's standing orders held; an export of one
    order, or of new photos only, adds to what is known since the last whole one.
    """

    __tablename__ = "exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), index=True
    )
    program: Mapped[str]
    form: Mapped[str]
    actor: Mapped[str]
    is_whole: Mapped[bool]
    photo_count: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    photos: Mapped[list[ExportedPhoto]] = relationship(cascade="all, delete-orphan")

    @classmethod
    def since_last_whole(cls, gallery_id: int) -> Select[Export]:
        """Those that together say what is known, newest first."""
        whole = select(func.max(cls.id)).where(cls.gallery_id == gallery_id, cls.is_whole)
        start = func.coalesce(whole.scalar_subquery(), 0)
        return (
            select(cls).where(cls.gallery_id == gallery_id, cls.id >= start).order_by(cls.id.desc())
        )


class ExportedPhoto(db.Model):
    """`filename` says which it was once the photo is gone, as in an order."""

    __tablename__ = "exported_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(ForeignKey("exports.id", ondelete="CASCADE"), index=True)
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    filename: Mapped[str]
