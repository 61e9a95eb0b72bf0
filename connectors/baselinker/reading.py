"""BaseLinker's rows as the values of all connectors. Times are seconds since 1970, prices gross."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.money import in_smallest
from connectors.values import Address, Line, Product, Shipping, ShopOrder, Standing

Row = Mapping[str, Any]
EXEMPT = {-1.0: "zw", -0.02: "np", -0.03: "oo"}


def standing(row: Row) -> Standing:
    total = _total(row)
    paid = _cents(row, "payment_done")
    return Standing(
        id=str(row["order_id"]),
        number=str(row["order_id"]),
        status=str(row["order_status_id"]),
        total_cents=total,
        currency=_currency(row),
        is_paid=paid >= total and (paid > 0 or total == 0),
        reference=str(row.get("extra_field_1") or ""),
        placed_at=_time(row.get("date_add")),
        changed_at=_time(row.get("date_in_status")) or _time(row.get("date_confirmed")),
    )


def shop_order(row: Row) -> ShopOrder:
    return ShopOrder(
        standing=standing(row),
        billing=_address(row, "invoice", str(row.get("invoice_nip") or "")),
        delivery=_address(row, "delivery"),
        lines=tuple(_line(one, _currency(row)) for one in row.get("products") or ()),
        shipping=_shipping(row),
        payment_name=str(row.get("payment_method") or ""),
        note=str(row.get("user_comments") or ""),
        wants_invoice=str(row.get("want_invoice", "0")) in ("1", "True", "true"),
    )


def product(number: str, row: Row) -> Product:
    """Of a catalogue; its first price, and the pieces of all warehouses."""
    prices, stock = row.get("prices") or {}, row.get("stock") or {}
    first = next(iter(prices.values()), None) if isinstance(prices, dict) else None
    return Product(
        id=number,
        name=str(row.get("name") or ""),
        sku=str(row.get("sku") or ""),
        price_cents=None if first is None else in_smallest(first, ""),
        stock=sum(int(count) for count in stock.values()) if isinstance(stock, dict) else None,
    )


def _line(row: Row, currency: str) -> Line:
    quantity = int(row.get("quantity") or 1)
    attributes = str(row.get("attributes") or "")
    return Line(
        name=str(row.get("name") or ""),
        quantity=quantity,
        gross_cents=quantity * in_smallest(row.get("price_brutto") or 0, currency),
        vat_rate=_rate(row.get("tax_rate")),
        sku=str(row.get("sku") or ""),
        product_id=str(row.get("product_id") or ""),
        details=(("", attributes),) if attributes else (),
    )


def _shipping(row: Row) -> Shipping | None:
    name, gross = str(row.get("delivery_method") or ""), _cents(row, "delivery_price")
    return Shipping(name=name, gross_cents=gross, vat_rate="") if name or gross else None


def _address(row: Row, kind: str, tax_id: str = "") -> Address:
    def word(name: str) -> str:
        return str(row.get(f"{kind}_{name}") or "")

    is_delivery = kind == "delivery"
    return Address(
        name=word("fullname"),
        company=word("company"),
        street=word("address"),
        postcode=word("postcode"),
        city=word("city"),
        country=word("country_code") or "PL",
        phone=str(row.get("phone") or ""),
        email=str(row.get("email") or ""),
        point=word("point_id") if is_delivery else "",
        tax_id=tax_id,
    )


def _total(row: Row) -> int:
    lines = sum(_line(one, _currency(row)).gross_cents for one in row.get("products") or ())
    return lines + _cents(row, "delivery_price")


def _cents(row: Row, name: str) -> int:
    return in_smallest(row.get(name) or 0, _currency(row))


def _currency(row: Row) -> str:
    return str(row.get("currency") or "")


def _rate(value: object) -> str:
    """ "23", "8", "zw"; empty when it says nothing."""
    if value is None or value == "":
        return ""
    number = round(float(str(value)), 2)
    return EXEMPT.get(number) or f"{number:g}"


def _time(value: object) -> datetime | None:
    return datetime.fromtimestamp(int(str(value)), UTC) if value else None
