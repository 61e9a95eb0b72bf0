"""What a set may consist of (IOF 3.0: iof.md, section 2), kept whatever is changed afterwards."""

from collections.abc import Collection, Iterable

from flask_babel import lazy_gettext
from sqlalchemy import Select, select

from models.product import SETS, Product
from models.product_part import ProductPart
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
from services.catalogue_shelf import Shelf
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms

QUANTITY_LIMIT = 10_000
NAMED = 3


def check_parts(shelf: Shelf, product_id: int, terms: ProductTerms) -> None:
    """May the product consist of that? Raises a CatalogueRefused of the field "parts" or "kind"."""
    wanted, is_set = terms.parts, terms.kind in SETS
    if is_set and not wanted:
        raise PartsMissing(lazy_gettext("Say what the set consists of."))
    if wanted and not is_set:
        raise PartsOfNoSet(lazy_gettext("Only a set or a collection has parts."))
    shelf.read([part.part_id for part in wanted])
    for place, part in enumerate(wanted):
        _check(shelf, product_id, terms, place)
        if _key(part) in map(_key, wanted[:place]):
            raise PartTwice(lazy_gettext("This is in the set already."), place=place)
    if product_id in shelf.below({part.part_id for part in wanted}):
        raise SetInItself(lazy_gettext("The set would contain itself, by way of its parts."))


def refuse_hiding(shelf: Shelf, product_id: int) -> None:
    """Partners who see a set see its parts. Raises PartOfSets."""
    names = _names(one for one in shelf.sets_with(product_id) if not one.is_hidden)
    if names:
        raise PartOfSets(
            lazy_gettext("Sets contain this: %(names)s. Hide them first.", names=names)
        )


def refuse_removing(shelf: Shelf, product_id: int) -> None:
    """Raises PartOfSets."""
    if names := _names(shelf.sets_with(product_id)):
        raise PartOfSets(
            lazy_gettext("Sets contain this: %(names)s. Take it out of them first.", names=names)
        )


def refuse_pinned(shelf: Shelf, product_id: int, gone: Collection[SizeTerms]) -> None:
    """Sizes that sets name cannot go. Raises SizeInSet."""
    ids = {size.id for size in gone}
    sets = shelf.sets_with(product_id) if ids else []
    names = _names(one for one in sets if ids & {part.size_id for part in one.parts})
    if names:
        raise SizeInSet(
            lazy_gettext(
                "A size that you took away is a part of: %(names)s. Change that first.", names=names
            )
        )


def refuse_hidden_parts(product: Product) -> None:
    """A set that is shown again shows parts that partners see. Raises PartNotOffered."""
    for place, part in enumerate(product.parts):
        _refuse_unseen(part.part, place)


def sets_with(products: Collection[int]) -> Select:
    """The ids of the sets that directly contain one of them."""
    return select(ProductPart.product_id).where(ProductPart.part_id.in_(products)).distinct()


def _check(shelf: Shelf, product_id: int, terms: ProductTerms, place: int) -> None:
    wanted = terms.parts[place]
    part = shelf.product(wanted.part_id)
    if part is None:
        raise PartUnknown(lazy_gettext("There is no such product."), place=place)
    if wanted.part_id == product_id:
        raise SetInItself(lazy_gettext("A set cannot contain itself."), place=place)
    if not terms.is_hidden:
        _refuse_unseen(part, place)
    if wanted.size_id is not None and wanted.size_id not in {size.id for size in part.sizes}:
        raise PartSizeWrong(lazy_gettext("This is a size of another product."), place=place)
    if not 0 < wanted.quantity <= QUANTITY_LIMIT:
        raise QuantityWrong(lazy_gettext("Write a number from 1 to 10,000."), place=place)


def _key(part: PartTerms) -> tuple[int, int | None]:
    return part.part_id, part.size_id


def _refuse_unseen(part: Product | ProductTerms, place: int) -> None:
    if part.is_hidden:
        raise PartNotOffered(
            lazy_gettext("%(name)s is hidden. Show it first.", name=part.name), place=place
        )


def _names(sets: Iterable[ProductTerms]) -> str:
    """ "Kit, Box, …": the first few, or nothing."""
    names = sorted(one.name for one in sets)
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])
