"""Light files: stock, codes and prices after a discount, of exactly what the edition offers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

from sqlalchemy import and_, select

from extensions import db
from formats.offer_values import OfferedProduct, OfferedSize, Words
from models.edition import EditionProduct
from models.offer_price import OfferPrice
from models.product import Product
from models.product_size import ProductSize
from models.size_name import SizeName
from services import feed_files
from services.feed_addresses import LIGHT
from services.feed_files import GOOD_FOR, Draft
from services.offer_parts import stock_of
from services.offer_reading import size_id
from services.offer_terms import OfferTerms

STREAMED = 500


def draft(terms: OfferTerms, discount_bp: int, stamp: datetime, now: datetime) -> Draft:
    """The light file of a discount, written but not shown; `mark` stands for what it says."""
    digest, counted = blake2b(digest_size=16), [0]

    def chunks() -> Iterator[bytes]:
        yield terms.writer.light_head(terms.head(now, now + GOOD_FOR))
        for offered in _products(terms, discount_bp):
            body = terms.writer.light_product(offered)
            digest.update(body)
            counted[0] += bool(body)
            yield body
        yield terms.writer.light_tail()

    written = feed_files.write(terms.edition_id, chunks())
    facts = vars(written) | {"product_count": counted[0], "written_at": now}
    whole = Draft(name=LIGHT, mark="", stamp=stamp, discount_bp=discount_bp, **facts)
    return replace(whole, mark=digest.hexdigest())


def _products(terms: OfferTerms, discount_bp: int) -> Iterator[OfferedProduct]:
    for product_id, sizes in groupby(db.session.execute(_rows(terms)), lambda row: row.product_id):
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
    live = (EditionProduct.edition_id == terms.edition_id, EditionProduct.removed_at.is_(None))
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
        .where(*live)
        .order_by(EditionProduct.product_id, ProductSize.position, ProductSize.id)
        .execution_options(yield_per=STREAMED)
    )
