"""A business that gets the studio's offer and orders from it: a framer, a school, a gift shop."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.offer_price import RATE_UNIT, Price, partner_cents
from models.order_delivery import HOME_COUNTRY
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.client import Client
    from models.partner_login import PartnerLogin
    from models.partner_shop import PartnerShop
    from models.partner_token import PartnerToken
    from models.product_size import ProductSize
    from models.studio import Studio


class DataFormat(StrEnum):
    IOF = "iof"
    XML = "xml"
    CSV = "csv"


class FileSet(StrEnum):
    FULL = "full"
    LIGHT = "light"
    BOTH = "both"


class Partner(db.Model):
    """A client with a part of the studio's offer. Name, e-mail and telephone are the client's; what
    is here is who pays, how the offer is shared, and at which price.

    Not `is_sharing`: every address of the offer is closed, the account lives on. `rate_e4` is what
    one unit of `currency` costs in the studio's, in ten-thousandths; `discount_bp` is in hundredths
    of a percent. `unlimited_as` is the number that is told for what is made to order; None: -1.
    `webhook_url` is told about statuses and parcels.
    """

    __tablename__ = "partners"
    __table_args__ = (
        CheckConstraint("rate_e4 > 0", name="rate_positive"),
        CheckConstraint("discount_bp >= 0 AND discount_bp < 10000", name="discount_in_bounds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), unique=True)
    contact_name: Mapped[str] = mapped_column(default="")
    tax_id: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default=HOME_COUNTRY)
    is_sharing: Mapped[bool] = mapped_column(default=False)
    data_format: Mapped[str] = mapped_column(default=DataFormat.IOF)
    file_set: Mapped[str] = mapped_column(default=FileSet.BOTH)
    language: Mapped[str] = mapped_column(default="pl")
    currency: Mapped[str] = mapped_column(default="PLN")
    rate_e4: Mapped[int] = mapped_column(default=RATE_UNIT)
    discount_bp: Mapped[int] = mapped_column(default=0)
    only_in_stock: Mapped[bool] = mapped_column(default=False)
    unlimited_as: Mapped[int | None]
    may_order: Mapped[bool] = mapped_column(default=False)
    webhook_url: Mapped[str] = mapped_column(default="")
    webhook_secret_sealed: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    studio: Mapped[Studio] = relationship()
    client: Mapped[Client] = relationship()
    shops: Mapped[list[PartnerShop]] = relationship(
        back_populates="partner", order_by="PartnerShop.id", cascade="all, delete-orphan"
    )
    tokens: Mapped[list[PartnerToken]] = relationship(
        back_populates="partner", order_by="PartnerToken.id", cascade="all, delete-orphan"
    )
    login: Mapped[PartnerLogin | None] = relationship(
        back_populates="partner", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        return self.client.name

    def price_of(self, size: ProductSize, price_list_id: int) -> Price | None:
        """What one piece costs this partner in a shop, in the partner's currency and after the
        discount; None where it is not sold."""
        cents = size.cents_in(price_list_id)
        if cents is None:
            return None
        ours = partner_cents(cents, rate_e4=self.rate_e4, discount_bp=self.discount_bp)
        return Price(ours, size.product.vat_rate)

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Partner]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id)
