"""Products written as they were settled, any number of them in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extensions import db
from models.offer_price import OfferPrice
from models.outbox import new_marker
from models.parameter import ParameterValue
from models.product import Product, ProductText
from models.product_part import ProductPart
from models.product_size import ProductSize
from services import catalogue_sizes
from services.catalogue_shelf import Shelf
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms
from services.catalogue_vocabulary import Vocabulary

OWN = (
    "name", "kind", "takes_picture", "vat_rate", "summary", "description", "supplier", "note",
    "is_hidden",
)  # fmt: skip
OWN_OF_SIZE = ("ean", "external_code", "weight_g", "purchase_cents")
# A code that nobody can type, for what has none yet and for rows that exchange theirs.
_ASIDE = "\t"


@dataclass
class Plan:
    """What `services.catalogue_settling` has said a product will be; a new one has no row yet."""

    product_id: int
    terms: ProductTerms
    product: Product | None = None


@dataclass
class _Rows:
    """Products and sizes by the ids they are planned with."""

    products: dict[int, Product] = field(default_factory=dict)
    sizes: dict[int, ProductSize] = field(default_factory=dict)


def write(shelf: Shelf, plans: Sequence[Plan]) -> list[Product]:
    """Make each product be what is planned; a step of a verb that holds the catalogue."""
    words, rows = Vocabulary(shelf.studio_id), _Rows()
    words.read([plan.terms for plan in plans])
    with db.session.no_autoflush:
        for plan in plans:
            rows.products[plan.product_id] = plan.product or _new(shelf.studio_id)
            _free(plan, rows)
        db.session.flush()
        for plan in plans:
            _fill(plan, rows, words)
        for plan in plans:
            _write_parts(rows.products[plan.product_id], plan.terms.parts, rows)
        db.session.add_all(rows.products.values())
        db.session.flush()
    _fill_codes(shelf, plans, rows)
    return [rows.products[plan.product_id] for plan in plans]


def _new(studio_id: int) -> Product:
    return Product(studio_id=studio_id, code=_ASIDE + new_marker())


def _free(plan: Plan, rows: _Rows) -> None:
    """Have rows let go of the names and codes they will not keep, so that two can swap them."""
    product = rows.products[plan.product_id]
    wanted = {size.id: size for size in plan.terms.sizes}
    if product.id and product.code != plan.terms.code:
        product.code = f"{_ASIDE}{product.id}"
    for row in list(product.sizes):
        size = wanted.get(row.id)
        if size is None:
            product.sizes.remove(row)
            continue
        rows.sizes[row.id] = row
        if (row.name, row.code) != (size.name, size.code):
            row.code, row.size_name = f"{_ASIDE}{row.id}", None


def _fill(plan: Plan, rows: _Rows, words: Vocabulary) -> None:
    product, terms = rows.products[plan.product_id], plan.terms
    product.code = terms.code or product.code
    for name in OWN:
        setattr(product, name, getattr(terms, name))
    product.category = words.category(terms.category)
    product.producer = words.producer(terms.producer)
    product.unit = words.unit(terms.unit)
    _write_values(product, terms, words)
    _write_texts(product, terms)
    for place, size in enumerate(terms.sizes):
        row = rows.sizes.get(size.id or 0) or ProductSize(studio_id=product.studio_id)
        row.code, row.position = size.code or _ASIDE + new_marker(), place
        row.size_name = words.size_name(size.name)
        _write_size(row, size)
        if size.id not in rows.sizes:
            product.sizes.append(row)
            rows.sizes[size.id or 0] = row


def _write_values(product: Product, terms: ProductTerms, words: Vocabulary) -> None:
    """Each once, as they were typed."""
    found = [words.value(*pair) for pair in terms.values]
    values: list[ParameterValue] = list(dict.fromkeys(value for value in found if value))
    if product.values != values:
        product.values = values


def _write_texts(product: Product, terms: ProductTerms) -> None:
    kept = {text.language: text for text in product.texts}
    for language, said in terms.texts.items():
        text = kept.get(language)
        if text and not said:
            product.texts.remove(text)
        elif said:
            if text is None:
                text = ProductText(language=language)
                product.texts.append(text)
            text.name, text.summary, text.description = said.name, said.summary, said.description


def _write_size(row: ProductSize, terms: SizeTerms) -> None:
    for name in OWN_OF_SIZE:
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


def _write_parts(product: Product, wanted: Sequence[PartTerms], rows: _Rows) -> None:
    kept = {(part.part_id, part.size_id): part for part in product.parts}
    parts = []
    for place, terms in enumerate(wanted):
        part = kept.get((terms.part_id, terms.size_id)) or _part(terms, rows)
        part.quantity, part.position = terms.quantity, place
        parts.append(part)
    if parts or kept:
        product.parts = parts


def _part(terms: PartTerms, rows: _Rows) -> ProductPart:
    """Products and sizes that are new, too, have no number before they are written."""
    made = ProductPart()
    if terms.part_id < 0:
        made.part = rows.products[terms.part_id]
    else:
        made.part_id = terms.part_id
    if (terms.size_id or 0) < 0:
        made.size = rows.sizes[terms.size_id or 0]
    else:
        made.size_id = terms.size_id
    return made


def _fill_codes(shelf: Shelf, plans: Sequence[Plan], rows: _Rows) -> None:
    """A product nobody has given a code is called by its number, and so are its sizes."""
    for plan in plans:
        if not plan.terms.code:
            _fill_code(shelf, plan, rows)
    db.session.flush()


def _fill_code(shelf: Shelf, plan: Plan, rows: _Rows) -> None:
    product = rows.products[plan.product_id]
    code = str(product.id)
    if shelf.product_with(code) is not None:
        code = f"{code}-{new_marker()[:6]}"
    product.code = code
    codes = [size.code for size in plan.terms.sizes]
    filled = catalogue_sizes.filled_codes(shelf, plan.product_id, code, codes)
    for size, of_size in zip(plan.terms.sizes, filled, strict=True):
        rows.sizes[size.id or 0].code = of_size
