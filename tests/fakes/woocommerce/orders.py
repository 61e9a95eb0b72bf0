"""Orders of a scripted WooCommerce: what it takes, what it makes of it, how it writes it."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from tests.fakes.woocommerce.state import State
from tests.fakes.woocommerce.sums import STANDARD, tax_of_item, work_out

DRAFTS = ("auto-draft", "checkout-draft")
WRITABLE = ("customer_note", "payment_method", "payment_method_title", "transaction_id", "currency")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
CURRENCIES = ("PLN", "EUR", "USD", "GBP", "CZK", "JPY", "HUF", "KWD")
UNPAID = ("pending", "failed")


class Refused(Exception):
    """The shop's own error: a status, a code, and what it says of the parameters."""

    def __init__(self, status: int, code: str, message: str, **facts):
        self.status = status
        data = {"status": status} | facts
        self.body = {"code": code, "message": message, "data": data}
        super().__init__(code)


def invalid(name: str, why: str) -> Refused:
    return Refused(400, "rest_invalid_param", f"Invalid parameter(s): {name}", params={name: why})


def create(state: State, posted: dict[str, Any]) -> dict:
    """Raises Refused; when it fails half-way a draft is left behind."""
    if "id" in posted:
        raise Refused(400, "woocommerce_rest_shop_order_exists", "Cannot create existing order.")
    _validate(state, posted)
    number = state.next_id()
    order = {"id": number, "number": str(number), "items": [], "meta_data": [], "refunds": []}
    order |= {"status": "pending", "currency": state.settings["currency"], "customer_note": ""}
    order |= {"payment_method": "", "payment_method_title": "", "transaction_id": ""}
    order |= {"billing": {}, "shipping": {}, "has_reduced_stock": False}
    order |= {"version": state.settings["version"], "created_via": "rest-api"}
    order |= dict.fromkeys(("date_paid", "date_paid_gmt", "date_completed", "date_completed_gmt"))
    state.stamp(order, "date_created")
    if _knows_created_via(state):
        order["created_via"] = posted.get("created_via") or "rest-api"
    for kind in ("line", "fee", "shipping"):
        order["items"] += [_item(state, kind, one) for one in posted.get(_LISTS[kind], ())]
    _set(state, order, posted)
    state.orders[number] = order
    work_out(order, state.settings)
    if state.settings["fails_half_way"]:
        order["status"] = "checkout-draft"
        data = {"new_draft_order_id": number}
        raise Refused(400, "order_item_half_made", "Something <b>broke</b>.", **data)
    status = posted.get("status", "pending")
    _go(state, order, "processing" if posted.get("set_paid") else status)
    return order


def update(state: State, order: dict, posted: dict[str, Any]) -> dict:
    _validate(state, posted)
    for kind in ("line", "fee", "shipping"):
        new = [one for one in posted.get(_LISTS[kind], ()) if "id" not in one]
        order["items"] += [_item(state, kind, one) for one in new]
    _set(state, order, posted)
    work_out(order, state.settings)
    if order["has_reduced_stock"]:
        state.reduce_stock(order)
    if posted.get("set_paid") and needs_payment(order):
        _go(state, order, "processing")
    elif "status" in posted:
        _go(state, order, posted["status"])
    return order


def needs_payment(order: dict) -> bool:
    return order["status"] in UNPAID and order["sums"]["total"] > 0


def _knows_created_via(state: State) -> bool:
    major, minor = state.settings["version"].split(".")[:2]
    return (int(major), int(minor)) >= (9, 9)


def _go(state: State, order: dict, status: str) -> None:
    if status != order["status"]:
        order["status"] = status
        state.reached(order, status)
    state.stamp(order, "date_modified")


def _set(state: State, order: dict, posted: dict) -> None:
    for name in WRITABLE:
        order[name] = posted.get(name, order[name])
    for name in ("billing", "shipping"):
        order[name] |= posted.get(name, {})
    for one in posted.get("meta_data", ()):
        state.set_meta(order["meta_data"], one["key"], one["value"])
    state.stamp(order, "date_modified")


_LISTS = {"line": "line_items", "fee": "fee_lines", "shipping": "shipping_lines"}


def _item(state: State, kind: str, posted: dict) -> dict:
    item: dict[str, Any] = {"id": state.next_id(), "kind": kind, "tax_status": "taxable"}
    item |= {"quantity": 1, "tax_class": "", "net": Decimal(), "name": "", "sku": None}
    if kind == "line":
        product = _product(state, posted)
        item["product_id"] = product["id"] if product else 0
        if product:
            item |= {"name": product["name"], "sku": product["sku"]}
            item |= {"tax_class": product["tax_class"], "tax_status": product["tax_status"]}
            item["net"] = Decimal(product["price"]) * posted.get("quantity", 1) / Decimal("1.23")
        item["quantity"] = posted.get("quantity", 1)
        item["tax_class"] = posted.get("tax_class", item["tax_class"])
    if kind == "fee":
        item["tax_class"] = posted.get("tax_class", "")
        item["tax_status"] = posted.get("tax_status", "taxable")
    if kind == "shipping":
        item |= {"method": posted["method_id"], "instance": posted.get("instance_id", "")}
    item["name"] = posted.get("method_title" if kind == "shipping" else "name", item["name"])
    if "total" in posted:
        item["net"] = Decimal(posted["total"])
    item["meta_data"] = []
    for one in posted.get("meta_data", ()):
        state.set_meta(item["meta_data"], one["key"], one["value"])
    return item


def _product(state: State, posted: dict) -> dict | None:
    """An unknown one is no error: the line is left without name and price."""
    if sku := posted.get("sku"):
        return next((p for p in state.products.values() if p["sku"] == sku), None)
    return state.products.get(posted.get("product_id", 0))


def _validate(state: State, posted: dict) -> None:
    statuses = [*state.settings["statuses"], *DRAFTS]
    if posted.get("status", "pending") not in statuses:
        raise invalid("status", f"status is not one of {', '.join(statuses)}.")
    if posted.get("currency", "PLN") not in CURRENCIES:
        raise invalid("currency", "currency is not one of AED, AFN, …")
    email = posted.get("billing", {}).get("email")
    if email is not None and not EMAIL.fullmatch(email):
        raise invalid("billing", "Invalid email address.")
    if posted.get("customer_id"):
        raise Refused(400, "woocommerce_rest_invalid_customer_id", "Customer ID is invalid.")
    for n, line in enumerate(posted.get("line_items", ())):
        if "quantity" in line and not isinstance(line["quantity"], int):
            raise invalid("line_items", f"line_items[{n}][quantity] is not of type integer.")
        if "id" not in line and not line.get("product_id") and not line.get("sku"):
            code = "woocommerce_rest_required_product_reference"
            raise Refused(400, code, "Product ID or SKU is required.")
    for name in _LISTS.values():
        for one in posted.get(name, ()):
            _validate_item(state, name, one)


def _validate_item(state: State, name: str, one: dict) -> None:
    if "total" in one:
        if not isinstance(one["total"], str):
            raise invalid(name, f"{name}[0][total] is not of type string.")
        try:
            Decimal(one["total"])
        except InvalidOperation:
            raise invalid(name, f"{name}[0][total] is no number.") from None
    known = ["", STANDARD, *state.settings["tax_classes"]]
    if one.get("tax_class", "") not in known:
        kind = {"fee_lines": "fee", "line_items": "product"}[name]
        raise Refused(400, f"order_item_{kind}_invalid_tax_class", "Invalid tax class")
    if name == "shipping_lines" and not one.get("method_id"):
        code = "woocommerce_rest_invalid_shipping_item"
        raise Refused(400, code, "Shipping method ID is required.")
    if name == "fee_lines" and not one.get("name"):
        raise Refused(400, "woocommerce_rest_invalid_fee_item", "Fee name is required.")


def written(order: dict, settings: dict) -> dict:
    """The order as the shop answers it; money with the shop's own decimals."""

    def money(amount: Decimal) -> str:
        return str(amount.quantize(unit, ROUND_HALF_UP) + 0)

    unit = Decimal(1).scaleb(-settings["decimals"])
    hidden = ("items", "sums", "has_reduced_stock")
    shown = {name: value for name, value in order.items() if name not in hidden}
    shown |= {name: money(amount) for name, amount in order["sums"].items()}
    shown |= {"prices_include_tax": settings["prices_include_tax"] == "yes"}
    shown |= {"discount_total": money(Decimal()), "customer_id": 0, "parent_id": 0}
    shown["needs_payment"] = needs_payment(order)
    for kind, name in _LISTS.items():
        items = [item for item in order["items"] if item["kind"] == kind]
        shown[name] = [_written_item(item, money, settings) for item in items]
    return shown | {"coupon_lines": [], "tax_lines": []}


def _written_item(item: dict, money, settings: dict) -> dict:
    tax = tax_of_item(item, settings)
    shown = {"id": item["id"], "total": money(item["net"]), "total_tax": money(tax)}
    shown["taxes"] = [{"id": int(n), "total": money(one)} for n, one in item["taxes"].items()]
    shown["meta_data"] = item["meta_data"]
    if item["kind"] == "shipping":
        names = {"method_id": "method", "method_title": "name", "instance_id": "instance"}
        return shown | {there: item[here] for there, here in names.items()}
    shown |= {"name": item["name"], "tax_class": item["tax_class"]}
    if item["kind"] == "fee":
        return shown | {"tax_status": item["tax_status"], "amount": ""}
    shown |= {"product_id": item["product_id"], "variation_id": 0, "sku": item["sku"]}
    price = float(item["net"] / item["quantity"]) if item["quantity"] else 0
    return shown | {"quantity": item["quantity"], "price": price, "subtotal": shown["total"]}
