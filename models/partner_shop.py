"""A shop (a price list) of the studio that a partner may offer and order from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.partner import Partner
    from models.price_list import PriceList


class PartnerShop(db.Model):
    """`code` stands in the addresses of its files and never changes."""

    __tablename__ = "partner_shops"
    __table_args__ = (
        UniqueConstraint("partner_id", "price_list_id"),
        UniqueConstraint("partner_id", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"))
    price_list_id: Mapped[int] = mapped_column(
        ForeignKey("price_lists.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    partner: Mapped[Partner] = relationship(back_populates="shops")
    price_list: Mapped[PriceList] = relationship()
