"""Some products of a file: held against the catalogue, and written as they were settled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext
from sqlalchemy import or_

from extensions import db
from formats import catalogue_csv
from models.catalogue_import import RefusedRow
from models.product import Product
from models.studio import Studio
from services import catalogue, catalogue_wishes, catalogue_writing, offer_versions
from services.catalogue_imports import shops_of
from services.catalogue_refusals import CatalogueRefused
from services.catalogue_rows import terms_of
from services.catalogue_settling import settle
from services.catalogue_shelf import Shelf, bones_of
from services.catalogue_terms import ProductTerms
from services.catalogue_words import one_line
from services.catalogue_writing import Plan
from services.row_values import RowRefused, lines

_COLUMN_OF = {"sizes": "size", "name": "name:pl"}

Row = tuple[int, dict[str, str], list[str]]


@dataclass
class Result:
    """What becomes of a chunk: numbers of products, and its refused rows. `news` are the products
    that others may find different because of it."""

    made_count: int = 0
    changed_count: int = 0
    same_count: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    plans: dict[int, Plan] = field(default_factory=dict)
    news: set[int] = field(default_factory=set)


def write_chunk(studio: Studio, chunk: Sequence[list[Row]]) -> Result:
    """A step: it holds the catalogue."""
    offer_versions.hold(studio.id)
    shelf = Shelf(studio.id)
    result = try_chunk(studio, chunk, shelf)
    if result.plans:
        written = catalogue_writing.write(shelf, list(result.plans.values()))
        catalogue.note_changes(studio.id, [product.id for product in written])
    return result


def try_chunk(studio: Studio, chunk: Sequence[list[Row]], shelf: Shelf) -> Result:
    """What would become of it; nothing is written. The shelf knows what came before it."""
    result, shops = Result(), shops_of(studio.id)
    clean = [rows for rows in chunk if not _has_nul(rows)]
    rows_of, now_of = _products_of(studio.id, clean, shelf)
    for rows in chunk:
        try:
            _settle(studio, rows, shelf, now_of, shops, result)
        except RowRefused as refusal:
            place = min(refusal.place, len(rows) - 1)
            result.refused += _refused(rows, place, refusal.field, refusal.sentence)
        except CatalogueRefused as refusal:
            name = _COLUMN_OF.get(refusal.field, refusal.field)
            result.refused += _refused(rows, 0, name, str(refusal))
    for product_id, plan in result.plans.items():
        plan.product = rows_of.get(product_id)
    return result


def _products_of(
    studio_id: int, chunk: Sequence[list[Row]], shelf: Shelf
) -> tuple[dict[int, Product], dict[int, ProductTerms]]:
    """Those that are there already, as rows and as they are now; all that will be asked about
    is put on the shelf."""
    said = [row[1] for rows in chunk for row in rows]
    ids = {found for one in said if (found := _number(one)) is not None}
    codes = {code for one in said if (code := one_line(one.get("code", "")))}
    named = or_(Product.id.in_(ids), Product.code.in_(codes))
    own = Product.of_studio(studio_id).where(named).order_by(None).options(*Product.whole())
    rows_of = {product.id: product for product in db.session.scalars(own)}
    now_of = {}
    for product_id, product in rows_of.items():
        now_of[product_id] = shelf.seen(product_id) or terms_of(product)
        shelf.put(product_id, now_of[product_id])
    parts = {one_line(code) for one in said for code in lines(one.get("parts", ""))}
    shelf.read_codes(codes | parts)
    shelf.read_size_codes({code for rows in chunk for code in _size_codes(rows)})
    return rows_of, now_of


def _size_codes(rows: Sequence[Row]) -> Iterator[str]:
    """Also those that sizes without one will be given."""
    for place, (_number, said, _cells) in enumerate(rows, start=1):
        yield from map(one_line, lines(said.get("part_sizes", "")))
        typed, of = one_line(said.get("size_code", "")), one_line(said.get("code", ""))
        if typed or of:
            yield typed or f"{of}-{place}"


def _settle(
    studio: Studio,
    rows: Sequence[Row],
    shelf: Shelf,
    now_of: Mapping[int, ProductTerms],
    shops: Mapping[str, int],
    result: Result,
) -> None:
    if _has_nul(rows):
        raise RowRefused(gettext("This row holds characters that no text has."))
    said = [row[1] for row in rows]
    product_id, now = _known(shelf, said[0]), None
    if product_id is not None:
        before = result.plans.get(product_id)
        now = before.terms if before else now_of.get(product_id) or shelf.product(product_id)
    wanted = catalogue_wishes.wanted(studio, now, said, shops, shelf)
    if wanted == now:
        result.same_count += 1
        return
    own_id, terms = settle(shelf, product_id, wanted)
    result.plans[own_id] = Plan(own_id, terms)
    if now is None:
        result.made_count += 1
    else:
        result.changed_count += 1
    if now is None or bones_of(terms) != bones_of(now):
        result.news.add(own_id)


def _known(shelf: Shelf, said: Mapping[str, str]) -> int | None:
    """By its number, else by its code. Raises RowRefused for a number that is no product's."""
    if said.get("id", "").strip():
        number = _number(said)
        if number is None or shelf.product(number) is None:
            raise RowRefused(
                gettext("No product has this number. Leave it empty for a new one."), "id"
            )
        return number
    code = one_line(said.get("code", ""))
    return shelf.product_with(code) if code else None


def _number(said: Mapping[str, str]) -> int | None:
    """The number of a product, if it can be one."""
    number = said.get("id", "").strip()
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def _has_nul(rows: Sequence[Row]) -> bool:
    return any("\0" in cell for _number, said, _cells in rows for cell in said.values())


def _refused(rows: Sequence[Row], place: int, name: str, sentence: str) -> list[RefusedRow]:
    """All rows of a product that is not taken; the column is told where the fault is."""
    known = name in catalogue_csv.COLUMNS or name.startswith("price:")
    column = catalogue_csv.column_of(name) if known else ""
    elsewhere = gettext("See row %(number)s.", number=rows[place][0])
    return [
        RefusedRow(
            number=number,
            column=column if n == place else "",
            sentence=sentence if n == place else elsewhere,
            cells=[cell.replace("\0", "") for cell in cells],
        )
        for n, (number, _said, cells) in enumerate(rows)
    ]
