"""Pieces of a size that stand aside for a line of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.order_line import OrderLine


class Reservation(db.Model):
    """`per_piece` of the size go into one piece of the line, and were taken from the stock
    `pieces` times. A set has one for each of its parts."""

    __tablename__ = "reservations"
    __table_args__ = (
        UniqueConstraint("line_id", "size_id"),
        CheckConstraint("per_piece > 0", name="per_piece_positive"),
        CheckConstraint("pieces >= 0", name="pieces_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id", ondelete="CASCADE"))
    size_id: Mapped[int] = mapped_column(
        ForeignKey("product_sizes.id", ondelete="CASCADE"), index=True
    )
    per_piece: Mapped[int]
    pieces: Mapped[int] = mapped_column(default=0)

    line: Mapped[OrderLine] = relationship(back_populates="reservations")
