"""The address at which whoever bought something sees their order, without an account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.token import token_hash
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.order import Order


class OrderLink(db.Model):
    """The link is looked up by `token_hash`; `token_sealed` is for mails and "Copy link"."""

    __tablename__ = "order_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    order: Mapped[Order] = relationship(back_populates="link")

    @classmethod
    def by_token(cls, token: str) -> Select[OrderLink]:
        return select(cls).where(cls.token_hash == token_hash(token))
