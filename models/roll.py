"""All photos of a gallery that a client chooses from, in their orders, as plain tuples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Integer, Select, bindparam, select

from extensions import db
from models.chapter import Chapter
from models.photo import Folder, Photo
from models.wall_state import photos_state

KEPT_ROLLS = 8


class Frame(NamedTuple):
    """One ready proof. `number` is its place while it has none."""

    id: int
    number: int
    filename: str
    width_px: int | None
    height_px: int | None
    color: str | None
    revision: str
    chapter_id: int | None
    captured_at: datetime | None


@dataclass(frozen=True)
class Roll:
    """`frames` and `chapters` are in the photographer's order; frames nobody has put anywhere, in
    that of their numbers.

    A roll is never changed: a gallery whose photos have changed has another one.
    """

    frames: tuple[Frame, ...] = ()
    chapters: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, gallery_id: int) -> Roll:
        """Asks whether the photos are as they were, and reads them again only when they are not."""
        state = db.session.scalars(_state(), {"gallery_id": gallery_id}).one()
        return _read(gallery_id, state, () if state.endswith("/0") else chapters_of(gallery_id))

    def frames_by(self, sort: str) -> tuple[Frame, ...]:
        """Chapter by chapter, what is in none first; inside by "number" or by "time"."""
        return self._by_time if sort == "time" else self._by_number

    @cached_property
    def _by_number(self) -> tuple[Frame, ...]:
        return self._in_chapters(self.frames) if self.chapters else self.frames

    @cached_property
    def _by_time(self) -> tuple[Frame, ...]:
        """By the clocks of the cameras; what has no time comes last."""
        timed = sorted(self.frames, key=lambda one: (one.captured_at is None, one.captured_at or 0))
        return self._in_chapters(timed)

    def _in_chapters(self, frames: Iterable[Frame]) -> tuple[Frame, ...]:
        rank: dict[int | None, int] = {one: at for at, (one, _name) in enumerate(self.chapters)}
        return tuple(sorted(frames, key=lambda one: rank.get(one.chapter_id, -1)))

    @cached_property
    def is_arranged(self) -> bool:
        """The photographer has put photos where their numbers would not."""
        return any(one.number > next_.number for one, next_ in pairwise(self.frames))

    @cached_property
    def has_times(self) -> bool:
        return any(frame.captured_at for frame in self.frames)

    @cached_property
    def parts(self) -> list[tuple[int, str, int]]:
        """(id, name, photos) of the chapters that have photos, when they divide anything."""
        counted = Counter(frame.chapter_id for frame in self.frames)
        if len(counted) < 2:
            return []
        return [(one, name, counted[one]) for one, name in self.chapters if counted[one]]

    @cached_property
    def names(self) -> dict[int | None, str]:
        return {chapter_id: name for chapter_id, name, _count in self.parts}

    def ids_of(self, chapter_id: int = 0) -> frozenset[int]:
        """Of the photos in a chapter, or of all."""
        return self._ids.get(chapter_id, frozenset())

    @cached_property
    def _ids(self) -> dict[int, frozenset[int]]:
        ids = {0: frozenset(frame.id for frame in self.frames)}
        for chapter_id, _name in self.chapters:
            own = (frame.id for frame in self.frames if frame.chapter_id == chapter_id)
            ids[chapter_id] = frozenset(own)
        return ids


def chapters_of(gallery_id: int) -> tuple[tuple[int, str], ...]:
    """(id, name) of every chapter, also of those that have no photo yet."""
    columns = Chapter.of_gallery(gallery_id).with_only_columns(Chapter.id, Chapter.name)
    return tuple((chapter_id, name) for chapter_id, name in db.session.execute(columns))


@cache
def _state() -> Select:
    """Takes `gallery_id` when it is run."""
    return select(photos_state(bindparam("gallery_id", type_=Integer)))


@lru_cache(maxsize=KEPT_ROLLS)
def _read(gallery_id: int, state: str, chapters: tuple[tuple[int, str], ...]) -> Roll:
    """`state` tells one roll of a gallery from the next."""
    columns = Photo.shown_in_folder(gallery_id, Folder.PROOFS).with_only_columns(
        Photo.id,
        Photo.number,
        Photo.filename,
        Photo.width_px,
        Photo.height_px,
        Photo.dominant_color,
        Photo.revision,
        Photo.chapter_id,
        Photo.captured_at,
    )
    rows = enumerate(db.session.execute(columns), start=1)
    frames = (Frame(row[0], row[1] or place, *row[2:]) for place, row in rows)
    return Roll(tuple(frames), chapters)
