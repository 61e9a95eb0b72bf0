"""The sizes that products of a studio come in: "10×15", "A4"."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db


class SizeName(db.Model):
    """A size of this name is the same size in every product."""

    __tablename__ = "size_names"
    __table_args__ = (UniqueConstraint("studio_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    name: Mapped[str]

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[SizeName]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id)
