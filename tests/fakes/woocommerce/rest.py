"""The addresses of a scripted WooCommerce, answered as a real one answers them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from tests.fakes.woocommerce import orders
from tests.fakes.woocommerce.orders import DRAFTS, Refused, invalid, written
from tests.fakes.woocommerce.state import State, as_json

Answer = tuple[int, Any, dict[str, str]]
ROUTES: list[tuple[str, re.Pattern, Callable]] = []
GONE = "woocommerce_rest_shop_order_invalid_id"
WC = "/wp-json/wc/v3"


class Ask:
    """One request: `query` has the last value of every name, `body` the JSON that was sent."""

    def __init__(self, method: str, target: str, body: Any, headers):
        url = urlsplit(target)
        self.method, self.path, self.headers, self.body = method, url.path, headers, body
        self.query = {name: values[-1] for name, values in parse_qs(url.query).items()}


def route(methods: str, path: str):
    def keep(function):
        pattern = re.compile(path.replace("<id>", r"(\d+)"))
        ROUTES.extend((method, pattern, function) for method in methods.split())
        return function

    return keep


def answer(state: State, ask: Ask) -> Answer:
    """Raises Refused."""
    for method, pattern, function in ROUTES:
        match = pattern.fullmatch(ask.path)
        if match and method == ask.method:
            return function(state, ask, *map(int, match.groups()))
    raise Refused(404, "rest_no_route", "No route was found matching the URL and request method.")


def paged(state: State, ask: Ask, rows: list[dict]) -> Answer:
    """One page of the rows, with `_fields` kept; past the end it is empty."""
    size = int(ask.query.get("per_page", 10))
    if not 1 <= size <= 100:
        raise invalid("per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)")
    page = int(ask.query.get("page", 1))
    shown = rows[(page - 1) * size : page * size]
    headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(-(-len(rows) // size))}
    if page * size < len(rows):
        headers["Link"] = f'<http://elsewhere.test{ask.path}?page={page + 1}>; rel="next"'
    return 200, [fields(ask, row) for row in shown], headers


def fields(ask: Ask, row: dict) -> dict:
    wanted = [name.split(".")[0] for name in ask.query.get("_fields", "").split(",") if name]
    return {name: row[name] for name in wanted if name in row} if wanted else row


def found(state: State, ask: Ask, number: int) -> dict:
    """404 to read it, but 400 to change it."""
    if order := state.orders.get(number):
        return order
    raise Refused(404 if ask.method == "GET" else 400, GONE, "Invalid ID.")


@route("GET", f"{WC}/orders")
def list_orders(state: State, ask: Ask) -> Answer:
    if state.settings["hides_new_orders"]:
        state.settings["hides_new_orders"] -= 1
        return paged(state, ask, [])
    rows = [order for order in state.orders.values() if _is_wanted(state, ask, order)]
    name = {"modified": "date_modified_gmt", "date": "date_created_gmt"}
    by = name.get(ask.query.get("orderby", "date"), "id")
    is_falling = ask.query.get("order", "desc") == "desc"
    rows.sort(key=lambda order: (order[by], order["id"]), reverse=is_falling)
    return paged(state, ask, [written(order, state.settings) for order in rows])


def _is_wanted(state: State, ask: Ask, order: dict) -> bool:
    """What it does not know it ignores: meta_key, and created_via before 9.9."""
    query = ask.query
    status = query.get("status", "any")
    if status == "any" and order["status"] in ("trash", *DRAFTS):
        return False
    if status != "any" and order["status"] not in status.split(","):
        return False
    if "include" in query and str(order["id"]) not in query["include"].split(","):
        return False
    knows = orders._knows_created_via(state)
    if knows and query.get("created_via", order["created_via"]) != order["created_via"]:
        return False
    if "search" in query and not _mentions(state, order, query["search"]):
        return False
    for name, field in (("after", "date_created_gmt"), ("modified_after", "date_modified_gmt")):
        if name in query and not order[field] > _in_utc(state, ask, query[name]):
            return False
    return True


def _mentions(state: State, order: dict, text: str) -> bool:
    """The old storage does not look into the transaction's number."""
    known = [str(order["id"]), *map(str, order["billing"].values())]
    return text in known or (state.settings["hpos"] and text == order["transaction_id"])


def _in_utc(state: State, ask: Ask, text: str) -> str:
    """Read in the zone of the shop, unless it is told otherwise."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        is_utc = ask.query.get("dates_are_gmt") == "true"
        at = at.replace(tzinfo=UTC if is_utc else ZoneInfo(state.settings["zone"]))
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


@route("OPTIONS", f"{WC}/orders")
def describe_orders(state: State, ask: Ask) -> Answer:
    enum = ["auto-draft", *state.settings["statuses"], "checkout-draft"]
    schema = {"title": "shop_order", "properties": {"status": {"type": "string", "enum": enum}}}
    return 200, {"namespace": "wc/v3", "methods": ["GET", "POST"], "schema": schema}, {}


@route("POST", f"{WC}/orders")
def create_order(state: State, ask: Ask) -> Answer:
    order = orders.create(state, ask.body)
    shown = written(order, state.settings)
    state.tell_webhooks("order.created", as_json(shown))
    return 201, shown, {"Location": f"https://shop.test{WC}/orders/{order['id']}"}


@route("POST", f"{WC}/orders/batch")
def change_orders(state: State, ask: Ask) -> Answer:
    """Only its permission matters: an empty batch does nothing."""
    if any(ask.body.get(name) for name in ("create", "update", "delete")):
        raise Refused(501, "not_scripted", "Only empty batches are scripted.")
    return 200, {}, {}


@route("GET", f"{WC}/orders/<id>")
def read_order(state: State, ask: Ask, number: int) -> Answer:
    return 200, fields(ask, written(found(state, ask, number), state.settings)), {}


@route("PUT POST PATCH", f"{WC}/orders/<id>")
def update_order(state: State, ask: Ask, number: int) -> Answer:
    shown = written(orders.update(state, found(state, ask, number), ask.body), state.settings)
    state.tell_webhooks("order.updated", as_json(shown))
    return 200, shown, {}


@route("DELETE", f"{WC}/orders/<id>")
def delete_order(state: State, ask: Ask, number: int) -> Answer:
    order = found(state, ask, number)
    shown = written(order, state.settings)
    order["status"] = "trash"
    if ask.query.get("force") == "true":
        del state.orders[number]
    return 200, shown, {}


@route("GET", f"{WC}/orders/<id>/notes")
def list_notes(state: State, ask: Ask, number: int) -> Answer:
    found(state, ask, number)
    rows = state.notes.get(number, [])
    kind = {"customer": True, "internal": False}.get(ask.query.get("type", "any"))
    return 200, [row for row in rows if kind is None or row["customer_note"] == kind], {}


@route("POST", f"{WC}/orders/<id>/notes")
def add_note(state: State, ask: Ask, number: int) -> Answer:
    order = found(state, ask, number)
    note = {"id": state.next_id(), "author": "WooCommerce", "note": ask.body["note"]}
    note["customer_note"] = bool(ask.body.get("customer_note"))
    state.stamp(note, "date_created")
    state.notes.setdefault(number, []).insert(0, note)
    if note["customer_note"]:
        state.mail(order["billing"].get("email", ""), "Note added to your order", order)
    return 201, note, {"Location": f"https://shop.test{ask.path}/{note['id']}"}


@route("POST", f"{WC}/orders/<id>/refunds")
def refund(state: State, ask: Ask, number: int) -> Answer:
    """Neither the status nor the total changes."""
    order = found(state, ask, number)
    row = {"id": state.next_id(), "reason": ask.body.get("reason", "")}
    order["refunds"].append(row | {"total": f"-{ask.body['amount']}"})
    state.stamp(order, "date_modified")
    shown = row | {"amount": ask.body["amount"]}
    return 201, shown, {"Location": f"https://shop.test{ask.path}/{row['id']}"}
