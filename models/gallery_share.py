"""A session whose photos a partner may order prints of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.gallery import Gallery
    from models.partner import Partner


class GalleryShare(db.Model):
    __tablename__ = "gallery_shares"

    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), primary_key=True
    )
    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    shared_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    gallery: Mapped[Gallery] = relationship()
    partner: Mapped[Partner] = relationship()
