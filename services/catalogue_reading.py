"""A worker goes through a file of products: first to tell what it would do, then to do it.

Each chunk is one transaction with what is known of it, so that a worker that dies in between is
followed by another exactly where it was. Trying writes no product: what a row would change for
others is remembered beside the file.
"""

import itertools
import time
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from flask_babel import force_locale, gettext
from sqlalchemy import delete, insert

from extensions import db
from formats import catalogue_csv
from models.catalogue_import import CatalogueImport, TriedProduct
from models.outbox import OutboxEntry
from models.types import utc_now
from services.catalogue_chunks import Result, Row, try_chunk, write_chunk
from services.catalogue_imports import READ
from services.catalogue_shelf import Shelf, packed, unpacked
from services.files import storage
from services.transaction import forget_files, promise, transaction

CHUNK = 200
# Of the time that a job has; then the same file goes on as a new one.
WORKS_S = 45


def go_on(entry: OutboxEntry) -> None:
    """Keep the promise to read a file: look through it, or write it, for as long as a job may."""
    taken = db.session.get(CatalogueImport, entry.subject_id)
    if taken is None or not taken.is_working:
        return
    until = time.monotonic() + WORKS_S
    with storage().open(taken.key) as file, force_locale(taken.studio.locale):
        tried = _tried_before(taken)
        try:
            for chunk in _chunks(file, taken.read_to):
                _take(taken, chunk, tried)
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


def _take(taken: CatalogueImport, chunk: Sequence[list[Row]], tried: Shelf) -> None:
    import_id, last = taken.id, chunk[-1][-1][0]
    with transaction():
        result = write_chunk(taken.studio, chunk) if taken.writes else _try(taken, chunk, tried)
        _count(import_id, result, last)


def _try(taken: CatalogueImport, chunk: Sequence[list[Row]], tried: Shelf) -> Result:
    """A step: what others will find different is remembered for the rows further down."""
    shelf = Shelf(taken.studio_id, under=tried)
    result = try_chunk(taken.studio, chunk, shelf)
    news = []
    for product_id in sorted(result.news):
        if bones := shelf.seen(product_id):
            tried.put(product_id, bones)
            news.append({"import_id": taken.id, "product_id": product_id, "bones": packed(bones)})
    if news:
        db.session.execute(insert(TriedProduct), news)
    return result


def _tried_before(taken: CatalogueImport) -> Shelf:
    """What the rows so far would have changed; empty when the file is written."""
    shelf = Shelf(taken.studio_id)
    rows = TriedProduct.of_import(taken.id).execution_options(yield_per=CHUNK)
    for one in db.session.scalars(rows):
        shelf.put(one.product_id, unpacked(one.bones))
    return shelf


def _count(import_id: int, result: Result, last: int) -> None:
    taken = db.session.get_one(CatalogueImport, import_id)
    taken.read_to = last
    taken.made_count += result.made_count
    taken.changed_count += result.changed_count
    taken.same_count += result.same_count
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
            db.session.execute(delete(TriedProduct).where(TriedProduct.import_id == taken.id))


KEEPERS = {READ: go_on}
