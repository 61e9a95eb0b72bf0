"""What a product is counted in: pieces, sets, square metres."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db


class Unit(db.Model):
    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("studio_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    name: Mapped[str]

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Unit]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.name)
