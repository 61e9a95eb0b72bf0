"""The sizes of a product as they were typed; steps of the verbs of a catalogue."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from sqlalchemy import select

from extensions import db
from models.offer_price import OfferPrice
from models.price_list import PriceList
from models.product import SETS, Product
from models.product_size import ProductSize
from services import set_rules
from services.catalogue_refusals import ShopUnknown, SizeCodeTaken, SizeNameWrong
from services.catalogue_terms import SizeTerms
from services.catalogue_words import find_size_name, one_line

OWN = ("ean", "external_code", "weight_g", "purchase_cents")
# A code that nobody can type, for rows that exchange theirs.
_ASIDE = "\t"


def write_sizes(product: Product, wanted: Sequence[SizeTerms]) -> None:
    """Make the sizes of the product be those; a step.

    Raises SizeNameWrong, SizeCodeTaken, ShopUnknown, SizeInSet.
    """
    wanted = wanted or [SizeTerms()]
    _check_names(product, wanted)
    _check_shops(product.studio_id, wanted)
    rows = _rows_for(product, wanted)
    _drop(product, [row for row in product.sizes if row not in rows])
    codes = _codes_for(product, rows, wanted)
    _free(rows, [one_line(terms.name) for terms in wanted], codes)
    for place, (row, terms, code) in enumerate(zip(rows, wanted, codes, strict=True)):
        row.code, row.position = code, place
        row.size_name = find_size_name(product.studio_id, terms.name)
        _write(row, terms)
        if row.id is None:
            product.sizes.append(row)
    db.session.flush()


def _check_names(product: Product, wanted: Sequence[SizeTerms]) -> None:
    names = [one_line(terms.name) for terms in wanted]
    if product.kind in SETS and (len(names) > 1 or names[0]):
        raise SizeNameWrong(lazy_gettext("A set comes in one size, without a name."), place=0)
    for place, name in enumerate(names):
        if not name and len(names) > 1:
            raise SizeNameWrong(lazy_gettext("Write the name of the size."), place=place)
        if name in names[:place]:
            raise SizeNameWrong(lazy_gettext("This size is here already."), place=place)


def _check_shops(studio_id: int, wanted: Sequence[SizeTerms]) -> None:
    named = {list_id for terms in wanted for list_id in terms.prices}
    own = PriceList.of_studio(studio_id).where(PriceList.id.in_(named))
    if named - set(db.session.scalars(own.with_only_columns(PriceList.id).order_by(None))):
        raise ShopUnknown(lazy_gettext("This price list is no longer there. Open the page again."))


def _rows_for(product: Product, wanted: Sequence[SizeTerms]) -> list[ProductSize]:
    """The row of each size: known by its id, else by its name, else a new one."""
    by_id: dict[int | None, ProductSize] = {row.id: row for row in product.sizes}
    claimed = {terms.id for terms in wanted}
    by_name = {row.name: row for row in product.sizes if row.id not in claimed}
    rows = []
    for terms in wanted:
        row = by_id.pop(terms.id, None) or by_name.pop(one_line(terms.name), None)
        rows.append(row or ProductSize(studio_id=product.studio_id, code=""))
    return rows


def _drop(product: Product, gone: Sequence[ProductSize]) -> None:
    set_rules.refuse_pinned(gone)
    for row in gone:
        product.sizes.remove(row)
    db.session.flush()


def _codes_for(
    product: Product, rows: Sequence[ProductSize], wanted: Sequence[SizeTerms]
) -> list[str]:
    """What each is called at last: as typed, as before, or as the product with a number."""
    typed = [one_line(terms.code) or row.code for row, terms in zip(rows, wanted, strict=True)]
    taken = _taken(product, typed)
    for place, code in enumerate(typed):
        if code and (code in taken or code in typed[:place]):
            raise SizeCodeTaken(
                lazy_gettext("This code is taken: %(code)s.", code=code), place=place
            )
    return _filled(product, typed)


def _filled(product: Product, typed: Sequence[str]) -> list[str]:
    codes = list(typed)
    for place, code in enumerate(codes):
        number = place + 1
        while not code:
            free = f"{product.code}-{number}"
            number += 1
            code = "" if free in codes or _taken(product, [free]) else free
        codes[place] = code
    return codes


def _taken(product: Product, codes: Sequence[str]) -> set[str]:
    """Which of them other products of the studio have."""
    others = select(ProductSize.code).where(
        ProductSize.studio_id == product.studio_id,
        ProductSize.product_id != product.id,
        ProductSize.code.in_(codes),
    )
    return set(db.session.scalars(others))


def _free(rows: Sequence[ProductSize], names: Sequence[str], codes: Sequence[str]) -> None:
    """Have rows let go of the names and codes they will not keep, so that two can swap them."""
    for row, name, code in zip(rows, names, codes, strict=True):
        if row.id and (row.name, row.code) != (name, code):
            row.code, row.size_name = f"{_ASIDE}{row.id}", None
    db.session.flush()


def _write(row: ProductSize, terms: SizeTerms) -> None:
    for name in OWN:
        setattr(row, name, getattr(terms, name))
    if not (terms.keeps_stock and row.id):
        row.stock_count = terms.stock_count
    kept = {price.price_list_id: price for price in row.prices}
    for list_id, cents in terms.prices.items():
        price = kept.get(list_id)
        if cents is None:
            if price:
                row.prices.remove(price)
        elif price:
            price.cents = cents
        else:
            row.prices.append(OfferPrice(price_list_id=list_id, cents=cents))
