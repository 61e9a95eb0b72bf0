"""The whole of an edition, and what has changed of it: finished pieces, one after another."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import Select, delete, select

from extensions import db
from models.edition import EditionProduct
from services import feed_files
from services.feed_addresses import FULL
from services.feed_files import GOOD_FOR, Draft
from services.offer_terms import OfferTerms

STREAMED = 500
# A product that has left is told of for so long.
REMOVED_FOR = timedelta(days=30)


def mark_of(terms: OfferTerms) -> str:
    """Stands for everything in the full file but stock and the time it was written."""
    wanted = select(
        EditionProduct.product_id, EditionProduct.digest, EditionProduct.removed_at
    ).where(EditionProduct.edition_id == terms.edition_id)
    wanted = wanted.order_by(EditionProduct.product_id).execution_options(yield_per=STREAMED)
    digest = blake2b(digest_size=16)
    for product_id, own, removed_at in db.session.execute(wanted):
        digest.update(product_id.to_bytes(8, "big") + (b"-" if removed_at else own))
    return digest.hexdigest()


def draft(terms: OfferTerms, mark: str, stamp: datetime, now: datetime) -> Draft:
    """The full file, written but not shown."""
    return draft_of(terms, FULL, pieces(terms.edition_id), mark, stamp, now)


def draft_of(
    terms: OfferTerms, name: str, wanted: Select, mark: str, stamp: datetime, now: datetime
) -> Draft:
    """A file of `pieces`, whose products are counted while they pass."""
    counted: list[int] = []
    chunks = told(terms, wanted, now, now + GOOD_FOR, counted)
    written = feed_files.write(terms.edition_id, chunks)
    facts = vars(written) | {"product_count": sum(counted), "written_at": now}
    return Draft(name=name, mark=mark, stamp=stamp, **facts)


def pieces(edition_id: int) -> Select:
    wanted = select(
        EditionProduct.product_id, EditionProduct.body, EditionProduct.removed_at
    ).where(EditionProduct.edition_id == edition_id)
    return wanted.order_by(EditionProduct.product_id)


def told(
    terms: OfferTerms, wanted: Select, now: datetime, expires: datetime, counted: list[int]
) -> Iterator[bytes]:
    """The bytes of a file; how many products are on offer in each chunk is added to `counted`."""
    writer = terms.writer
    yield writer.head(terms.head(now, expires))
    rows = db.session.execute(wanted.execution_options(yield_per=STREAMED))
    for some in rows.partitions():
        counted.append(sum(row.removed_at is None for row in some))
        yield b"".join(_bodies(terms, some))
    yield writer.tail()


def forget_removed(edition_id: int, now: datetime) -> None:
    """What left the offer long ago is told no more; a step."""
    own = delete(EditionProduct).where(EditionProduct.edition_id == edition_id)
    db.session.execute(own.where(EditionProduct.removed_at < now - REMOVED_FOR))


def _bodies(terms: OfferTerms, rows: Iterable) -> Iterator[bytes]:
    for product_id, body, removed_at in rows:
        yield terms.writer.removed(product_id) if removed_at else body
