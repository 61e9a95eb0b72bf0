"""Where an order stands in the studio's own words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.studio import Studio


class Tone(StrEnum):
    """What `OrderStatus.color` may be: the tones that states have in the design."""

    PLAIN = ""
    GREY = "draft"
    YELLOW = "yellow"
    GREEN = "green"
    RED = "red"


class OrderStatus(db.Model):
    """`internal_name` is for the studio, `short_name` for narrow columns, empty: the same;
    `public_name` for the client, empty: not shown. `color` names a tone of the design.
    """

    __tablename__ = "order_statuses"
    __table_args__ = (UniqueConstraint("studio_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    position: Mapped[int]
    internal_name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    public_name: Mapped[str] = mapped_column(default="")
    color: Mapped[str] = mapped_column(default="")
    icon: Mapped[str] = mapped_column(default="circle-dashed")

    studio: Mapped[Studio] = relationship(back_populates="order_statuses")

    @property
    def column_name(self) -> str:
        """As it stands in lists."""
        return self.short_name or self.internal_name

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[OrderStatus]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.position)
