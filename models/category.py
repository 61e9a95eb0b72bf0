"""Where a product stands in the catalogue: Prints / Matte."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db


class Category(db.Model):
    """`path` is the whole way from the top, "Prints/Matte": unique in a studio."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("studio_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    path: Mapped[str]

    parent: Mapped[Category | None] = relationship(remote_side=[id])

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Category]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.path)
