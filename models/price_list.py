"""What a studio sells and for how much: kept once as a list of its own, copied to each gallery."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from extensions import db
from models.types import UtcDateTime, utc_now
from models.vat import STANDARD_RATE

if TYPE_CHECKING:
    from models.delivery_method import DeliveryMethod
    from models.gallery import Gallery
    from models.payment_method import PaymentMethod
    from models.price_item import PriceItem
    from models.studio import Studio


class PriceList(db.Model):
    """Without a gallery it is one of the studio's own lists; with one it is what that gallery
    sells, and nothing that happens to the studio's list changes it.

    `package_photo_count` photos are in a package of `package_cents` (0: paid already, or none);
    each further one costs `extra_photo_cents`. Prices are gross, in cents of the studio's currency.
    """

    __tablename__ = "price_lists"
    __table_args__ = (
        CheckConstraint("package_photo_count >= 0", name="package_not_negative"),
        CheckConstraint("package_cents >= 0", name="package_price_not_negative"),
        CheckConstraint("extra_photo_cents >= 0", name="extra_price_not_negative"),
        Index(
            "uq_price_lists_name",
            "studio_id",
            "name",
            unique=True,
            sqlite_where=text("gallery_id IS NULL"),
            postgresql_where=text("gallery_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    gallery_id: Mapped[int | None] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), unique=True
    )
    name: Mapped[str] = mapped_column(default="")
    package_photo_count: Mapped[int] = mapped_column(default=0)
    package_cents: Mapped[int] = mapped_column(default=0)
    extra_photo_cents: Mapped[int] = mapped_column(default=0)
    vat_rate: Mapped[str] = mapped_column(default=STANDARD_RATE)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    studio: Mapped[Studio] = relationship()
    gallery: Mapped[Gallery | None] = relationship(back_populates="prices")
    items: Mapped[list[PriceItem]] = relationship(
        back_populates="price_list", order_by="PriceItem.position", cascade="all, delete-orphan"
    )
    delivery_methods: Mapped[list[DeliveryMethod]] = relationship(
        back_populates="price_list",
        order_by="DeliveryMethod.position",
        cascade="all, delete-orphan",
    )
    payment_methods: Mapped[list[PaymentMethod]] = relationship(
        back_populates="price_list", order_by="PaymentMethod.position", cascade="all, delete-orphan"
    )

    @property
    def has_package(self) -> bool:
        return bool(self.package_photo_count or self.package_cents)

    @property
    def photo_items(self) -> list[PriceItem]:
        """What is bought of a single photo: prints and its file."""
        return [item for item in self.items if item.is_per_photo]

    @property
    def products(self) -> list[PriceItem]:
        """What is bought on its own: albums, canvases, all files at once."""
        return [item for item in self.items if not item.is_per_photo]

    @property
    def prints(self) -> list[PriceItem]:
        return [item for item in self.items if item.is_print]

    @property
    def files(self) -> list[PriceItem]:
        return [item for item in self.items if item.is_per_photo and not item.is_print]

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[PriceList]:
        """The studio's own lists, not those of its galleries."""
        own = (cls.studio_id == studio_id, cls.gallery_id.is_(None))
        return select(cls).where(*own).order_by(cls.name, cls.id)

    @classmethod
    def whole(cls) -> tuple:
        """Options that read everything on the lists along, in a fixed number of statements."""
        return (
            selectinload(cls.items),
            selectinload(cls.delivery_methods),
            selectinload(cls.payment_methods),
        )
