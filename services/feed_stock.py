"""How much of an offer is there: noticed when it has changed, because sales tell nobody."""

from hashlib import blake2b
from itertools import groupby

from sqlalchemy import and_, select

from extensions import db
from models.edition import EditionProduct
from models.offer_price import OfferPrice
from models.product import SETS, Product
from models.product_size import ProductSize
from services.offer_terms import OfferTerms

STREAMED = 500


def mark_of(studio_id: int) -> str:
    """Stands for all that a studio has in stock; another mark, another stock."""
    counted = (
        select(ProductSize.id, ProductSize.stock_count)
        .where(ProductSize.studio_id == studio_id, ProductSize.stock_count.is_not(None))
        .order_by(ProductSize.id)
        .execution_options(yield_per=STREAMED)
    )
    digest = blake2b(digest_size=16)
    for size_id, stock in db.session.execute(counted):
        digest.update(f"{size_id}:{stock} ".encode())
    return digest.hexdigest()


def changed_ids(terms: OfferTerms, *, sets: bool) -> list[int]:
    """Products of which an edition tells another stock than there is."""
    counted = (
        select(
            ProductSize.product_id,
            ProductSize.id,
            ProductSize.stock_count,
            OfferPrice.cents,
            EditionProduct.offered,
        )
        .join(Product, Product.id == ProductSize.product_id)
        .join(
            OfferPrice,
            and_(
                OfferPrice.size_id == ProductSize.id,
                OfferPrice.price_list_id == terms.price_list_id,
            ),
        )
        .outerjoin(EditionProduct, _own(terms))
        .where(Product.studio_id == terms.studio_id, Product.is_hidden.is_(False))
        .where(Product.removed_at.is_(None), Product.kind.in_(SETS) == sets)
        .order_by(ProductSize.product_id, ProductSize.id)
        .execution_options(yield_per=STREAMED)
    )
    rows = db.session.execute(counted)
    by_product = groupby(rows, lambda row: row.product_id)
    return [product_id for product_id, sizes in by_product if _differs(terms, list(sizes))]


def told(terms: OfferTerms, sizes) -> str:
    """What an edition keeps of a product's sizes: "12:40 13:-1", by their ids. Each has `id`,
    `stock_count` and `cents`."""
    pairs = sorted((one.id, terms.quantity(one.stock_count)) for one in sizes)
    return " ".join(f"{size_id}:{quantity}" for size_id, quantity in pairs)


def _differs(terms: OfferTerms, rows: list) -> bool:
    here = [row for row in rows if terms.offers(row.cents, row.stock_count)]
    return told(terms, here) != (rows[0].offered or "")


def _own(terms: OfferTerms):
    return and_(
        EditionProduct.edition_id == terms.edition_id,
        EditionProduct.product_id == ProductSize.product_id,
    )
