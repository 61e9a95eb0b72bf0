"""What a studio offers to partners: a print in its sizes, an album, a set."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, Select, event, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from extensions import db
from models.folding import folded
from models.parameter import ParameterValue, product_values
from models.product_size import ProductSize
from models.types import UtcDateTime, utc_now
from models.vat import STANDARD_RATE

if TYPE_CHECKING:
    from models.category import Category
    from models.producer import Producer
    from models.product_part import ProductPart
    from models.product_picture import ProductPicture
    from models.studio import Studio
    from models.unit import Unit


class ProductKind(StrEnum):
    """The words of IOF 3.0 (`product/@type`)."""

    REGULAR = "regular"
    VIRTUAL = "virtual"
    SERVICE = "service"
    BUNDLE = "bundle"
    COLLECTION = "collection"


SETS = (ProductKind.BUNDLE, ProductKind.COLLECTION)
_STANDING = text("removed_at IS NULL")


class Product(db.Model):
    """`name`, `summary` and `description` are in the studio's language, `texts` in others.

    A product that `takes_picture` is made of a photo or a file: a print. `supplier` and `note` are
    the studio's own and leave Kadr in no file. `version` is that of the studio's offer when the
    product last changed. A removed product keeps its row, so that partners are told.
    """

    __tablename__ = "products"
    __table_args__ = (
        Index(
            "uq_products_code",
            "studio_id",
            "code",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        Index("ix_products_version", "studio_id", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(default=ProductKind.REGULAR)
    takes_picture: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    vat_rate: Mapped[str] = mapped_column(default=STANDARD_RATE)
    category_id: Mapped[int | None] = mapped_column(
        ForeignKey("categories.id", ondelete="SET NULL"), index=True
    )
    producer_id: Mapped[int | None] = mapped_column(
        ForeignKey("producers.id", ondelete="SET NULL"), index=True
    )
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("units.id", ondelete="SET NULL"), index=True
    )
    supplier: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    search_key: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    studio: Mapped[Studio] = relationship()
    category: Mapped[Category | None] = relationship()
    producer: Mapped[Producer | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    texts: Mapped[list[ProductText]] = relationship(
        order_by="ProductText.language", cascade="all, delete-orphan"
    )
    sizes: Mapped[list[ProductSize]] = relationship(
        back_populates="product", order_by=ProductSize.position, cascade="all, delete-orphan"
    )
    pictures: Mapped[list[ProductPicture]] = relationship(
        back_populates="product", order_by="ProductPicture.position", cascade="all, delete-orphan"
    )
    values: Mapped[list[ParameterValue]] = relationship(
        secondary=product_values, order_by=ParameterValue.parameter_id
    )
    parts: Mapped[list[ProductPart]] = relationship(
        back_populates="product",
        order_by="ProductPart.position",
        cascade="all, delete-orphan",
        foreign_keys="ProductPart.product_id",
    )

    @property
    def is_set(self) -> bool:
        return self.kind in SETS

    @property
    def is_offered(self) -> bool:
        return not self.is_hidden and self.removed_at is None

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Product]:
        """All that have not been removed, by name."""
        standing = (cls.studio_id == studio_id, cls.removed_at.is_(None))
        return select(cls).where(*standing).order_by(cls.name, cls.id)

    @classmethod
    def whole(cls) -> tuple:
        """Options that read everything a partner is shown along, in a fixed number of
        statements."""
        return (
            joinedload(cls.category),
            joinedload(cls.producer),
            joinedload(cls.unit),
            selectinload(cls.texts),
            selectinload(cls.pictures),
            selectinload(cls.values).joinedload(ParameterValue.parameter),
            selectinload(cls.sizes).options(
                joinedload(ProductSize.size_name), selectinload(ProductSize.prices)
            ),
            selectinload(cls.parts),
        )


class ProductText(db.Model):
    """The words of a product in another language than the studio's; `language` is "pl" or "en"."""

    __tablename__ = "product_texts"

    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")


@event.listens_for(Product, "before_insert")
@event.listens_for(Product, "before_update")
def _write_key(_mapper, _connection, product: Product) -> None:
    product.search_key = folded(f"{product.name} {product.code}")
