"""Who sells, and how the studio's documents are made out."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.studio import Studio


class SaleKind(StrEnum):
    """AUTO: an invoice for whoever asks for one, a confirmation of the sale for everybody else."""

    AUTO = "auto"
    FS = "FS"
    PA = "PA"


class DocumentSettings(db.Model):
    """`issues_company_invoices` is off where invoices for companies are made in KSeF by another
    program: theirs is attached instead. `exemption_basis` is the provision that frees from VAT.
    """

    __tablename__ = "document_settings"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    seller_name: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    tax_id: Mapped[str] = mapped_column(default="")
    bank_name: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    is_vat_exempt: Mapped[bool] = mapped_column(default=False)
    exemption_basis: Mapped[str] = mapped_column(default="")
    sale_kind: Mapped[str] = mapped_column(default=SaleKind.AUTO)
    issues_company_invoices: Mapped[bool] = mapped_column(default=False)
    shows_logo: Mapped[bool] = mapped_column(default=False)
    has_amount_in_words: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(default="")

    studio: Mapped[Studio] = relationship(back_populates="document_settings")

    @property
    def is_complete(self) -> bool:
        """Is everything here that an invoice must say of the seller? (art. 106e, VAT act)"""
        return all((self.seller_name, self.street, self.postcode, self.city, self.tax_id))
