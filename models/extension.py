"""A client asks for more time to choose, and the studio's answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.invitation import Invitation


class Extension(db.Model):
    """Asked at `asked_at`; answered by a new last day, or by a refusal when there is none.

    `fee_cents` was agreed to with the question; it is a line of the first order after a grant, and
    `order_id` says of which.
    """

    __tablename__ = "extensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE"), index=True
    )
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(default="")
    fee_cents: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_until_on: Mapped[date | None]

    invitation: Mapped[Invitation] = relationship(back_populates="extensions")

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def is_granted(self) -> bool:
        return self.granted_until_on is not None
