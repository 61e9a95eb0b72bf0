"""A picture that shows a watermark before the previews of a gallery are made again with it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime

if TYPE_CHECKING:
    from models.gallery import Gallery

TRIES = 2


class WatermarkExample(db.Model):
    """The newest one asked for in a gallery; `photo_id` is what it is made of.

    Asking once more gives another `revision`. `tries` counts workers that began, so that one
    which kills them is not tried for ever.
    """

    __tablename__ = "watermark_examples"

    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), primary_key=True
    )
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"))
    watermark_kind: Mapped[str]
    watermark_text: Mapped[str]
    watermark_place: Mapped[str]
    watermark_opacity_percent: Mapped[int]
    revision: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(4))
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    gallery: Mapped[Gallery] = relationship()

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def has_failed(self) -> bool:
        return not self.is_made and self.tries >= TRIES

    @property
    def key(self) -> str:
        return f"studios/{self.gallery.studio_id}/examples/{self.gallery_id}-{self.revision}.jpg"

    @classmethod
    def waiting(cls) -> Select[int]:
        """Ids of galleries whose example nobody has made."""
        return select(cls.gallery_id).where(cls.made_at.is_(None), cls.tries < TRIES)
