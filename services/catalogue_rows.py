"""What a product is, as rows of a file and as terms."""

from collections.abc import Mapping

from formats import catalogue_csv
from models.product import Product
from models.product_size import ProductSize
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms, TextTerms
from services.row_values import UNLIMITED

OWN = ("name", "summary", "description")


def rows_of(product: Product, locale: str, shops: Mapping[int, str]) -> list[dict[str, str]]:
    """A row for each size, by the fields of `formats.catalogue_csv`; `shops` are names by id."""
    said = _said_of(product, locale)
    return [said | _said_of_size(size, shops) for size in product.sizes]


def terms_of(product: Product) -> ProductTerms:
    """The product as it is."""
    return ProductTerms(
        name=product.name,
        kind=product.kind,
        code=product.code,
        takes_picture=product.takes_picture,
        vat_rate=product.vat_rate,
        summary=product.summary,
        description=product.description,
        category=product.category.path if product.category else "",
        producer=product.producer.name if product.producer else "",
        unit=product.unit.name if product.unit else "",
        supplier=product.supplier,
        note=product.note,
        is_hidden=product.is_hidden,
        texts={
            text.language: TextTerms(text.name, text.summary, text.description)
            for text in product.texts
        },
        values=[(value.parameter.name, value.name) for value in product.values],
        sizes=[_size_terms(size) for size in product.sizes],
        parts=[PartTerms(one.part_id, one.quantity, one.size_id) for one in product.parts],
    )


def _said_of(product: Product, locale: str) -> dict[str, str]:
    values, parts = product.values, product.parts
    words = {locale: product, **{text.language: text for text in product.texts}}
    said = {f"{name}:{two}": getattr(of, name) for two, of in words.items() for name in OWN}
    return said | {
        "id": str(product.id),
        "code": product.code,
        "kind": product.kind,
        "vat_rate": product.vat_rate,
        "is_hidden": _yes(product.is_hidden),
        "takes_picture": _yes(product.takes_picture),
        "category": product.category.path if product.category else "",
        "producer": product.producer.name if product.producer else "",
        "unit": product.unit.name if product.unit else "",
        "parameters": "\n".join(value.parameter.name for value in values),
        "values": "\n".join(value.name for value in values),
        "parts": "\n".join(one.part.code for one in parts),
        "part_sizes": "\n".join(one.size.code if one.size else "" for one in parts),
        "quantities": "\n".join(str(one.quantity) for one in parts),
    }


def _said_of_size(size: ProductSize, shops: Mapping[int, str]) -> dict[str, str]:
    prices = {one.price_list_id: one.cents for one in size.prices}
    said = {
        catalogue_csv.price_field(name): _amount(prices[list_id])
        for list_id, name in shops.items()
        if list_id in prices
    }
    return said | {
        "size": size.name,
        "size_code": size.code,
        "ean": size.ean,
        "external_code": size.external_code,
        "weight_g": str(size.weight_g),
        "stock_count": UNLIMITED if size.stock_count is None else str(size.stock_count),
    }


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _size_terms(size: ProductSize) -> SizeTerms:
    return SizeTerms(
        name=size.name,
        code=size.code,
        ean=size.ean,
        external_code=size.external_code,
        weight_g=size.weight_g,
        stock_count=size.stock_count,
        purchase_cents=size.purchase_cents,
        prices={one.price_list_id: one.cents for one in size.prices},
        id=size.id,
    )
