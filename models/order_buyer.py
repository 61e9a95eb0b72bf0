"""Who has ordered, and whom the documents are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.order_delivery import HOME_COUNTRY

if TYPE_CHECKING:
    from models.gallery import Gallery

_REFERRED = text("partner_reference <> ''")
ONE_FOR_A_REFERENCE = Index(
    "uq_orders_partner_reference",
    "partner_id",
    "partner_reference",
    unique=True,
    sqlite_where=_REFERRED,
    postgresql_where=_REFERRED,
)


class Place(NamedTuple):
    """`country` is ISO 3166 alpha-2."""

    street: str
    postcode: str
    city: str
    country: str


class OrderBuyer:
    """What was typed with the order; the client's own row may say something else by now. A partner
    gives an order a reference of its own."""

    if TYPE_CHECKING:
        gallery: Mapped[Gallery | None]
        street: Mapped[str]
        postcode: Mapped[str]
        city: Mapped[str]
        country: Mapped[str]

    client_name: Mapped[str]
    client_email: Mapped[str]
    client_phone: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    tax_id: Mapped[str] = mapped_column(default="")
    invoice_street: Mapped[str] = mapped_column(default="")
    invoice_postcode: Mapped[str] = mapped_column(default="")
    invoice_city: Mapped[str] = mapped_column(default="")
    invoice_country: Mapped[str] = mapped_column(default=HOME_COUNTRY)
    invoice_email: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partners.id", ondelete="SET NULL"), index=True
    )
    partner_reference: Mapped[str] = mapped_column(default="")

    @property
    def payer_email(self) -> str:
        """Whom documents go to: the address for the invoice, else the orderer's, else the one of
        the session's client; "" when there is none."""
        client = self.gallery.client if self.gallery else None
        return self.invoice_email or self.client_email or (client.email if client else "")

    @property
    def wants_invoice(self) -> bool:
        """For a company, or, without a tax number, for the person."""
        return any((self.tax_id, self.company, self.invoice_street))

    @property
    def billing_place(self) -> Place:
        """Where whoever is invoiced lives; without an address of their own where parcels go,
        but for a partner, whose parcels go to somebody else."""
        is_elsewhere = any((self.invoice_street, self.invoice_postcode, self.invoice_city))
        if is_elsewhere or self.partner_id is not None:
            return Place(
                self.invoice_street,
                self.invoice_postcode,
                self.invoice_city,
                self.invoice_country,
            )
        return Place(self.street, self.postcode, self.city, self.country)
