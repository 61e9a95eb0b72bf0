"""When the bytes of a photo were last read again, and whether they were still its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime


class PhotoCheck(db.Model):
    """`sha256` is what the photo should have been then; after it was replaced the row says nothing
    of it any more. `fault` is "" when all was well, else "missing" or "changed"."""

    __tablename__ = "photo_checks"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True
    )
    sha256: Mapped[str]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    fault: Mapped[str] = mapped_column(default="")
