"""The sizes of a product as they were typed: what is wrong with them, and what each will be."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import lazy_gettext

from models.product import SETS
from services import set_rules
from services.catalogue_refusals import ShopUnknown, SizeCodeTaken, SizeNameWrong
from services.catalogue_shelf import Shelf
from services.catalogue_terms import ProductTerms, SizeTerms
from services.catalogue_words import one_line


def settled_sizes(
    shelf: Shelf, product_id: int, now: ProductTerms | None, terms: ProductTerms
) -> list[SizeTerms]:
    """Each with its name, its id and its code; a product without a code gives them none yet.

    Raises SizeNameWrong, SizeCodeTaken, ShopUnknown, SizeInSet.
    """
    wanted = [replace(size, name=one_line(size.name)) for size in terms.sizes or [SizeTerms()]]
    _check_names(terms.kind, wanted)
    if {list_id for size in wanted for list_id in size.prices} - shelf.shops:
        raise ShopUnknown(lazy_gettext("This price list is no longer there. Open the page again."))
    before = now.sizes if now else ()
    known = _known(before, wanted)
    kept = {size.id for size in known if size}
    set_rules.refuse_pinned(shelf, product_id, [one for one in before if one.id not in kept])
    codes = _codes_for(shelf, product_id, known, wanted)
    filled = filled_codes(shelf, product_id, terms.code, codes) if terms.code else codes
    return [
        replace(size, id=one.id if one else shelf.new_id(), code=code)
        for size, one, code in zip(wanted, known, filled, strict=True)
    ]


def filled_codes(shelf: Shelf, product_id: int, of: str, codes: Sequence[str]) -> list[str]:
    """Those that nobody has typed are the code of the product with a number."""
    filled = list(codes)
    for place, code in enumerate(filled):
        number = place + 1
        while not code:
            free = f"{of}-{number}"
            number += 1
            code = "" if free in filled or _is_taken(shelf, product_id, free) else free
        filled[place] = code
    return filled


def _check_names(kind: str, wanted: Sequence[SizeTerms]) -> None:
    names = [size.name for size in wanted]
    if kind in SETS and (len(names) > 1 or names[0]):
        raise SizeNameWrong(lazy_gettext("A set comes in one size, without a name."), place=0)
    for place, name in enumerate(names):
        if not name and len(names) > 1:
            raise SizeNameWrong(lazy_gettext("Write the name of the size."), place=place)
        if name in names[:place]:
            raise SizeNameWrong(lazy_gettext("This size is here already."), place=place)


def _known(before: Sequence[SizeTerms], wanted: Sequence[SizeTerms]) -> list[SizeTerms | None]:
    """Each as it is: known by its id, else by its name; None for a new one."""
    claimed = {size.id for size in wanted}
    by_id = {size.id: size for size in before}
    by_name = {size.name: size for size in before if size.id not in claimed}
    return [by_id.pop(size.id, None) or by_name.pop(size.name, None) for size in wanted]


def _codes_for(
    shelf: Shelf,
    product_id: int,
    known: Sequence[SizeTerms | None],
    wanted: Sequence[SizeTerms],
) -> list[str]:
    """What each is called at last: as typed, or as before, or "" for a new one."""
    pairs = zip(known, wanted, strict=True)
    typed = [one_line(size.code) or (one.code if one else "") for one, size in pairs]
    shelf.read_size_codes(list(filter(None, typed)))
    for place, code in enumerate(typed):
        if code and (code in typed[:place] or _is_taken(shelf, product_id, code)):
            raise SizeCodeTaken(
                lazy_gettext("This code is taken: %(code)s.", code=code), place=place
            )
    return typed


def _is_taken(shelf: Shelf, product_id: int, code: str) -> bool:
    """Has another product of the studio a size of that code?"""
    found = shelf.size_with(code)
    return found is not None and found[0] != product_id
