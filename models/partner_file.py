"""A file that a partner has sent to be printed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.outbox import new_marker
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.partner import Partner


class PartnerFile(db.Model):
    """`public_id` is what the partner calls it by; `filename` is kept letter for letter. The same
    bytes are kept once for each partner. Width and height are pixels, 0 where the
    header does not tell."""

    __tablename__ = "partner_files"
    __table_args__ = (UniqueConstraint("partner_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"))
    public_id: Mapped[str] = mapped_column(unique=True, default=new_marker)
    filename: Mapped[str]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    partner: Mapped[Partner] = relationship()

    @classmethod
    def of_partner(cls, partner_id: int) -> Select[PartnerFile]:
        return select(cls).where(cls.partner_id == partner_id).order_by(cls.id.desc())
