"""What the rows of a file want a product to be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext

from formats import catalogue_csv
from models.product import ProductKind
from models.studio import Studio
from models.vat import PERCENT
from services.catalogue_rows import OWN
from services.catalogue_shelf import Shelf
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms, TextTerms
from services.catalogue_words import one_line
from services.row_values import RowRefused, Value, lines

LANGUAGES = ("pl", "en")
Said = Mapping[str, str]


def wanted(
    studio: Studio,
    now: ProductTerms | None,
    rows: Sequence[Said],
    shops: Mapping[str, int],
    shelf: Shelf,
) -> ProductTerms:
    """What the rows of one product want it to be; what they do not mention stays as it is `now`.

    `shops` are ids by name; codes of parts are looked up on the shelf. Raises RowRefused.
    """
    first = Value(rows[0], 0)
    for place, row in enumerate(rows):
        _refuse_quarrel(rows[0], row, place)
    terms = replace(now or ProductTerms(name=""), **_own(studio, first))
    if not one_line(terms.name):
        raise RowRefused(gettext("Write the name of the product."), f"name:{studio.locale}")
    return replace(
        terms,
        texts=_texts(studio, terms, first.said),
        values=_values(terms, first.said),
        parts=_parts(shelf, terms, first),
        sizes=_sizes(terms, rows, shops),
    )


def _refuse_quarrel(first: Said, row: Said, place: int) -> None:
    for field in catalogue_csv.OF_PRODUCT:
        if row.get(field) and row.get(field) != first.get(field):
            sentence = gettext("Another row of this product says something else here.")
            raise RowRefused(sentence, field, place)


def _own(studio: Studio, first: Value) -> dict[str, Any]:
    said = first.said
    found: dict[str, Any] = {
        name: said[f"{name}:{studio.locale}"] for name in OWN if f"{name}:{studio.locale}" in said
    }
    found |= {name: said[name] for name in ("category", "producer", "unit") if name in said}
    found |= {
        name: first.yes(name) for name in ("is_hidden", "takes_picture") if said.get(name, "")
    }
    if said.get("code"):
        found["code"] = one_line(said["code"])
    if said.get("kind"):
        found["kind"] = first.one_of("kind", [str(kind) for kind in ProductKind])
    if said.get("vat_rate"):
        found["vat_rate"] = first.one_of("vat_rate", list(PERCENT))
    return found


def _texts(studio: Studio, terms: ProductTerms, said: Said) -> dict[str, TextTerms]:
    texts = dict(terms.texts)
    for language in LANGUAGES:
        if language != studio.locale:
            before = texts.get(language, TextTerms())
            told = {name: said.get(f"{name}:{language}", getattr(before, name)) for name in OWN}
            if TextTerms(**told) or language in texts:
                texts[language] = TextTerms(**told)
    return texts


def _values(terms: ProductTerms, said: Said) -> Sequence[tuple[str, str]]:
    if "parameters" not in said or "values" not in said:
        return terms.values
    names, values = lines(said["parameters"]), lines(said["values"])
    if len(names) != len(values):
        raise RowRefused(gettext("Write one value for each parameter, each in a line."), "values")
    return list(zip(names, values, strict=True))


def _parts(shelf: Shelf, terms: ProductTerms, first: Value) -> Sequence[PartTerms]:
    if "parts" not in first.said:
        return terms.parts
    codes = lines(first.said["parts"])
    sizes = lines(first.said.get("part_sizes", ""), len(codes))
    counts = lines(first.said.get("quantities", ""), len(codes))
    if not len(codes) == len(sizes) == len(counts):
        raise RowRefused(gettext("Write one line for each part."), "parts")
    return [
        PartTerms(
            _there(shelf.product_with(one_line(code))),
            first.number_in("quantities", count or "1"),
            _there((shelf.size_with(one_line(size)) or (0, None))[1]) if size else None,
        )
        for code, size, count in zip(codes, sizes, counts, strict=True)
    ]


def _there(known: int | None) -> int:
    if known is None:
        raise RowRefused(gettext("There is no such product."), "parts")
    return known


def _sizes(
    terms: ProductTerms, rows: Sequence[Said], shops: Mapping[str, int]
) -> Sequence[SizeTerms]:
    """Those of the rows in their places, and those that are not mentioned."""
    sizes = list(terms.sizes)
    for place, row in enumerate(rows):
        name, code = one_line(row.get("size", "")), one_line(row.get("size_code", ""))
        known = [n for n, one in enumerate(sizes) if code and one.code == code]
        known = known or [n for n, one in enumerate(sizes) if one.name == name]
        before = sizes[known[0]] if known else SizeTerms(name=name)
        made = _size(before, Value(row, place), shops)
        if known:
            sizes[known[0]] = made
        else:
            sizes.append(made)
    return sizes


def _size(before: SizeTerms, value: Value, shops: Mapping[str, int]) -> SizeTerms:
    said = value.said
    told: dict[str, Any] = {
        field: one_line(said[field]) for field in ("ean", "external_code") if field in said
    }
    if "size" in said:
        told["name"] = one_line(said["size"])
    if said.get("size_code"):
        told["code"] = one_line(said["size_code"])
    if said.get("weight_g"):
        told["weight_g"] = value.number("weight_g")
    if "stock_count" in said:
        told["stock_count"] = value.stock("stock_count")
    prices = dict(before.prices)
    for shop, list_id in shops.items():
        field = catalogue_csv.price_field(shop)
        if field in said:
            prices[list_id] = value.cents(field)
    kept = {list_id: cents for list_id, cents in prices.items() if cents is not None}
    gone = dict.fromkeys(before.prices)
    return replace(before, prices={**gone, **kept}, **told)
