"""A worker goes through a file of products: first to tell what it would do, then to do it.

Each chunk is one transaction with what is known of it, so that a worker that dies in between is
followed by another exactly where it was.
"""

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from flask_babel import force_locale, gettext

from extensions import db
from formats import catalogue_csv
from models.catalogue_import import CatalogueImport, RefusedRow
from models.outbox import OutboxEntry
from models.product import Product
from models.studio import Studio
from models.types import utc_now
from services import catalogue, catalogue_wishes, offer_versions
from services.catalogue_imports import READ, shops_of
from services.catalogue_refusals import CatalogueRefused
from services.catalogue_rows import terms_of
from services.files import storage
from services.row_values import RowRefused
from services.transaction import forget_files, promise, transaction

CHUNK = 100
# Of the time that a job has; then the same file goes on as a new one.
WORKS_S = 45
_COLUMN_OF = {"sizes": "size", "name": "name:pl"}

Row = tuple[int, dict[str, str], list[str]]


@dataclass
class Result:
    """What became of a chunk."""

    changed: list[int] = field(default_factory=list)
    made_ids: list[int] = field(default_factory=list)
    same: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


class _OnlyTried(Exception):
    """Nothing of a first pass is kept."""


def go_on(entry: OutboxEntry) -> None:
    """Keep the promise to read a file: look through it, or write it, for as long as a job may."""
    taken = db.session.get(CatalogueImport, entry.subject_id)
    if taken is None or not taken.is_working:
        return
    until = time.monotonic() + WORKS_S
    with storage().open(taken.key) as file, force_locale(taken.studio.locale):
        try:
            for chunk in _chunks(file, taken.read_to):
                _take(taken, chunk)
                if time.monotonic() > until:
                    _ask_again(taken)
                    return
        except catalogue_csv.NotACatalogue:
            _fail(taken)
            return
    _end(taken)


def _chunks(file: BinaryIO, read_to: int) -> Iterator[list[list[Row]]]:
    """Products behind the row `read_to`, each with its rows, a few at a time."""
    rows = (row for row in catalogue_csv.read(file) if row[0] > read_to)
    products = (list(group) for _key, group in itertools.groupby(rows, _key_of))
    while chunk := list(itertools.islice(products, CHUNK)):
        yield chunk


def _key_of(row: Row) -> tuple[str, str] | int:
    """Rows of one product stand together; a row that names none is one of its own."""
    number, said, _cells = row
    named = said.get("id", "").strip(), said.get("code", "").strip()
    return named if any(named) else number


def _take(taken: CatalogueImport, chunk: Sequence[list[Row]]) -> None:
    import_id, is_trial = taken.id, not taken.writes
    last = chunk[-1][-1][0]
    if is_trial:
        result = _try(taken.studio, chunk)
        with transaction():
            _count(import_id, result, last)
        return
    with transaction():
        _count(import_id, _write(taken.studio, chunk), last)


def _try(studio: Studio, chunk: Sequence[list[Row]]) -> Result:
    result = Result()
    try:
        with transaction():
            result = _write(studio, chunk)
            raise _OnlyTried
    except _OnlyTried:
        return result


def _write(studio: Studio, chunk: Sequence[list[Row]]) -> Result:
    result, shops = Result(), shops_of(studio.id)
    offer_versions.hold(studio.id)
    for rows in chunk:
        try:
            with db.session.begin_nested():
                _write_product(studio, rows, shops, result)
        except RowRefused as refusal:
            place = min(refusal.place, len(rows) - 1)
            result.refused += _refused(rows, place, refusal.field, refusal.sentence)
        except CatalogueRefused as refusal:
            name = _COLUMN_OF.get(refusal.field, refusal.field)
            result.refused += _refused(rows, 0, name, str(refusal))
    changed = result.changed + result.made_ids
    if changed:
        catalogue.note_changes(studio.id, changed)
    return result


def _write_product(studio: Studio, rows: list[Row], shops: dict[str, int], result: Result) -> None:
    said = [row[1] for row in rows]
    if any("\0" in cell for row in said for cell in row.values()):
        raise RowRefused(gettext("This row holds characters that no text has."))
    product = _known(studio.id, said[0])
    now = terms_of(product) if product else None
    wanted = catalogue_wishes.wanted(studio, now, said, shops)
    if product is None:
        result.made_ids.append(catalogue.fill_new(studio.id, wanted).id)
    elif wanted != now:
        catalogue.fill_product(product, wanted)
        db.session.flush()
        result.changed.append(product.id)
    else:
        result.same += 1


def _known(studio_id: int, said: dict[str, str]) -> Product | None:
    """By its number, else by its code. Raises RowRefused for a number that is no product's."""
    own = Product.of_studio(studio_id).options(*Product.whole())
    if number := said.get("id", "").strip():
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        found = db.session.scalar(own.where(Product.id == int(number))) if is_number else None
        if found is None:
            raise RowRefused(
                gettext("No product has this number. Leave it empty for a new one."), "id"
            )
        return found
    code = " ".join(said.get("code", "").split())
    return db.session.scalar(own.where(Product.code == code)) if code else None


def _refused(rows: Sequence[Row], place: int, name: str, sentence: str) -> list[RefusedRow]:
    """All rows of a product that is not taken; the column is told where the fault is."""
    known = name in catalogue_csv.COLUMNS or name.startswith("price:")
    column = catalogue_csv.column_of(name) if known else ""
    elsewhere = gettext("See row %(number)s.", number=rows[place][0])
    return [
        RefusedRow(
            number=number,
            column=column if n == place else "",
            sentence=sentence if n == place else elsewhere,
            cells=[cell.replace("\0", "") for cell in cells],
        )
        for n, (number, _said, cells) in enumerate(rows)
    ]


def _count(import_id: int, result: Result, last: int) -> None:
    taken = db.session.get_one(CatalogueImport, import_id)
    taken.read_to = last
    taken.made_count += len(result.made_ids)
    taken.changed_count += len(result.changed)
    taken.same_count += result.same
    taken.refused_count += len(result.refused)
    for row in result.refused:
        row.import_id = import_id
        db.session.add(row)


def _ask_again(taken: CatalogueImport) -> None:
    step = "write" if taken.writes else "check"
    with transaction():
        promise(READ, taken.id, taken.studio_id, dedupe=f"{step}-{taken.read_to}")


def _fail(taken: CatalogueImport) -> None:
    with transaction():
        taken.failure = gettext("A cell of this file has no end: a quotation mark is missing.")
        forget_files([taken.key])


def _end(taken: CatalogueImport) -> None:
    with transaction():
        taken.row_count = taken.read_to
        if taken.writes:
            taken.finished_at = utc_now()
            forget_files([taken.key])
        else:
            taken.checked_at = utc_now()


KEEPERS = {READ: go_on}
