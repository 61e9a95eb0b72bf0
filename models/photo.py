"""A photograph as it was uploaded, and the smaller pictures made from it."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    Select,
    SQLColumnExpression,
    UniqueConstraint,
    select,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.folding import folded
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.gallery import Gallery

RENDER_TRIES = 2


class Folder(StrEnum):
    """Where in a gallery a photo lies: to choose from, or finished in one of two sizes."""

    PROOFS = "proofs"
    FULL = "full"
    WEB = "web"

    @property
    def rendition_kinds(self) -> tuple[str, ...]:
        return ("proof", "grid", "thumb") if self is Folder.PROOFS else ("grid", "thumb")


def natural_key(filename: str) -> str:
    """Sorts IMG_2 before IMG_10: every number is padded to twelve digits."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), filename.casefold())


def new_revision() -> str:
    return secrets.token_hex(4)


def _name_key(context: DefaultExecutionContext) -> str:
    """A name is the camera's for ever, and so is what it is found by."""
    return folded(context.get_current_parameters()["filename"])


class Photo(db.Model):
    """`filename` is the camera's, letter for letter, for ever; `storage_key` never contains it.

    `number` is what people say on the telephone ("number 12"); it is given when the gallery is
    sent and does not change, wherever the photographer puts the photo: its `position` says where it
    stands, before all that have none. A hidden photo is seen by the studio alone. `captured_at`
    is the camera's own clock and has no zone.
    `made_from_sha256` names the original of a web version that Kadr made; None when uploaded.
    `web_asked_at` stands on an original while its web version is to be made, or made again.
    `similarity_hash` tells alike pictures apart (64 bits, signed); photos of one burst share the
    `burst_id`, which is the id of the first of them.
    """

    __tablename__ = "photos"
    __table_args__ = (
        UniqueConstraint("gallery_id", "folder", "sha256"),
        Index("ix_photos_order", "gallery_id", "folder", "number", "sort_key"),
        Index("ix_photos_bursts", "gallery_id", "burst_id"),
        Index("ix_photos_search", "gallery_id", "search_key"),
        Index("ix_photos_roll", "gallery_id", "folder", "rendered_at", "number", "chapter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(ForeignKey("galleries.id", ondelete="CASCADE"))
    folder: Mapped[str] = mapped_column(default=Folder.PROOFS)
    chapter_id: Mapped[int | None] = mapped_column(
        ForeignKey("chapters.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int | None]
    filename: Mapped[str]
    sort_key: Mapped[str]
    search_key: Mapped[str] = mapped_column(default=_name_key)
    format: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    crc32: Mapped[int] = mapped_column(BigInteger)
    storage_key: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    made_from_sha256: Mapped[str | None]
    web_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    width_px: Mapped[int | None]
    height_px: Mapped[int | None]
    captured_at: Mapped[datetime | None]
    similarity_hash: Mapped[int | None] = mapped_column(BigInteger)
    burst_id: Mapped[int | None] = mapped_column(index=True)
    dominant_color: Mapped[str | None]
    may_be_damaged: Mapped[bool] = mapped_column(default=False)

    revision: Mapped[str] = mapped_column(default=new_revision)
    render_tries: Mapped[int] = mapped_column(default=0)
    render_lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rendered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    position: Mapped[int | None]
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None]
    failure_detail: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    gallery: Mapped[Gallery] = relationship(foreign_keys=gallery_id)
    renditions: Mapped[list[Rendition]] = relationship(
        back_populates="photo", cascade="all, delete-orphan"
    )

    @property
    def is_ready(self) -> bool:
        return self.rendered_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_shown(self) -> bool:
        """A client may see it."""
        return self.is_ready and not self.is_hidden

    @property
    def title(self) -> str:
        """What people call it: its number, or its name while it has none."""
        return str(self.number) if self.number else self.filename

    @property
    def state(self) -> str:
        """waiting, ready or failed."""
        if self.is_ready:
            return "ready"
        return "failed" if self.failed_at else "waiting"

    @property
    def rendition_kinds(self) -> tuple[str, ...]:
        return Folder(self.folder).rendition_kinds

    def rendition_key(self, kind: str) -> str:
        return f"galleries/{self.gallery_id}/renditions/{self.id}-{self.revision}-{kind}.jpg"

    @classmethod
    def sheet_order(cls) -> tuple[SQLColumnExpression, ...]:
        """What people see photos sorted by: where they were put, else their numbers, else names."""
        placed = (cls.position.is_(None), cls.position)
        return *placed, cls.number.is_(None), cls.number, cls.sort_key, cls.id

    @classmethod
    def in_folder(cls, gallery_id: int, folder: str) -> Select[Photo]:
        """All photos of a folder in the order people see them."""
        return (
            select(cls)
            .where(cls.gallery_id == gallery_id, cls.folder == folder)
            .order_by(*cls.sheet_order())
        )

    @classmethod
    def ready_in_folder(cls, gallery_id: int, folder: str) -> Select[Photo]:
        return cls.in_folder(gallery_id, folder).where(cls.rendered_at.is_not(None))

    @classmethod
    def shown_in_folder(cls, gallery_id: int, folder: str) -> Select[Photo]:
        """What a client may see of a folder."""
        return cls.ready_in_folder(gallery_id, folder).where(cls.hidden_at.is_(None))

    @classmethod
    def ready_in_bursts(cls, gallery_id: int) -> Select[Photo]:
        """Proofs that have alike ones beside them, in the order people see them."""
        return cls.shown_in_folder(gallery_id, Folder.PROOFS).where(cls.burst_id.is_not(None))

    @classmethod
    def waiting(cls, now: datetime) -> Select[int]:
        """Ids of photos whose renditions nobody is making at the moment."""
        free = (cls.render_lease_until.is_(None)) | (cls.render_lease_until < now)
        undone = cls.rendered_at.is_(None) & cls.failed_at.is_(None)
        return select(cls.id).where(undone, free).order_by(cls.id)


class Rendition(db.Model):
    __tablename__ = "renditions"
    __table_args__ = (UniqueConstraint("photo_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"))
    kind: Mapped[str]
    key: Mapped[str]
    width_px: Mapped[int]
    height_px: Mapped[int]
    size_bytes: Mapped[int]

    photo: Mapped[Photo] = relationship(back_populates="renditions")
