"""Names of picked photos for Lightroom Classic, Capture One, a plain list and a spreadsheet.

A new target is one more row of PROGRAMS with its own `builds`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from formats.csv_cells import csv_text
from formats.stems import one_line, stem

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class PickedPhoto:
    """One picked photo; `number` is its place in the gallery, `captured_at` is aware.

    `kind` is "package" or "extra" when the photo itself is wanted, else what it is wanted for:
    "digital", "print" or "product"; None when nobody says.
    """

    filename: str
    captured_at: datetime | None
    number: int
    order_numbers: tuple[int, ...]
    note: str
    kind: str | None


@dataclass(frozen=True)
class CsvWords:
    """What the CSV calls its columns and the kinds; the caller translates."""

    position: str = "no"
    filename: str = "file_name"
    stem: str = "name_without_extension"
    order_numbers: str = "order_no"
    kind: str = "kind"
    note: str = "note"
    package: str = "in package"
    extra: str = "extra"
    digital: str = "file only"
    print: str = "prints only"
    product: str = "in a product only"


@dataclass(frozen=True)
class ListOptions:
    """How to list; `order` is a key of ORDERS. The CSV always has both forms of a name."""

    with_extension: bool = False
    order: str = "gallery"
    csv_words: CsvWords = CsvWords()


_DEFAULTS = ListOptions()


@dataclass(frozen=True)
class ExportedList:
    """What to show and copy (`text`), what to download (`data`), and how many names it has."""

    text: str
    data: bytes
    content_type: str
    extension: str
    count: int


@dataclass(frozen=True)
class Program:
    """One target. `builds` takes photos in list order and gives the text and its names' count.

    `name` is English; whoever shows it translates it.
    """

    slug: str
    name: str
    builds: Callable[[Sequence[PickedPhoto], ListOptions], tuple[str, int]]
    content_type: str = "text/plain; charset=utf-8"
    encoding: str = "utf-8"
    extension: str = "txt"


def build(
    program: Program, photos: Sequence[PickedPhoto], options: ListOptions = _DEFAULTS
) -> ExportedList:
    """The list of these photos in the form that `program` takes.

    Raises KeyError for an order that is not in ORDERS.
    """
    text, count = program.builds(sorted(photos, key=ORDERS[options.order]), options)
    return ExportedList(
        text=text,
        data=text.encode(program.encoding),
        content_type=program.content_type,
        extension=program.extension,
        count=count,
    )


def _names(photos: Sequence[PickedPhoto], options: ListOptions) -> list[str]:
    """Each name once: two bodies may both have shot an IMG_0001."""
    names = (photo.filename for photo in photos)
    return list(dict.fromkeys(one_line(n if options.with_extension else stem(n)) for n in names))


def _comma_line(photos: Sequence[PickedPhoto], options: ListOptions) -> tuple[str, int]:
    # One line only: a line break in what is pasted may cut Lightroom's text filter short.
    names = _names(photos, options)
    return ", ".join(names), len(names)


def _lines(photos: Sequence[PickedPhoto], options: ListOptions) -> tuple[str, int]:
    names = _names(photos, options)
    return "\n".join(names), len(names)


def _windows_lines(photos: Sequence[PickedPhoto], options: ListOptions) -> tuple[str, int]:
    # Total Commander's "load selection from file" wants CRLF after the last name, too.
    names = _names(photos, options)
    return "".join(f"{name}\r\n" for name in names), len(names)


def _spreadsheet(photos: Sequence[PickedPhoto], options: ListOptions) -> tuple[str, int]:
    words = options.csv_words
    names = words.position, words.filename, words.stem
    head = (*names, words.order_numbers, words.kind, words.note)
    rows = (
        (
            position,
            photo.filename,
            stem(photo.filename),
            ", ".join(map(str, photo.order_numbers)),
            getattr(words, photo.kind) if photo.kind else "",
            photo.note,
        )
        for position, photo in enumerate(photos, start=1)
    )
    return csv_text([head, *rows]), len(photos)


def _by_name(photo: PickedPhoto) -> tuple[Any, ...]:
    """IMG_2 before IMG_10, as file managers show them."""
    pieces = re.split("([0-9]+)", photo.filename.casefold())
    digits = [piece.lstrip("0") for piece in pieces[1::2]]
    pieces[1::2] = [f"{len(run):04}{run}" for run in digits]
    return pieces, photo.filename, photo.number


def N_(text: str) -> str:  # noqa: N802 - the name that message catalogues look for
    return text


ORDERS: dict[str, Callable[[PickedPhoto], tuple[Any, ...]]] = {
    "gallery": lambda photo: (photo.number,),
    "name": _by_name,
    "captured": lambda photo: (photo.captured_at or _NEVER, photo.number),
}

PROGRAMS = (
    Program("lightroom", "Lightroom Classic", _comma_line),
    Program("capture-one", "Capture One", _lines),
    Program("txt", N_("TXT list"), _windows_lines),
    Program(
        "csv",
        "CSV",
        _spreadsheet,
        content_type="text/csv; charset=utf-8",
        encoding="utf-8-sig",
        extension="csv",
    ),
)
PROGRAMS_BY_SLUG = {program.slug: program for program in PROGRAMS}
