"""Which photos of a gallery a person sees, in which order, and in which portions."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from blueprints.proofing import captions
from blueprints.proofing.captions import Caption
from blueprints.proofing.choice import Choice
from blueprints.proofing.figures import Cell, Repeated, cell, figures
from blueprints.proofing.look import Look
from models.roll import Frame, Roll

SECTION = 60
WHOLE = 300
FIRST = 120


class Section(NamedTuple):
    """Photos that are painted when they are seen; the first of a chapter has its name."""

    figures: Markup
    chapter_id: int = 0
    chapter: str = ""
    photo_count: int = 0


class Wall:
    """`frames` has every photo that the look shows, in its order, and `keep` in any case."""

    def __init__(self, choice: Choice, look: Look, keep: int | None = None):
        self.choice = choice
        self.look = look
        self.roll = Roll.of(choice.gallery.id)
        self.frames = self._shown(self.roll.frames_by(look.sort), keep)

    @property
    def is_whole(self) -> bool:
        """Short enough for one answer."""
        return len(self.frames) <= WHOLE

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many photos each filter shows, in the chapter that is looked at."""
        ids = self.roll.ids_of(self.look.chapter)
        picked = [said for photo_id, said in self.choice.picked.items() if photo_id in ids]
        return {
            "all": len(ids),
            "picked": len(picked),
            "unpicked": len(ids) - len(picked),
            "notes": sum(1 for said in picked if said.note),
        }

    def place_of(self, photo_id: int) -> int:
        """Counted from 1; 0 when the look does not show the photo."""
        return next((at for at, one in enumerate(self.frames, 1) if one.id == photo_id), 0)

    def stop_after(self, start: int, at_least: int) -> int:
        """Where an answer ends that begins at `start`: with a full section, `FIRST` photos or
        `at_least` so many places further on."""
        wanted = max(start + FIRST, at_least)
        return next((cut for cut in self._cuts if cut >= wanted), len(self.frames))

    def sections(self, start: int, stop: int, repeated: Repeated) -> list[Section]:
        """The portions from one cut to another."""
        starts = [start, *(cut for cut in self._cuts if start < cut < stop)]
        ends = [*starts[1:], stop]
        return [
            self._section(first, end, repeated)
            for first, end in zip(starts, ends, strict=True)
            if first < end
        ]

    def cells(self, start: int, stop: int) -> list[Cell]:
        frames = self.frames[start:stop]
        return [cell(frame, self.choice.picked, self._told) for frame in frames]

    @cached_property
    def _told(self) -> dict[int, Caption]:
        return captions.of(self.choice)

    def _shown(self, found: Sequence[Frame], keep: int | None) -> Sequence[Frame]:
        picked, chapter_id = self.choice.picked, self.look.chapter
        if chapter_id:
            found = [one for one in found if one.chapter_id == chapter_id or one.id == keep]
        match self.look.show:
            case "picked":
                return [one for one in found if one.id in picked or one.id == keep]
            case "unpicked":
                return [one for one in found if one.id not in picked or one.id == keep]
            case "notes":
                noted = {photo_id for photo_id, said in picked.items() if said.note} | {keep}
                return [one for one in found if one.id in noted]
        return found

    @cached_property
    def _cuts(self) -> list[int]:
        """Where sections end: at every chapter, and inside one after `SECTION` photos, unless the
        wall is whole, because every section ends with a short row."""
        size = WHOLE if self.is_whole else SECTION
        cuts, begin = [], 0
        for count in self._counts_in_a_row:
            cuts += [*range(begin + size, begin + count, size), begin + count]
            begin += count
        return cuts

    @cached_property
    def _counts_in_a_row(self) -> list[int]:
        """Photos without a chapter, of the first chapter, of the second …; none is left out."""
        if not self.roll.chapters:
            return [len(self.frames)]
        return list(self._counted.values())

    @cached_property
    def _counted(self) -> Counter[int | None]:
        return Counter(frame.chapter_id for frame in self.frames)

    def _section(self, start: int, stop: int, repeated: Repeated) -> Section:
        photos = self.frames[start:stop]
        markup = figures(photos, self.choice.picked, self._told, repeated)
        chapter_id = photos[0].chapter_id
        is_begun = start > 0 and self.frames[start - 1].chapter_id == chapter_id
        name = self.roll.names.get(chapter_id)
        if name is None or is_begun:
            return Section(markup)
        return Section(markup, chapter_id or 0, name, self._counted[chapter_id])
