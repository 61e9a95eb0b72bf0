"""Light files: stock, codes and prices after a discount, of exactly what the edition offers."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import groupby

from sqlalchemy import Select, and_, select

from extensions import db
from formats.offer_values import OfferedProduct, OfferedSize, Words
from models.edition import EditionProduct
from models.feed_file import FeedFile
from models.offer_price import OfferPrice
from models.product import Product
from models.product_size import ProductSize
from models.size_name import SizeName
from services import feed_fulls
from services.feed_addresses import LIGHT
from services.feed_issues import Issue
from services.offer_parts import stock_of
from services.offer_reading import size_id
from services.offer_terms import OfferTerms


def draft(issue: Issue, discount_bp: int) -> FeedFile:
    """The light file of a discount, written but not shown; `mark` stands for what it says."""
    terms, digest, counted = issue.terms, blake2b(digest_size=16), [0]

    def chunks() -> Iterator[bytes]:
        yield terms.writer.light_head(issue.head)
        for page in feed_fulls.pages(_live(terms)):
            told = _products(terms, discount_bp, page[0].product_id, page[-1].product_id)
            bodies = [terms.writer.light_product(offered) for offered in told]
            counted[0] += sum(body != b"" for body in bodies)
            digest.update(some := b"".join(bodies))
            yield some
        yield terms.writer.light_tail()

    written = issue.write(chunks())
    facts = {"product_count": counted[0], "discount_bp": discount_bp}
    return issue.draft(LIGHT, digest.hexdigest(), written, **facts)


def _live(terms: OfferTerms) -> Select:
    return select(EditionProduct.product_id).where(
        EditionProduct.edition_id == terms.edition_id, EditionProduct.removed_at.is_(None)
    )


def _products(
    terms: OfferTerms, discount_bp: int, start: int, end: int
) -> Iterator[OfferedProduct]:
    """Those with ids from `start` to `end`."""
    wanted = _rows(terms).where(EditionProduct.product_id.between(start, end))
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
