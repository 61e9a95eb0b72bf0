"""How much room a studio takes, counted by the clock."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime


class Kind(StrEnum):
    """What files are there for; previews and documents are made by Kadr, the rest was sent."""

    PROOFS = "proofs"
    FINISHED = "finished"
    PREVIEWS = "previews"
    PRODUCTS = "products"
    PARTNERS = "partners"
    DOCUMENTS = "documents"


class StudioUsage(db.Model):
    """One kind of one studio's files, as it was when the clock counted last."""

    __tablename__ = "studio_usage"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    file_count: Mapped[int]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def sums(cls) -> Select[str, int, int]:
        """(kind, files, bytes) of all studios together."""
        files, size_bytes = func.sum(cls.file_count), func.sum(cls.size_bytes)
        return select(cls.kind, files, size_bytes).group_by(cls.kind)
