"""Products of the shop, by what is typed and by what is linked."""

from collections.abc import Iterable, Sequence
from typing import Any

from connectors import ConnectorError, Product
from connectors.money import in_smallest_exactly
from connectors.woocommerce.api import PAGE, Api

FIELDS = "id,name,sku,price,manage_stock,stock_quantity,tax_status"
FOUND_AT_MOST = 50


def find_products(api: Api, text: str, currency: str) -> list[Product]:
    """Old shops know no search by SKU and then list everything, so that every row is looked at."""
    rows: list[dict] = []
    for how in ("search", "search_sku"):
        params: dict[str, Any] = {how: text, "per_page": FOUND_AT_MOST, "_fields": FIELDS}
        rows += api.read_list("/products", **params)
    wanted = text.casefold()
    fitting = {
        row["id"]: row
        for row in rows
        if wanted in row["name"].casefold() or wanted in (row.get("sku") or "").casefold()
    }
    return listed(list(fitting.values())[:FOUND_AT_MOST], currency)


def listed(rows: Iterable[dict], currency: str) -> list[Product]:
    """Each once."""
    return [_product(row, currency) for row in {row["id"]: row for row in rows}.values()]


def read_by_skus(api: Api, skus: Sequence[str]) -> list[dict]:
    """Of exactly these: what else the shop finds is left out."""
    rows: list[dict] = []
    for some in _parts(skus):
        found = api.read_page("/products", sku=",".join(some), _fields=FIELDS)
        rows += [row for row in found if row.get("sku") in some]
    return rows


def read_rows(api: Api, ids: Sequence[str]) -> list[dict]:
    """Variants are in no list; one by one they can be read."""
    rows: list[dict] = []
    for some in _parts(ids):
        found = api.read_page("/products", include=",".join(some), _fields=FIELDS)
        rows += found
    known = {str(row["id"]) for row in rows}
    for product_id in dict.fromkeys(ids):
        if product_id not in known and (row := _variant(api, product_id)):
            rows.append(row)
    return rows


def _variant(api: Api, product_id: str) -> dict | None:
    try:
        return api.read(f"/products/{product_id}", _fields=FIELDS)
    except ConnectorError as error:
        if error.permanent:
            return None
        raise


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    values = [value for value in dict.fromkeys(values) if value]
    return (values[start : start + PAGE] for start in range(0, len(values), PAGE))


def _product(row: dict, currency: str) -> Product:
    return Product(
        id=str(row["id"]),
        name=row["name"],
        sku=row.get("sku") or "",
        price_cents=in_smallest_exactly(row["price"], currency) if row.get("price") else None,
        stock=row.get("stock_quantity") if row.get("manage_stock") else None,
    )
