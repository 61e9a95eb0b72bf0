"""What is really ordered: one size of a product, with its code, weight and stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.offer_price import OfferPrice
    from models.product import Product
    from models.size_name import SizeName


class ProductSize(db.Model):
    """Every product has one size at least; without `size_name` it is the only one.

    `code` is unique in the studio. `stock_count` None: as many as one likes, made to order.
    `purchase_cents` is what the studio pays and nobody else's business.
    """

    __tablename__ = "product_sizes"
    __table_args__ = (
        UniqueConstraint("studio_id", "code"),
        UniqueConstraint("product_id", "size_name_id"),
        CheckConstraint("stock_count >= 0", name="stock_not_negative"),
        CheckConstraint("weight_g >= 0", name="weight_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), index=True
    )
    size_name_id: Mapped[int | None] = mapped_column(ForeignKey("size_names.id"), index=True)
    code: Mapped[str]
    ean: Mapped[str] = mapped_column(default="")
    external_code: Mapped[str] = mapped_column(default="")
    weight_g: Mapped[int] = mapped_column(default=0)
    stock_count: Mapped[int | None]
    purchase_cents: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    product: Mapped[Product] = relationship(back_populates="sizes")
    size_name: Mapped[SizeName | None] = relationship()
    prices: Mapped[list[OfferPrice]] = relationship(
        back_populates="size", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """ "10×15"; "" when the product comes in one size."""
        return self.size_name.name if self.size_name else ""

    @property
    def is_unlimited(self) -> bool:
        return self.stock_count is None

    def cents_in(self, price_list_id: int) -> int | None:
        """Its gross price in a shop; None where it is not sold."""
        return next(
            (price.cents for price in self.prices if price.price_list_id == price_list_id), None
        )
