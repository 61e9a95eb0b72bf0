"""How an order gets to the client."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from models.delivery_method import DeliveryKind
from models.payment_method import PaymentKind
from models.types import UtcDateTime
from models.vat import STANDARD_RATE

HOME_COUNTRY = "PL"
SENT_KINDS = (DeliveryKind.COURIER, DeliveryKind.LOCKER)


class OrderDelivery:
    """Without `delivery_kind` nothing is sent. `delivery_point` is the code of a parcel locker,
    `country` two letters of ISO 3166. `delivery_known_at` is when all of it was known. Where the
    parcel goes to somebody else than who ordered, the `recipient_` columns say who that is.
    """

    if TYPE_CHECKING:
        payment_kind: Mapped[str | None]
        client_name: Mapped[str]
        client_email: Mapped[str]
        client_phone: Mapped[str]

    delivery_kind: Mapped[str | None]
    delivery_name: Mapped[str] = mapped_column(default="")
    delivery_cents: Mapped[int] = mapped_column(default=0)
    delivery_vat_rate: Mapped[str] = mapped_column(default=STANDARD_RATE)
    delivery_point: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default=HOME_COUNTRY)
    recipient_name: Mapped[str] = mapped_column(default="")
    recipient_email: Mapped[str] = mapped_column(default="")
    recipient_phone: Mapped[str] = mapped_column(default="")
    delivery_known_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def has_recipient(self) -> bool:
        """Does the parcel go to somebody else than who ordered?"""
        return bool(self.recipient_name)

    @property
    def is_delivery_known(self) -> bool:
        return self.delivery_known_at is not None

    @property
    def has_destination(self) -> bool:
        """Is there what the chosen way needs: an address, or a parcel locker?"""
        if self.delivery_kind == DeliveryKind.COURIER:
            return bool(self.street and self.postcode and self.city)
        return self.delivery_kind != DeliveryKind.LOCKER or bool(self.delivery_point)

    @property
    def is_cash_on_delivery(self) -> bool:
        """Paid to whoever brings it."""
        return self.delivery_kind in SENT_KINDS and self.payment_kind == PaymentKind.CASH
