"""What a size of a product costs in one of the studio's shops (its price lists)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.vat import vat_in

if TYPE_CHECKING:
    from models.product_size import ProductSize

RATE_UNIT = 10_000
DISCOUNT_UNIT = 10_000


class OfferPrice(db.Model):
    """`cents` is gross, in the studio's currency, for one piece. No row: not sold there."""

    __tablename__ = "offer_prices"
    __table_args__ = (CheckConstraint("cents >= 0", name="price_not_negative"),)

    size_id: Mapped[int] = mapped_column(
        ForeignKey("product_sizes.id", ondelete="CASCADE"), primary_key=True
    )
    price_list_id: Mapped[int] = mapped_column(
        ForeignKey("price_lists.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    cents: Mapped[int]

    size: Mapped[ProductSize] = relationship(back_populates="prices")


@dataclass(frozen=True)
class Price:
    """Gross is the truth, net is derived from it once: the same figures in files and documents."""

    gross_cents: int
    vat_rate: str

    @property
    def net_cents(self) -> int:
        return self.gross_cents - vat_in(self.gross_cents, self.vat_rate)


def partner_cents(cents: int, *, rate_e4: int = RATE_UNIT, discount_bp: int = 0) -> int:
    """A gross price as a partner pays it, rounded half up once.

    `rate_e4` is what one unit of the partner's currency costs in the studio's, in ten-thousandths;
    `discount_bp` the discount in hundredths of a percent.
    """
    top = cents * (DISCOUNT_UNIT - discount_bp) * RATE_UNIT
    bottom = DISCOUNT_UNIT * rate_e4
    return (2 * top + bottom) // (2 * bottom)
