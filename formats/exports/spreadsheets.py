"""The picked photos as a spreadsheet: a row a photo, or a row for each person who wants it."""

from collections.abc import Sequence

from formats.csv_cells import csv_text
from formats.exports.picked import CsvWords, Options, PickedPhoto
from formats.stems import stem


def by_photo(photos: Sequence[PickedPhoto], options: Options) -> str:
    words = options.csv_words
    head = (
        *(words.position, words.filename, words.stem, words.order_numbers),
        *(words.kind, words.prints, words.copies, words.note),
    )
    rows = (
        (
            position,
            photo.filename,
            stem(photo.filename),
            ", ".join(map(str, photo.order_numbers)),
            _kind(photo.kind, words),
            " | ".join(f"{name} × {copies}" for name, copies in photo.prints),
            sum(copies for _, copies in photo.prints) or "",
            photo.note,
        )
        for position, photo in enumerate(photos, start=1)
    )
    return csv_text([head, *rows])


def by_person(photos: Sequence[PickedPhoto], options: Options) -> str:
    """Everybody's photos together, people in the order of their first order."""
    words = options.csv_words
    head = (
        *(words.person, words.email, words.order_numbers, words.filename, words.stem),
        *(words.kind, words.note),
    )
    wanted = [(wish, photo) for photo in photos for wish in photo.wishes]
    first: dict[tuple[str, str], int] = {}
    for wish, _ in sorted(wanted, key=lambda pair: pair[0].order_number):
        first.setdefault((wish.person, wish.email), wish.order_number)
    wanted.sort(key=lambda pair: (first[pair[0].person, pair[0].email], pair[0].order_number))
    rows = (
        (
            wish.person,
            wish.email,
            wish.order_number,
            photo.filename,
            stem(photo.filename),
            _kind(wish.kind, words),
            wish.note,
        )
        for wish, photo in wanted
    )
    return csv_text([head, *rows])


def _kind(kind: str | None, words: CsvWords) -> str:
    return getattr(words, kind) if kind else ""
