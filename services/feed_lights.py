"""Light files: stock, codes and prices after a discount, of exactly what the edition offers.

Put together from finished pieces: what has not changed is not written again.
"""

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, delete, insert, select

from extensions import db
from formats.offer_values import OfferedProduct, OfferedSize, Words
from models.edition import EditionProduct
from models.feed_file import FeedFile
from models.light_piece import LightPiece
from models.offer_price import OfferPrice
from models.product import Product
from models.product_size import ProductSize
from models.size_name import SizeName
from services import crash_points, feed_checks, feed_fulls
from services.feed_addresses import LIGHT
from services.feed_files import BrokenFile
from services.feed_issues import Issue
from services.offer_parts import stock_of
from services.offer_reading import size_id
from services.offer_terms import OfferTerms
from services.transaction import transaction


def draft(issue: Issue, discount_bp: int) -> FeedFile:
    """The light file of a discount, written but not shown; `mark` stands for what it says.

    Goes on with the pieces where another worker ended. Raises BrokenFile and LeaseLost.
    """
    _complete(issue, discount_bp)
    terms, digest, counted = issue.terms, blake2b(digest_size=16), [0]
    wanted = select(LightPiece.product_id, LightPiece.body).where(
        LightPiece.edition_id == terms.edition_id, LightPiece.discount_bp == discount_bp
    )

    def chunks() -> Iterator[bytes]:
        yield terms.writer.light_head(issue.head)
        for page in feed_fulls.pages(wanted, LightPiece.product_id):
            counted[0] += sum(row.body != b"" for row in page)
            digest.update(some := b"".join(row.body for row in page))
            yield some
        yield terms.writer.light_tail()

    written = issue.write(chunks())
    facts = {"product_count": counted[0], "discount_bp": discount_bp}
    return issue.draft(LIGHT, digest.hexdigest(), written, **facts)


def keep_only(edition_id: int, discounts_bp: Collection[int]) -> None:
    """Forget the pieces of discounts that no partner has; a step."""
    own = delete(LightPiece).where(LightPiece.edition_id == edition_id)
    db.session.execute(own.where(LightPiece.discount_bp.not_in(discounts_bp)))


def _complete(issue: Issue, discount_bp: int) -> None:
    """Write the pieces that are not there, or no more since the product was written again."""
    terms = issue.terms
    same = {"edition_id": terms.edition_id, "discount_bp": discount_bp}
    for page in feed_fulls.pages(_missing(terms, discount_bp), EditionProduct.product_id):
        pieces: list[dict[str, Any]] = [
            same | {"product_id": offered.id, "body": _body(terms, offered)}
            for offered in _products(terms, discount_bp, [row.product_id for row in page])
        ]
        whole = b"".join(one["body"] for one in pieces)
        if fault := feed_checks.fault(terms, LIGHT, whole):
            raise BrokenFile(LIGHT, fault)
        with transaction(reread=False):
            issue.lease.renew()
            if pieces:
                db.session.execute(insert(LightPiece), pieces)
        crash_points.here("feed:after_light_pieces")


def _missing(terms: OfferTerms, discount_bp: int) -> Select:
    written = and_(
        LightPiece.edition_id == EditionProduct.edition_id,
        LightPiece.discount_bp == discount_bp,
        LightPiece.product_id == EditionProduct.product_id,
    )
    return (
        select(EditionProduct.product_id)
        .outerjoin(LightPiece, written)
        .where(EditionProduct.edition_id == terms.edition_id, LightPiece.product_id.is_(None))
        .where(EditionProduct.removed_at.is_(None))
    )


def _body(terms: OfferTerms, offered: OfferedProduct) -> bytes:
    """Empty when its sizes are gone from the catalogue: then it is written again soon."""
    return terms.writer.light_product(offered) if offered.sizes else b""


def _products(
    terms: OfferTerms, discount_bp: int, product_ids: Sequence[int]
) -> Iterator[OfferedProduct]:
    wanted = _rows(terms).where(EditionProduct.product_id.in_(product_ids))
    for product_id, sizes in groupby(db.session.execute(wanted), lambda row: row.product_id):
        rows = list(sizes)
        told = stock_of(rows[0].offered)
        first = rows[0]
        yield OfferedProduct(
            product_id,
            first.kind,
            "",
            first.vat_rate,
            [Words(terms.language, "")],
            [_size(terms, row, told[row.id], discount_bp) for row in rows if row.id in told],
            currency=terms.currency,
        )


def _size(terms: OfferTerms, row, quantity: int, discount_bp: int) -> OfferedSize:
    price = terms.price(row.cents, row.vat_rate, discount_bp)
    return OfferedSize(
        size_id(row.size_name_id),
        row.name or "",
        row.code,
        price.gross_cents,
        price.net_cents,
        quantity,
        row.ean,
        row.external_code,
        row.weight_g,
    )


def _rows(terms: OfferTerms):
    own_price = and_(
        OfferPrice.size_id == ProductSize.id, OfferPrice.price_list_id == terms.price_list_id
    )
    return (
        select(
            EditionProduct.product_id,
            EditionProduct.offered,
            Product.kind,
            Product.vat_rate,
            *(ProductSize.id, ProductSize.code, ProductSize.ean, ProductSize.external_code),
            *(ProductSize.weight_g, ProductSize.size_name_id, SizeName.name, OfferPrice.cents),
        )
        .join(Product, Product.id == EditionProduct.product_id)
        .join(ProductSize, ProductSize.product_id == Product.id)
        .join(OfferPrice, own_price)
        .outerjoin(SizeName, SizeName.id == ProductSize.size_name_id)
        .where(EditionProduct.edition_id == terms.edition_id, EditionProduct.removed_at.is_(None))
        .order_by(EditionProduct.product_id, ProductSize.position, ProductSize.id)
    )
