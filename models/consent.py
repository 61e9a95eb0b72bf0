"""A sentence a studio asks its clients to agree to, and what they answered with an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.order import Order


class Consent(db.Model):
    """Terms that must be accepted (`is_required`), or a permission that may be refused."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    text_pl: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    is_required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    def text(self, locale: str) -> str:
        """In the reader's language; in the other one when the studio wrote only that."""
        first, second = self.text_pl, self.text_en
        return first or second if locale == "pl" else second or first

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Consent]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.position, cls.id)


class OrderConsent(db.Model):
    """The very words the client saw, and whether the box was ticked."""

    __tablename__ = "order_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    is_given: Mapped[bool]

    order: Mapped[Order] = relationship(back_populates="consents")
