"""An order of ours in BaseLinker's words; what is too long for a field is cut."""

from decimal import Decimal
from typing import Any

from connectors.money import in_units
from connectors.texts import cut
from connectors.values import Address, Draft, Line

REFERENCE = 50
COMMENT = 200
TAX = {"zw": -1.0, "np": -0.02, "oo": -0.03}


def order_parameters(draft: Draft, storage_id: str) -> dict[str, Any]:
    """What addOrder takes; the status and the source are added by the caller."""
    return {
        **_head(draft),
        **_delivery(draft),
        **_invoice(draft),
        "products": [_product(line, draft.currency, storage_id) for line in draft.lines],
    }


def money(amount: int, currency: str) -> float:
    return float(in_units(amount, currency))


def _head(draft: Draft) -> dict[str, Any]:
    noted = [draft.number, draft.session_title, draft.reference]
    return {
        "date_add": int(draft.asked_at.timestamp()),
        "currency": draft.currency,
        "payment_method": cut(draft.payment_name, 30),
        "payment_method_cod": draft.is_cash_on_delivery,
        "paid": False,
        "user_comments": cut(draft.note, 510),
        "admin_comments": cut(" · ".join(part for part in noted if part), COMMENT),
        "email": cut(draft.billing.email or draft.delivery.email, 150),
        "phone": cut(draft.delivery.phone or draft.billing.phone, 100),
        "user_login": cut(draft.login, 30),
        "extra_field_1": draft.reference,
    }


def _delivery(draft: Draft) -> dict[str, Any]:
    shipping = draft.shipping
    gross = shipping.gross_cents if shipping else 0
    point = cut(draft.delivery.point, 40)
    return {
        "delivery_method": cut(shipping.name if shipping else "", 30),
        "delivery_price": money(gross, draft.currency),
        "delivery_point_id": point,
        "delivery_point_name": point,
        **_address("delivery", draft.delivery),
    }


def _invoice(draft: Draft) -> dict[str, Any]:
    return {
        **_address("invoice", draft.billing),
        "invoice_nip": cut(draft.billing.tax_id, 100),
        "want_invoice": draft.wants_invoice,
    }


def _address(kind: str, address: Address) -> dict[str, str]:
    return {
        f"{kind}_fullname": cut(address.name, 100),
        f"{kind}_company": cut(address.company, 100),
        f"{kind}_address": cut(address.street, 156),
        f"{kind}_postcode": cut(address.postcode, 100),
        f"{kind}_city": cut(address.city, 100),
        f"{kind}_country_code": address.country,
    }


def _product(line: Line, currency: str, storage_id: str) -> dict[str, Any]:
    """A line whose price does not divide by its pieces goes as one piece, so that sums agree."""
    divides = line.gross_cents % line.quantity == 0
    pieces = line.quantity if divides else 1
    name = line.name if divides else f"{line.quantity} × {line.name}"
    product = {
        "name": cut(name, 200),
        "sku": cut(line.sku, 50),
        "attributes": cut("; ".join(f"{what}: {text}" for what, text in line.details), 350),
        "price_brutto": money(line.gross_cents // pieces, currency),
        "tax_rate": _tax(line.vat_rate),
        "quantity": pieces,
    }
    if line.product_id:
        product |= {"storage": "db", "storage_id": storage_id, "product_id": line.product_id}
    return product


def _tax(rate: str) -> float:
    return TAX[rate] if rate in TAX else float(Decimal(rate))
