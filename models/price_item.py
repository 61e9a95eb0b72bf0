"""One thing on a price list: a print format on a paper, a photo product, a digital file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.vat import STANDARD_RATE

if TYPE_CHECKING:
    from models.price_list import PriceList


class ItemKind(StrEnum):
    PRINT = "print"
    PRODUCT = "product"
    DIGITAL = "digital"


class PriceItem(db.Model):
    """A print and a digital file are bought of a photo, a product on its own.

    `included_count` pieces of a print are in the package. A product takes `photo_min` to
    `photo_max` chosen photos; 0 and 0: it is made without any.
    """

    __tablename__ = "price_items"
    __table_args__ = (
        CheckConstraint("price_cents >= 0", name="price_not_negative"),
        CheckConstraint("included_count >= 0", name="included_not_negative"),
        CheckConstraint("photo_min >= 0 AND photo_max >= photo_min", name="photos_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    price_list_id: Mapped[int] = mapped_column(
        ForeignKey("price_lists.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    paper: Mapped[str] = mapped_column(default="")
    hint: Mapped[str] = mapped_column(default="")
    price_cents: Mapped[int] = mapped_column(default=0)
    vat_rate: Mapped[str] = mapped_column(default=STANDARD_RATE)
    included_count: Mapped[int] = mapped_column(default=0)
    photo_min: Mapped[int] = mapped_column(default=0)
    photo_max: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)

    price_list: Mapped[PriceList] = relationship(back_populates="items")

    @property
    def is_print(self) -> bool:
        return self.kind == ItemKind.PRINT

    @property
    def is_per_photo(self) -> bool:
        return self.kind != ItemKind.PRODUCT

    @property
    def takes_photos(self) -> bool:
        return self.photo_max > 0

    @property
    def full_name(self) -> str:
        """ "15×23, mat": the format and its paper."""
        return ", ".join(part for part in (self.name, self.paper) if part)
