"""What has to be known of other products before one may become what somebody wants it to be."""

from collections import ChainMap
from collections.abc import Collection, Iterator, MutableMapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select

from extensions import db
from models.price_list import PriceList
from models.product import Product
from models.product_part import ProductPart
from models.product_size import ProductSize
from models.size_name import SizeName
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms

BATCH = 500


class Shelf:
    """Products by id, code and code of a size: as the database has them, and over that as they were
    `put`. Read many at a time, each once; only their bones, see `bones_of`.

    What is not written yet has a negative id, and so has its size.
    """

    def __init__(self, studio_id: int, under: "Shelf | None" = None):
        """What was put on the shelf `under` it stands on this one, too."""
        self.studio_id = studio_id
        # None: looked for, and not there.
        self._products: MutableMapping[int, ProductTerms | None] = {}
        self._ids: MutableMapping[str, int | None] = {}
        self._sizes: MutableMapping[str, tuple[int, int] | None] = {}
        self._lowest: int = 0
        if under:
            self._products = ChainMap({}, under._products)
            self._ids = ChainMap({}, under._ids)
            self._sizes = ChainMap({}, under._sizes)
            self._lowest = under._lowest

    @cached_property
    def shops(self) -> set[int]:
        """The ids of the studio's own price lists."""
        own = PriceList.of_studio(self.studio_id).with_only_columns(PriceList.id)
        return set(db.session.scalars(own.order_by(None)))

    def new_id(self) -> int:
        self._lowest -= 1
        return self._lowest

    def seen(self, product_id: int) -> ProductTerms | None:
        """What is known of it without asking."""
        return self._products.get(product_id)

    def put(self, product_id: int, terms: ProductTerms) -> None:
        """The product is going to be that; every size has an id."""
        before = self._products.get(product_id)
        if before:
            self._let_go(product_id, before)
        self._products[product_id] = bones_of(terms)
        self._lowest = min(self._lowest, product_id, *(size.id or 0 for size in terms.sizes))
        if terms.code:
            self._ids[terms.code] = product_id
        for size in terms.sizes:
            if size.code:
                self._sizes[size.code] = (product_id, size.id or 0)

    def product(self, product_id: int) -> ProductTerms | None:
        """Its bones; None where the studio has no such product."""
        self.read([product_id])
        return self._products[product_id]

    def product_with(self, code: str) -> int | None:
        self.read_codes([code])
        return self._ids[code]

    def size_with(self, code: str) -> tuple[int, int] | None:
        """(id of the product, id of the size)"""
        self.read_size_codes([code])
        return self._sizes[code]

    def sets_with(self, product_id: int) -> list[ProductTerms]:
        """The sets that directly contain a product."""
        inside = select(ProductPart.product_id).where(ProductPart.part_id == product_id)
        self.read(list(db.session.scalars(inside)))
        return [
            one
            for one in self._products.values()
            if one and any(part.part_id == product_id for part in one.parts)
        ]

    def below(self, found: set[int]) -> set[int]:
        """These products and all that they consist of, however deep."""
        seen: set[int] = set()
        while found:
            seen |= found
            self.read(found)
            known = [one for one in map(self._products.get, found) if one]
            found = {part.part_id for one in known for part in one.parts} - seen
        return seen

    def read(self, ids: Collection[int]) -> None:
        for some in _batches(ids, self._products):
            self._read(Product.id.in_(some))
            for product_id in some:
                self._products.setdefault(product_id, None)

    def read_codes(self, codes: Collection[str]) -> None:
        for some in _batches(codes, self._ids):
            self._read(Product.code.in_(some))
            for code in some:
                self._ids.setdefault(code, None)

    def read_size_codes(self, codes: Collection[str]) -> None:
        for some in _batches(codes, self._sizes):
            own = (ProductSize.studio_id == self.studio_id, ProductSize.code.in_(some))
            self.read(list(db.session.scalars(select(ProductSize.product_id).where(*own))))
            for code in some:
                self._sizes.setdefault(code, None)

    def _read(self, which: Any) -> None:
        own = (Product.studio_id == self.studio_id, Product.removed_at.is_(None))
        for product_id, terms in _bones(select(Product.id).where(*own, which)):
            if product_id not in self._products:
                self.put(product_id, terms)

    def _let_go(self, product_id: int, before: ProductTerms) -> None:
        if self._ids.get(before.code) == product_id:
            self._ids[before.code] = None
        for size in before.sizes:
            if (self._sizes.get(size.code) or (None,))[0] == product_id:
                self._sizes[size.code] = None


def bones_of(terms: ProductTerms) -> ProductTerms:
    """What other products may be refused for: no words but the name, no prices, no stock."""
    return ProductTerms(
        name=terms.name,
        kind=terms.kind,
        code=terms.code,
        is_hidden=terms.is_hidden,
        sizes=tuple(SizeTerms(one.name, one.code, id=one.id) for one in terms.sizes),
        parts=tuple(terms.parts),
    )


def packed(bones: ProductTerms) -> list[Any]:
    """For JSON; `unpacked` brings them back."""
    sizes = [[one.name, one.code, one.id] for one in bones.sizes]
    parts = [[one.part_id, one.quantity, one.size_id] for one in bones.parts]
    return [bones.name, bones.kind, bones.code, bones.is_hidden, sizes, parts]


def unpacked(values: Sequence[Any]) -> ProductTerms:
    name, kind, code, is_hidden, sizes, parts = values
    return ProductTerms(
        name=name,
        kind=kind,
        code=code,
        is_hidden=is_hidden,
        sizes=tuple(SizeTerms(word, of_size, id=size_id) for word, of_size, size_id in sizes),
        parts=tuple(PartTerms(*part) for part in parts),
    )


def _bones(ids: Select) -> Iterator[tuple[int, ProductTerms]]:
    rows = (Product.id, Product.name, Product.kind, Product.code, Product.is_hidden)
    own = select(*rows).where(Product.id.in_(ids))
    word = func.coalesce(SizeName.name, "")
    sizes = _grouped(
        select(ProductSize.product_id, word, ProductSize.code, ProductSize.id)
        .outerjoin(SizeName, SizeName.id == ProductSize.size_name_id)
        .where(ProductSize.product_id.in_(ids))
        .order_by(ProductSize.position, ProductSize.id)
    )
    parts = _grouped(
        select(
            ProductPart.product_id, ProductPart.part_id, ProductPart.quantity, ProductPart.size_id
        )
        .where(ProductPart.product_id.in_(ids))
        .order_by(ProductPart.position, ProductPart.id)
    )
    for product_id, *said in db.session.execute(own).all():
        inside = [sizes.get(product_id, []), parts.get(product_id, [])]
        yield product_id, unpacked([*said, *inside])


def _grouped(rows: Select) -> dict[int, list[Sequence[Any]]]:
    """The rows by their first column, without it."""
    found: dict[int, list[Sequence[Any]]] = {}
    for first, *rest in db.session.execute(rows):
        found.setdefault(first, []).append(rest)
    return found


def _batches(wanted: Collection[Any], known: Collection[Any]) -> Iterator[list[Any]]:
    missing = [one for one in dict.fromkeys(wanted) if one not in known]
    for start in range(0, len(missing), BATCH):
        yield missing[start : start + BATCH]
