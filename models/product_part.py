"""What a set or a collection consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.product import Product
    from models.product_size import ProductSize


class ProductPart(db.Model):
    """`quantity` pieces of `part` in a set; without `size` the buyer chooses one."""

    __tablename__ = "product_parts"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), index=True
    )
    part_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), index=True)
    size_id: Mapped[int | None] = mapped_column(
        ForeignKey("product_sizes.id", ondelete="CASCADE"), index=True
    )
    quantity: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)

    product: Mapped[Product] = relationship(back_populates="parts", foreign_keys=[product_id])
    part: Mapped[Product] = relationship(foreign_keys=[part_id])
    size: Mapped[ProductSize | None] = relationship()
