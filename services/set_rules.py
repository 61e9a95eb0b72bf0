"""What a set may consist of (IOF 3.0: iof.md, section 2), kept whatever is changed afterwards."""

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext
from sqlalchemy import Select, select

from extensions import db
from models.product import Product
from models.product_part import ProductPart
from models.product_size import ProductSize
from services.catalogue_refusals import (
    PartNotOffered,
    PartOfSets,
    PartSizeWrong,
    PartsMissing,
    PartsOfNoSet,
    PartTwice,
    PartUnknown,
    QuantityWrong,
    SetInItself,
    SizeInSet,
)
from services.catalogue_terms import PartTerms

QUANTITY_LIMIT = 10_000
NAMED = 3


def write_parts(product: Product, wanted: Sequence[PartTerms]) -> None:
    """Make the set consist of those; a step of a verb that holds the catalogue.

    Raises a CatalogueRefused of the field "parts" or "kind".
    """
    if product.is_set and not wanted:
        raise PartsMissing(lazy_gettext("Say what the set consists of."))
    if wanted and not product.is_set:
        raise PartsOfNoSet(lazy_gettext("Only a set or a collection has parts."))
    for place, terms in enumerate(wanted):
        _check(product, terms, place, wanted[:place])
    if product.id in _below({terms.part_id for terms in wanted}):
        raise SetInItself(lazy_gettext("The set would contain itself, by way of its parts."))
    kept = {(part.part_id, part.size_id): part for part in product.parts}
    product.parts = [
        _part(kept.get((terms.part_id, terms.size_id)), terms, place)
        for place, terms in enumerate(wanted)
    ]
    db.session.flush()


def refuse_hiding(product: Product) -> None:
    """Partners who see a set see its parts. A step. Raises PartOfSets."""
    names = _names(_sets_with(product.id).where(Product.is_hidden.is_(False)))
    if names:
        raise PartOfSets(
            lazy_gettext("Sets contain this: %(names)s. Hide them first.", names=names)
        )


def refuse_removing(product: Product) -> None:
    """A step. Raises PartOfSets."""
    if names := _names(_sets_with(product.id)):
        raise PartOfSets(
            lazy_gettext("Sets contain this: %(names)s. Take it out of them first.", names=names)
        )


def refuse_pinned(sizes: Sequence[ProductSize]) -> None:
    """Sizes that sets name cannot go. A step. Raises SizeInSet."""
    ids = [size.id for size in sizes]
    pinned = select(ProductPart.product_id).where(ProductPart.size_id.in_(ids))
    names = _names(select(Product.name).where(Product.id.in_(pinned))) if ids else ""
    if names:
        raise SizeInSet(
            lazy_gettext(
                "A size that you took away is a part of: %(names)s. Change that first.", names=names
            )
        )


def refuse_hidden_parts(product: Product) -> None:
    """A set that is shown again shows parts that partners see. A step. Raises PartNotOffered."""
    for place, part in enumerate(product.parts):
        _refuse_unseen(part.part, place)


def sets_with(product_id: int) -> Select:
    """The ids of the sets that directly contain a product."""
    return select(ProductPart.product_id).where(ProductPart.part_id == product_id)


def _check(product: Product, terms: PartTerms, place: int, before: Collection[PartTerms]) -> None:
    part = db.session.get(Product, terms.part_id)
    if part is None or part.studio_id != product.studio_id or part.removed_at is not None:
        raise PartUnknown(lazy_gettext("There is no such product."), place=place)
    if part.id == product.id:
        raise SetInItself(lazy_gettext("A set cannot contain itself."), place=place)
    if not product.is_hidden:
        _refuse_unseen(part, place)
    if terms.size_id is not None and terms.size_id not in {size.id for size in part.sizes}:
        raise PartSizeWrong(lazy_gettext("This is a size of another product."), place=place)
    if not 0 < terms.quantity <= QUANTITY_LIMIT:
        raise QuantityWrong(lazy_gettext("Write a number from 1 to 10,000."), place=place)
    if (terms.part_id, terms.size_id) in {(one.part_id, one.size_id) for one in before}:
        raise PartTwice(lazy_gettext("This is in the set already."), place=place)


def _refuse_unseen(part: Product, place: int) -> None:
    if part.is_hidden:
        raise PartNotOffered(
            lazy_gettext("%(name)s is hidden. Show it first.", name=part.name), place=place
        )


def _below(found: set[int]) -> set[int]:
    """These products and all that they consist of, however deep."""
    seen: set[int] = set()
    while found:
        seen |= found
        inner = select(ProductPart.part_id).where(ProductPart.product_id.in_(found))
        found = set(db.session.scalars(inner)) - seen
    return seen


def _part(known: ProductPart | None, terms: PartTerms, place: int) -> ProductPart:
    part = known or ProductPart(part_id=terms.part_id, size_id=terms.size_id)
    part.quantity, part.position = terms.quantity, place
    return part


def _sets_with(product_id: int) -> Select:
    standing = Product.removed_at.is_(None)
    return select(Product.name).where(Product.id.in_(sets_with(product_id)), standing)


def _names(wanted: Select) -> str:
    """ "Kit, Box, …": the first few, or nothing."""
    names = list(db.session.scalars(wanted.order_by(Product.name).limit(NAMED + 1)))
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])
