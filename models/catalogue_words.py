"""The words of a studio's catalogue, with how many products use each, in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from models.category import Category
from models.parameter import Parameter, ParameterValue, product_values
from models.producer import Producer
from models.product import Product
from models.product_size import ProductSize
from models.size_name import SizeName
from models.unit import Unit

# How a word is named in an address.
KINDS: dict[str, Any] = {
    "category": Category,
    "producer": Producer,
    "unit": Unit,
    "size": SizeName,
    "parameter": Parameter,
    "value": ParameterValue,
}


@dataclass(frozen=True)
class UsedWord:
    id: int
    name: str
    used_count: int


def words_of(kind: str, studio_id: int) -> Select:
    """(id, name, products that use it) of every word of a kind, by name; a category by its way, a
    value after its parameter."""
    model = KINDS[kind]
    name = {"category": Category.path, "value": Parameter.name + " = " + ParameterValue.name}
    shown = name.get(kind, model.name)
    counted = select(model.id, shown, func.count(Product.id.distinct())).select_from(model)
    if kind == "value":
        counted = counted.join(ParameterValue.parameter)
    return (
        _with_products(kind, counted)
        .where((Parameter if kind == "value" else model).studio_id == studio_id)
        .group_by(model.id, shown)
        .order_by(shown, model.id)
    )


def word_of(kind: str, studio_id: int, word_id: int) -> Select:
    """One word, if it is the studio's."""
    model = KINDS[kind]
    wanted = select(model).where(model.id == word_id)
    if kind == "value":
        return wanted.join(ParameterValue.parameter).where(Parameter.studio_id == studio_id)
    return wanted.where(model.studio_id == studio_id)


def used(rows: Sequence[Any]) -> Iterator[UsedWord]:
    return (UsedWord(*row) for row in rows)


def _with_products(kind: str, counted: Select) -> Select:
    standing = Product.removed_at.is_(None)
    if kind == "size":
        sized = counted.outerjoin(ProductSize, ProductSize.size_name_id == SizeName.id)
        return sized.outerjoin(Product, (Product.id == ProductSize.product_id) & standing)
    if kind in ("parameter", "value"):
        if kind == "parameter":
            counted = counted.outerjoin(Parameter.values)
        valued = counted.outerjoin(product_values, product_values.c.value_id == ParameterValue.id)
        return valued.outerjoin(Product, (Product.id == product_values.c.product_id) & standing)
    column = {
        "category": Product.category_id,
        "producer": Product.producer_id,
        "unit": Product.unit_id,
    }
    return counted.outerjoin(Product, (column[kind] == KINDS[kind].id) & standing)
