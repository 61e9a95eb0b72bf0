"""A way in which a gallery's orders can be paid."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.price_list import PriceList


class PaymentKind(StrEnum):
    TRANSFER = "transfer"
    CASH = "cash"


class PaymentMethod(db.Model):
    """`account_number` is a bank account without spaces; a transfer needs it and its holder."""

    __tablename__ = "payment_methods"

    id: Mapped[int] = mapped_column(primary_key=True)
    price_list_id: Mapped[int] = mapped_column(
        ForeignKey("price_lists.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    name: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    account_holder: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    price_list: Mapped[PriceList] = relationship(back_populates="payment_methods")

    @property
    def is_transfer(self) -> bool:
        return self.kind == PaymentKind.TRANSFER
