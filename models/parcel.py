"""A parcel that left the studio with something of an order in it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.order import Order
from models.types import UtcDateTime, utc_now


class Parcel(db.Model):
    """`carrier` is a key of `formats.tracking.NAMES`, or "other"; `carrier_name` is what people
    call it, "" when nobody said. `url` shows where the parcel is; https, or "".
    """

    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    carrier: Mapped[str]
    carrier_name: Mapped[str] = mapped_column(default="")
    number: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    order: Mapped[Order] = relationship(back_populates="parcels")

    @property
    def title(self) -> str:
        """ "InPost 620000000000000000000001": what it is called in one line."""
        return f"{self.carrier_name} {self.number}".strip()

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Parcel]:
        return select(cls).join(cls.order).where(Order.studio_id == studio_id)
