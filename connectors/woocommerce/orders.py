"""Orders of the shop as we read them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connectors.money import in_smallest_exactly
from connectors.values import Address, Line, Shipping, ShopOrder, Standing
from connectors.woocommerce.drafts import INVOICE, POINT, REFERENCE, TAX_ID
from connectors.woocommerce.taxes import written

TRASH = "trash"
DRAFTS = ("auto-draft", "checkout-draft")
STANDING_FIELDS = (
    "id,number,status,total,currency,created_via,meta_data,refunds,"
    "date_paid_gmt,date_created_gmt,date_modified_gmt"
)
TAX_IDS = (TAX_ID, "_billing_vat_number", "_billing_vat", "_vat_number", "vat_number", "nip")
POINTS = (POINT, "_paczkomat_id", "parcel_machine_id", "_easypack_parcel_machine_id")
_YES = ("1", "yes", "true", "tak")
_NOTHING = Decimal()


def standing(row: Mapping[str, Any]) -> Standing:
    currency = row["currency"]
    refunded = sum((Decimal(one["total"]) for one in row.get("refunds") or ()), _NOTHING)
    paid_at = moment(row.get("date_paid_gmt"))
    return Standing(
        id=str(row["id"]),
        number=str(row["number"]),
        status=row["status"],
        total_cents=in_smallest_exactly(row["total"], currency),
        currency=currency,
        is_paid=paid_at is not None,
        reference=meta(row, REFERENCE),
        paid_at=paid_at,
        placed_at=moment(row.get("date_created_gmt")),
        changed_at=moment(row.get("date_modified_gmt")),
        is_trashed=row["status"] == TRASH,
        refunded_cents=-in_smallest_exactly(refunded, currency),
    )


def shop_order(row: Mapping[str, Any], percents: Mapping[str, Decimal]) -> ShopOrder:
    """`percents` are the shop's rates by their ids."""
    billing = _address(row["billing"], row)
    delivery = _address(row.get("shipping") or {}, row)
    lines = [_line(one, row, percents) for one in row["line_items"]]
    lines += [_line(one, row, percents) for one in row.get("fee_lines") or ()]
    return ShopOrder(
        standing=standing(row),
        billing=billing,
        delivery=delivery if delivery.street or delivery.city or delivery.point else billing,
        lines=tuple(lines),
        shipping=_shipping(row, percents),
        payment_code=row.get("payment_method") or "",
        payment_name=row.get("payment_method_title") or "",
        note=row.get("customer_note") or "",
        wants_invoice=meta(row, INVOICE).lower() in _YES or bool(billing.tax_id),
    )


def moment(written_gmt: str | None) -> datetime | None:
    """Of a field whose name ends in _gmt; it does not say so itself."""
    return datetime.fromisoformat(written_gmt).replace(tzinfo=UTC) if written_gmt else None


def meta(row: Mapping[str, Any], *keys: str) -> str:
    """The first of these that is there and is text."""
    held = {one["key"]: one["value"] for one in row.get("meta_data") or ()}
    return next((str(held[key]) for key in keys if isinstance(held.get(key), str | int)), "")


def _line(one: Mapping[str, Any], row: Mapping, percents: Mapping[str, Decimal]) -> Line:
    """Goods or a fee. `total` is what is paid after coupons."""
    quantity = one.get("quantity", 1)
    is_whole = quantity == int(quantity) and quantity > 0
    product_id = one.get("variation_id") or one.get("product_id")
    return Line(
        name=one.get("name") or "",
        quantity=int(quantity) if is_whole else 1,
        gross_cents=_gross(one, row["currency"]),
        vat_rate=_rate(one, percents),
        tax_code=one.get("tax_class") or "",
        sku=one.get("sku") or "",
        product_id=str(product_id) if product_id else "",
        details=tuple(_details(one)),
    )


def _details(one: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What the shop shows under the line; keys that begin with _ are its own."""
    for entry in one.get("meta_data") or ():
        key = entry.get("display_key") or entry["key"]
        value = entry.get("display_value") or entry["value"]
        if not str(key).startswith("_") and isinstance(value, str | int):
            yield str(key), str(value)


def _shipping(row: Mapping[str, Any], percents: Mapping[str, Decimal]) -> Shipping | None:
    """Several are one, with the sum of their costs."""
    found = row.get("shipping_lines") or ()
    if not found:
        return None
    first = found[0]
    parts = [first.get("method_id") or "", str(first.get("instance_id") or "")]
    return Shipping(
        name=first.get("method_title") or "",
        gross_cents=sum(_gross(one, row["currency"]) for one in found),
        vat_rate=_rate(first, percents),
        code=":".join(part for part in parts if part),
    )


def _gross(one: Mapping[str, Any], currency: str) -> int:
    return in_smallest_exactly(Decimal(one["total"]) + Decimal(one.get("total_tax") or 0), currency)


def _rate(one: Mapping[str, Any], percents: Mapping[str, Decimal]) -> str:
    """As the shop's table has it, or else what the tax comes to in whole percents."""
    used = [str(tax["id"]) for tax in one.get("taxes") or () if Decimal(tax["total"] or 0)]
    if used and all(rate in percents for rate in used):
        return written(sum((percents[rate] for rate in used), _NOTHING))
    net, tax = Decimal(one["total"]), Decimal(one.get("total_tax") or 0)
    return written((100 * tax / net).quantize(Decimal(1), ROUND_HALF_UP)) if net else "0"


def _address(one: Mapping[str, Any], row: Mapping[str, Any]) -> Address:
    def said(*names: str) -> str:
        return " ".join(one[name] for name in names if one.get(name))

    return Address(
        name=said("first_name", "last_name"),
        company=said("company"),
        street=said("address_1", "address_2"),
        postcode=said("postcode"),
        city=said("city"),
        country=said("country"),
        phone=said("phone"),
        email=said("email"),
        point="" if "email" in one else meta(row, *POINTS),
        tax_id=meta(row, *TAX_IDS) if "email" in one else "",
    )
