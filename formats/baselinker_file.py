"""BaseLinker's shop-file protocol: what a shop answers, as dictionaries that become JSON.

Amounts are gross, in whole units of the currency; times are seconds since 1970.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

VERSION = {"platform": "Kadr", "version": "4.0.0", "standard": 4}
TAX = {"zw": -1.0}
# Prints are made to order; a shop file has to name a number.
MADE_TO_ORDER = 1000


@dataclass(frozen=True)
class Place:
    """`country` is ISO 3166 alpha-2."""

    name: str = ""
    company: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True)
class OrderRow:
    """`details` of a line are (what, text); `point` is a parcel locker."""

    number: int
    placed_at: datetime
    email: str
    phone: str
    delivery: Place
    invoice: Place
    tax_id: str
    wants_invoice: bool
    point: str
    delivery_code: str
    delivery_name: str
    delivery_cents: int
    payment_code: str
    payment_name: str
    is_cash_on_delivery: bool
    is_paid: bool
    currency: str
    status_id: int
    note: str
    products: Sequence[dict[str, Any]]


def error(code: str, text: str) -> dict[str, Any]:
    return {"error": True, "error_code": code, "error_text": text}


def orders(rows: Iterable[OrderRow], pages: int) -> dict[str, Any]:
    return {str(row.number): _order(row) for row in rows} | {"pages": pages}


def product_of_order(
    product_id: int | None,
    name: str,
    cents: int,
    quantity: int,
    rate: str,
    details: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """`cents` is for one piece. Without an id it is nothing that could be looked up."""
    return {
        "id": str(product_id or ""),
        "variant_id": "",
        "sku": sku(product_id) if product_id else "",
        "name": name,
        "price": _units(cents),
        "quantity": quantity,
        "tax": tax(rate),
        "weight": 0,
        "attributes": [{"name": what, "value": text, "price": 0} for what, text in details],
    }


def product(item_id: int, name: str, cents: int) -> dict[str, Any]:
    """In a list."""
    return {
        "name": name,
        "sku": sku(item_id),
        "ean": "",
        "price": _units(cents),
        "quantity": MADE_TO_ORDER,
    }


def product_data(
    item_id: int, name: str, cents: int, rate: str, about: str, category: tuple[int, str]
) -> dict[str, Any]:
    """Everything about it; `category` is id and name."""
    return product(item_id, name, cents) | {
        "tax": tax(rate),
        "weight": 0,
        "description": about,
        "category_id": str(category[0]),
        "category_name": category[1],
        "man_name": "",
        "images": [],
        "features": [],
        "variants": [],
    }


def quantities(item_ids: Iterable[int], pages: int) -> dict[str, Any]:
    """By variant: the first is the product itself."""
    return {str(one): [str(MADE_TO_ORDER)] for one in item_ids} | {"pages": pages}


def sku(item_id: int) -> str:
    return f"KADR-{item_id}"


def tax(rate: str) -> float:
    """In percent, -1 for what is exempt."""
    return TAX[rate] if rate in TAX else float(rate)


def _order(row: OrderRow) -> dict[str, Any]:
    return {
        **_place("delivery", row.delivery),
        **_place("invoice", row.invoice),
        "invoice_nip": row.tax_id,
        "want_invoice": int(row.wants_invoice),
        "delivery_point_id": row.point,
        "delivery_point_name": row.point,
        "phone": row.phone,
        "email": row.email,
        "date_add": int(row.placed_at.timestamp()),
        "payment_method": row.payment_name,
        "payment_method_id": row.payment_code,
        "payment_method_cod": int(row.is_cash_on_delivery),
        "user_comments": row.note,
        "status_id": str(row.status_id),
        "delivery_method": row.delivery_name,
        "delivery_method_id": row.delivery_code,
        "delivery_price": _units(row.delivery_cents),
        "currency": row.currency,
        "paid": int(row.is_paid),
        "products": list(row.products),
    }


def _place(kind: str, place: Place) -> Mapping[str, str]:
    return {
        f"{kind}_fullname": place.name,
        f"{kind}_company": place.company,
        f"{kind}_address": place.street,
        f"{kind}_postcode": place.postcode,
        f"{kind}_city": place.city,
        f"{kind}_country_code": place.country,
        f"{kind}_country": place.country,
    }


def _units(cents: int) -> float:
    return float(Decimal(cents).scaleb(-2))
