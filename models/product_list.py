"""The products of a studio as its list shows them: found and paged in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from models.category import Category
from models.folding import folded
from models.offer_price import OfferPrice
from models.product import Product
from models.product_size import ProductSize
from models.search import has_words

SHOWS = ("", "hidden", "sold-out", "unpriced")
WORD_LIMIT = 6


@dataclass(frozen=True)
class ProductFilter:
    """`text` is a part of a name or a code, or the whole code or EAN of a size; `category` and all
    below it; `shop_id` is a price list in which it is sold."""

    text: str = ""
    category: str = ""
    shop_id: int = 0
    show: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.category or self.shop_id or self.show)

    def ids(self, studio_id: int) -> Select[int]:
        """The numbers of those wanted, by name."""
        return self._products(studio_id).with_only_columns(Product.id)

    def products(self, studio_id: int) -> Select[Product]:
        """With their sizes, prices and categories, by name."""
        return self._products(studio_id).options(*_shown())

    def _products(self, studio_id: int) -> Select[Product]:
        return Product.of_studio(studio_id).where(*self._wishes(studio_id))

    def _wishes(self, studio_id: int) -> Iterator[ColumnElement[bool]]:
        if words := folded(self.text).split()[:WORD_LIMIT]:
            yield or_(has_words(words, Product.search_key), _has_code(studio_id, self.text))
        if self.category:
            yield Product.category_id.in_(_tree(studio_id, self.category))
        if self.shop_id:
            yield _has_size(ProductSize.prices.any(OfferPrice.price_list_id == self.shop_id))
        if self.show == "hidden":
            yield Product.is_hidden.is_(True)
        elif self.show == "sold-out":
            yield _has_size(ProductSize.stock_count == 0)
        elif self.show == "unpriced":
            yield ~_has_size(ProductSize.prices.any())


def page_with(ids: Sequence[int]) -> Select[Product]:
    """These products with all that the list shows of them, by name."""
    wanted = select(Product).where(Product.id.in_(ids)).options(*_shown())
    return wanted.order_by(Product.name, Product.id)


def found_by(studio_id: int, text: str) -> Select[Product]:
    """What can be put into a set: shown to partners, by a part of a name or a code."""
    wanted = ProductFilter(text).products(studio_id)
    return wanted.where(Product.is_hidden.is_(False))


def _shown() -> tuple:
    return (
        joinedload(Product.category),
        selectinload(Product.pictures),
        selectinload(Product.sizes).options(
            joinedload(ProductSize.size_name), selectinload(ProductSize.prices)
        ),
    )


def _tree(studio_id: int, path: str) -> Select:
    way = f"{path}/"
    inside = or_(Category.path == path, func.substr(Category.path, 1, len(way)) == way)
    return select(Category.id).where(Category.studio_id == studio_id, inside)


def _has_code(studio_id: int, text: str) -> ColumnElement[bool]:
    own = (ProductSize.studio_id == studio_id, or_(*_names_of_size(text.strip())))
    return Product.id.in_(select(ProductSize.product_id).where(and_(*own)))


def _names_of_size(text: str) -> Iterator[ColumnElement[bool]]:
    yield ProductSize.code == text
    if text.isascii() and text.isdigit():
        yield ProductSize.ean == text


def _has_size(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return Product.sizes.any(wanted)
