"""One product as an edition keeps it: its finished text, and what tells whether it has changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from formats.offer_values import OfferedProduct
from models.edition import EditionProduct
from models.product import Product
from services import feed_checks, feed_stock, offer_reading
from services.feed_addresses import FULL
from services.offer_parts import stock_of
from services.offer_reading import BrokenProduct
from services.offer_terms import OfferTerms


@dataclass(frozen=True)
class Piece:
    """`row` as it is kept; `is_moved`: other sizes are offered than before, or none."""

    row: dict[str, Any]
    known: bool
    is_moved: bool

    @property
    def body(self) -> bytes:
        return self.row["body"]


def piece(
    terms: OfferTerms,
    product: Product,
    offered: OfferedProduct | None,
    known: EditionProduct | None,
    moment: datetime,
) -> Piece:
    """What an edition keeps of a product; `offered` None: it has left the offer, or never was
    there. `moment` is when it changed, if it did. Raises BrokenProduct."""
    row: dict[str, Any] = {
        "edition_id": terms.edition_id,
        "product_id": product.id,
        "version": product.version,
    }
    row |= _gone(known, moment) if offered is None else {}
    if offered is not None:
        stock = feed_stock.told(terms, offer_reading.offered_sizes(terms, product))
        row |= _body(terms, offered, stock, known, moment)
    before = set(stock_of(known.offered)) if known else set()
    return Piece(row, known is not None, before != set(stock_of(str(row["offered"]))))


def _written(terms: OfferTerms, offered: OfferedProduct) -> bytes:
    body = terms.writer.product(offered)
    if fault := feed_checks.fault(terms, FULL, body):
        raise ValueError(fault)
    return body


def _gone(known: EditionProduct | None, moment: datetime) -> dict[str, Any]:
    since = known.removed_at if known and known.removed_at else moment
    changed_at = known.changed_at if known and known.removed_at else moment
    return {
        "digest": b"",
        "body": b"",
        "offered": "",
        "removed_at": since,
        "changed_at": changed_at,
    }


def _body(
    terms: OfferTerms,
    offered: OfferedProduct,
    stock: str,
    known: EditionProduct | None,
    moment: datetime,
) -> dict[str, Any]:
    try:
        digest = terms.writer.digest(offered)
        is_same = known is not None and known.digest == digest
        body = known.body if known and is_same and known.offered == stock else None
        body = body or _written(terms, offered)
    except (KeyError, ValueError, TypeError) as error:
        raise BrokenProduct(offered.id, offered.code) from error
    changed_at = known.changed_at if known and is_same else moment
    return {
        "digest": digest,
        "body": body,
        "offered": stock,
        "removed_at": None,
        "changed_at": changed_at,
    }
