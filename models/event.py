"""One fact in the history of a gallery or an order, as its timeline tells it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Select, and_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.order import Order


# Kinds of the access log begin so; it has a page and an age of its own.
ACCESS = "access."


class Event(db.Model):
    """`kind` names the fact (order.placed, order.paid, gallery.sent, access.sign_in.begun …);
    `actor` is a person's name, or empty when the system did it."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    gallery_id: Mapped[int | None] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), index=True
    )
    order_id: Mapped[int | None] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    actor: Mapped[str] = mapped_column(default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    order: Mapped[Order | None] = relationship(back_populates="events")

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Event]:
        """What happened to its work, newest first."""
        own = select(cls).where(cls.studio_id == studio_id, cls.kind.not_like(f"{ACCESS}%"))
        return own.order_by(cls.id.desc())

    @classmethod
    def accesses(cls, studio_id: int) -> Select[Event]:
        """Who saw and did what, newest first."""
        return select(cls).where(cls.is_access_in(studio_id)).order_by(cls.id.desc())

    @classmethod
    def is_access_in(cls, studio_id: int) -> ColumnElement[bool]:
        return and_(cls.studio_id == studio_id, cls.kind.startswith(ACCESS))

    @classmethod
    def detail_of(cls, order_id: int, kind: str) -> dict[str, Any]:
        """What the newest fact of a kind says of an order; empty when there is none."""
        told = select(cls.detail).where(cls.order_id == order_id, cls.kind == kind)
        return db.session.scalar(told.order_by(cls.id.desc()).limit(1)) or {}
