"""Rows of the catalogue as an edition tells them, a batch of products at a time."""

from collections.abc import Iterator, Sequence

from flask import current_app
from sqlalchemy import select

from extensions import db
from formats.offer_values import (
    ONE_SIZE,
    Named,
    OfferedPart,
    OfferedPicture,
    OfferedProduct,
    OfferedSize,
    OfferedValue,
    Words,
)
from models.product import Product
from models.product_picture import ProductPicture
from models.product_size import ProductSize
from services import offer_parts
from services.offer_terms import OfferTerms


class BrokenProduct(Exception):
    """A product that cannot be written."""

    def __init__(self, product_id: int, code: str):
        super().__init__(product_id)
        self.product_id, self.code = product_id, code


def read(
    terms: OfferTerms, product_ids: Sequence[int]
) -> Iterator[tuple[Product, OfferedProduct | None]]:
    """Each of these products with what is offered of it, None when nothing is.

    The statements are of a fixed number, whatever the batch holds. Raises BrokenProduct.
    """
    wanted = select(Product).where(Product.id.in_(product_ids)).order_by(Product.id)
    products = db.session.scalars(wanted.options(*Product.whole())).all()
    sets = [product for product in products if product.is_set]
    parts = offer_parts.read(terms, sets)
    for product in products:
        try:
            yield product, _offered(terms, product, parts.get(product.id))
        except (KeyError, ValueError, TypeError) as error:
            raise BrokenProduct(product.id, product.code) from error


def offered_sizes(terms: OfferTerms, product: Product) -> list[ProductSize]:
    return [
        size
        for size in product.sizes
        if terms.offers(size.cents_in(terms.price_list_id), size.stock_count)
    ]


def _offered(
    terms: OfferTerms, product: Product, parts: Sequence[OfferedPart] | None
) -> OfferedProduct | None:
    sizes = offered_sizes(terms, product)
    if not (product.is_offered and sizes) or (product.is_set and not parts):
        return None
    return OfferedProduct(
        product.id,
        product.kind,
        product.code,
        product.vat_rate,
        [_words(terms, product)],
        [_size(terms, product, size) for size in sizes],
        product.category and Named(product.category.id, product.category.path),
        product.producer and Named(product.producer.id, product.producer.name),
        product.unit and Named(product.unit.id, product.unit.name),
        [_picture(terms, one) for one in product.pictures if one.state == "ready"],
        _values(product),
        parts or (),
        terms.currency,
    )


def _words(terms: OfferTerms, product: Product) -> Words:
    """In the language of the edition; what is not translated, as the studio has written it."""
    texts = {text.language: text for text in product.texts}
    own = None if terms.language == terms.home_language else texts.get(terms.language)
    fields = ("name", "summary", "description")
    said = [(own and getattr(own, field)) or getattr(product, field) for field in fields]
    return Words(terms.language, *said)


def _size(terms: OfferTerms, product: Product, size: ProductSize) -> OfferedSize:
    price = terms.price(size.cents_in(terms.price_list_id) or 0, product.vat_rate)
    return OfferedSize(
        size_id(size.size_name_id),
        size.name,
        size.code,
        price.gross_cents,
        price.net_cents,
        terms.quantity(size.stock_count),
        size.ean,
        size.external_code,
        size.weight_g,
    )


def size_id(size_name_id: int | None) -> str:
    return ONE_SIZE if size_name_id is None else str(size_name_id)


def _picture(terms: OfferTerms, picture: ProductPicture) -> OfferedPicture:
    address = f"{current_app.config['PUBLIC_BASE_URL']}/offer-pictures/{picture.marker}"
    return OfferedPicture(
        f"{address}.jpg",
        picture.md5,
        picture.width,
        picture.height,
        f"{address}-icon.jpg",
        picture.icon_md5,
        picture.icon_width,
        picture.icon_height,
        terms.local(picture.changed_at),
    )


def _values(product: Product) -> list[OfferedValue]:
    return [
        OfferedValue(Named(one.parameter.id, one.parameter.name), Named(one.id, one.name))
        for one in product.values
    ]
