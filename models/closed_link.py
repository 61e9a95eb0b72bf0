"""Links into sessions that were deleted, so that whoever holds one is told whom to write to."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.gallery import Gallery
from models.token import token_hash


class ClosedLink(db.Model):
    """What is left of a link: neither whose it was nor a secret that could be sent again."""

    __tablename__ = "closed_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)

    gallery: Mapped[Gallery] = relationship()

    @classmethod
    def by_token(cls, token: str) -> Select[ClosedLink]:
        return select(cls).where(cls.token_hash == token_hash(token))
