"""The whole of an edition, and what has changed of it: finished pieces, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from sqlalchemy import Row, Select, delete, select

from extensions import db
from formats.offer_values import FileHead
from models.edition import EditionProduct
from models.feed_file import FeedFile
from services.feed_addresses import FULL
from services.offer_terms import OfferTerms

if TYPE_CHECKING:
    from services.feed_issues import Issue

STREAMED = 500
PAGE = 500
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


def draft(issue: Issue, mark: str, stamp: datetime) -> FeedFile:
    """The full file, written but not shown."""
    return draft_of(issue, FULL, pieces(issue.terms.edition_id), mark, stamp)


def draft_of(issue: Issue, name: str, wanted: Select, mark: str, stamp: datetime) -> FeedFile:
    """A file of `pieces`, whose products are counted while they pass."""
    counted: list[int] = []
    written = issue.write(told(issue.terms, wanted, issue.head, counted))
    return issue.draft(name, mark, written, stamp=stamp, product_count=sum(counted))


def pieces(edition_id: int) -> Select:
    told_of = (EditionProduct.product_id, EditionProduct.body, EditionProduct.removed_at)
    return select(*told_of).where(EditionProduct.edition_id == edition_id)


def told(terms: OfferTerms, wanted: Select, head: FileHead, counted: list[int]) -> Iterator[bytes]:
    """The bytes of a file; how many products are on offer in each chunk is added to `counted`."""
    yield terms.writer.head(head)
    for some in pages(wanted, EditionProduct.product_id):
        counted.append(sum(row.removed_at is None for row in some))
        yield b"".join(_bodies(terms, some))
    yield terms.writer.tail()


def pages(wanted: Select, product_id) -> Iterator[Sequence[Row]]:
    """Rows by their product's id, each page a statement of its own: who writes them may commit
    between two."""
    last = 0
    wanted = wanted.order_by(product_id).limit(PAGE)
    while some := db.session.execute(wanted.where(product_id > last)).all():
        yield some
        last = some[-1].product_id


def forget_removed(edition_id: int, now: datetime) -> None:
    """What left the offer long ago is told no more; a step."""
    own = delete(EditionProduct).where(EditionProduct.edition_id == edition_id)
    db.session.execute(own.where(EditionProduct.removed_at < now - REMOVED_FOR))


def _bodies(terms: OfferTerms, rows: Iterable) -> Iterator[bytes]:
    for product_id, body, removed_at in rows:
        yield terms.writer.removed(product_id) if removed_at else body
