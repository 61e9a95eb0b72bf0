"""What is exported, and in which words and order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from formats.collisions import Shot
from formats.stems import one_line, stem

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Wish:
    """What one person wants of a photo in one order; `kind` as in PickedPhoto."""

    person: str
    email: str
    order_number: int
    kind: str
    note: str


@dataclass(frozen=True)
class PickedPhoto:
    """One picked photo; `number` is its place in the gallery, `captured_at` is aware.

    `kind` is "package" or "extra" when the photo itself is wanted, else what it is wanted for:
    "digital", "print" or "product"; None when nobody says. `folder` is the one it came in,
    `prints` are names of formats with pieces. `photo_id` is None once the photo is deleted.
    """

    filename: str
    captured_at: datetime | None
    number: int
    order_numbers: tuple[int, ...]
    note: str
    kind: str | None
    folder: str = ""
    prints: tuple[tuple[str, int], ...] = ()
    wishes: tuple[Wish, ...] = ()
    photo_id: int | None = None

    @property
    def shot(self) -> Shot:
        return Shot(self.filename, self.folder, self.captured_at and self.captured_at.date())


@dataclass(frozen=True)
class CsvWords:
    """What a spreadsheet calls its columns and the kinds; the caller translates."""

    position: str = "no"
    filename: str = "file_name"
    stem: str = "name_without_extension"
    order_numbers: str = "order_no"
    kind: str = "kind"
    prints: str = "print_format"
    copies: str = "copies"
    note: str = "note"
    person: str = "person"
    email: str = "e_mail"
    package: str = "in package"
    extra: str = "extra"
    digital: str = "file only"
    print: str = "prints only"
    product: str = "in a product only"


@dataclass(frozen=True)
class ScriptWords:
    """What a script prints, and what it calls the folder it fills."""

    folder: str = "picked"
    copied: str = "Copied:"
    there: str = "Already there, left alone:"
    failed: str = "NOT COPIED:"
    missing: str = "MISSING:"


@dataclass(frozen=True)
class Options:
    """How to write names down; `order` is a key of ORDERS.

    `title` is the session's, `keyword` what XMP files say of every picked photo. `raw_extension`
    is the camera's ("CR3"), empty for that of the picked file; `search_folder` is where Windows
    looks.
    """

    with_extension: bool = False
    order: str = "gallery"
    title: str = ""
    keyword: str = "picked"
    raw_extension: str = ""
    search_folder: str = ""
    csv_words: CsvWords = CsvWords()
    script_words: ScriptWords = ScriptWords()


def stems(photos: Sequence[PickedPhoto]) -> list[str]:
    """Each stem once, letter for letter: two bodies may both have shot an IMG_0001."""
    return list(dict.fromkeys(stem(photo.filename) for photo in photos))


def listed_names(photos: Sequence[PickedPhoto], options: Options) -> list[str]:
    """Each name once and on one line, with its extension where that is wished for."""
    names = (photo.filename for photo in photos)
    return list(dict.fromkeys(one_line(n if options.with_extension else stem(n)) for n in names))


def _by_name(photo: PickedPhoto) -> tuple[Any, ...]:
    """IMG_2 before IMG_10, as file managers show them."""
    pieces = re.split("([0-9]+)", photo.filename.casefold())
    digits = [piece.lstrip("0") for piece in pieces[1::2]]
    pieces[1::2] = [f"{len(run):04}{run}" for run in digits]
    return pieces, photo.filename, photo.number


ORDERS: dict[str, Callable[[PickedPhoto], tuple[Any, ...]]] = {
    "gallery": lambda photo: (photo.number,),
    "name": _by_name,
    "captured": lambda photo: (photo.captured_at or _NEVER, photo.number),
}
