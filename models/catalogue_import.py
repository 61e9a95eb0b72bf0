"""A file of products that a studio has sent: looked through first, written once it says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.studio import Studio


# How long a file waits for somebody to say that it is to be written.
KEPT = timedelta(days=7)


class CatalogueImport(db.Model):
    """`read_to` is the last row of the file that the present pass has come to; `row_count` is known
    after the first pass. The counts are products, `refused_count` rows, of the present pass.
    `failure` says why the file as a whole cannot be read.
    """

    __tablename__ = "catalogue_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]
    filename: Mapped[str]
    columns: Mapped[list[str]] = mapped_column(JSON)
    read_to: Mapped[int] = mapped_column(default=1)
    row_count: Mapped[int | None]
    made_count: Mapped[int] = mapped_column(default=0)
    changed_count: Mapped[int] = mapped_column(default=0)
    same_count: Mapped[int] = mapped_column(default=0)
    refused_count: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    studio: Mapped[Studio] = relationship()

    @property
    def is_working(self) -> bool:
        """A worker is looking through it, or writing it."""
        begun = self.checked_at is None or self.confirmed_at is not None
        return begun and self.finished_at is None and not self.failure

    @property
    def kept_until(self) -> datetime:
        """Then a file that nobody has confirmed is deleted, with what was found in it."""
        return self.created_at + KEPT

    @property
    def writes(self) -> bool:
        """Has a person said that it is to be written?"""
        return self.confirmed_at is not None

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[CatalogueImport]:
        """The newest first."""
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id.desc())

    @classmethod
    def forgotten(cls, now: datetime) -> Select[CatalogueImport]:
        """Nobody has confirmed them in time."""
        unconfirmed = (cls.confirmed_at.is_(None), cls.created_at < now - KEPT)
        return select(cls).where(*unconfirmed).order_by(cls.id)


class RefusedRow(db.Model):
    """A row that was not taken: its cells as they stood in the file, and why, in the studio's
    language. `column` is "" when it is about the whole row."""

    __tablename__ = "refused_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(
        ForeignKey("catalogue_imports.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    column: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str]
    cells: Mapped[list[str]] = mapped_column(JSON)

    @classmethod
    def of_import(cls, import_id: int) -> Select[RefusedRow]:
        return select(cls).where(cls.import_id == import_id).order_by(cls.number, cls.id)


class TriedProduct(db.Model):
    """What a product would be after the rows that were looked through so far: remembered for the
    sets further down the file, until all of it was. A new one has a `product_id` below 0; of two
    rows of one product the later one holds. `bones` are services/catalogue_shelf.py's.
    """

    __tablename__ = "tried_products"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(
        ForeignKey("catalogue_imports.id", ondelete="CASCADE"), index=True
    )
    product_id: Mapped[int]
    bones: Mapped[list[Any]] = mapped_column(JSON)

    @classmethod
    def of_import(cls, import_id: int) -> Select[TriedProduct]:
        """In the order of the file."""
        return select(cls).where(cls.import_id == import_id).order_by(cls.id)
