"""A part of a session with a name of its own: the folder the photos came in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db


class Chapter(db.Model):
    __tablename__ = "chapters"
    __table_args__ = (UniqueConstraint("gallery_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(ForeignKey("galleries.id", ondelete="CASCADE"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)

    @classmethod
    def of_gallery(cls, gallery_id: int) -> Select[Chapter]:
        return (
            select(cls).where(cls.gallery_id == gallery_id).order_by(cls.position, cls.name, cls.id)
        )
