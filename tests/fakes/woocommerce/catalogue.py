"""What a scripted WooCommerce tells of itself: settings, taxes, products, and its plugins."""

import base64
from collections.abc import Iterable

from tests.fakes.woocommerce.orders import Refused
from tests.fakes.woocommerce.rest import WC, Answer, Ask, fields, found, paged, route
from tests.fakes.woocommerce.state import State

SETTINGS = {
    "general": {
        "woocommerce_default_country": "country",
        "woocommerce_calc_taxes": "calc_taxes",
        "woocommerce_currency": "currency",
        "woocommerce_price_num_decimals": "decimals",
    },
    "tax": {
        "woocommerce_prices_include_tax": "prices_include_tax",
        "woocommerce_tax_based_on": "tax_based_on",
        "woocommerce_shipping_tax_class": "shipping_tax_class",
        "woocommerce_tax_round_at_subtotal": "round_at_subtotal",
    },
}
UNREAD = {
    "tax": {
        "woocommerce_tax_classes": "",
        "woocommerce_tax_display_shop": "excl",
        "woocommerce_tax_display_cart": "excl",
        "woocommerce_price_display_suffix": "",
        "woocommerce_tax_total_display": "itemized",
    }
}
APP_PASSWORD = base64.b64encode(b"admin:app-password").decode()


@route("GET", "/wp-json/?")
def index(state: State, ask: Ask) -> Answer:
    told = {"name": state.settings["name"], "timezone_string": state.settings["zone"]}
    told |= {"gmt_offset": 1, "namespaces": state.settings["namespaces"], "authentication": {}}
    return 200, fields(ask, told), {}


@route("GET", f"{WC}/settings/general")
def general_settings(state: State, ask: Ask) -> Answer:
    return _settings(state, ask, "general")


@route("GET", f"{WC}/settings/tax")
def tax_settings(state: State, ask: Ask) -> Answer:
    return _settings(state, ask, "tax")


def _settings(state: State, ask: Ask, group: str) -> Answer:
    named = SETTINGS[group].items()
    rows = [{"id": there, "value": str(state.settings[here])} for there, here in named]
    rows += [{"id": name, "value": value} for name, value in UNREAD.get(group, {}).items()]
    return 200, [fields(ask, row) for row in rows], {}


@route("GET", f"{WC}/system_status")
def system_status(state: State, ask: Ask) -> Answer:
    environment = {"version": state.settings["version"], "wp_version": "6.8.8"}
    settings = {"currency": state.settings["currency"], "HPOS_enabled": state.settings["hpos"]}
    settings["number_of_decimals"] = state.settings["decimals"]
    return 200, fields(ask, {"environment": environment, "settings": settings}), {}


@route("GET", f"{WC}/data/currencies/current")
def currency(state: State, ask: Ask) -> Answer:
    return 200, {"code": state.settings["currency"]}, {}


@route("GET", f"{WC}/payment_gateways")
def payment_gateways(state: State, ask: Ask) -> Answer:
    names = {"bacs": "Direct bank transfer", "cheque": "Check payments", "cod": "Cash on delivery"}
    is_on = state.settings["takes_payments"]
    rows = [{"id": code, "title": name, "enabled": is_on} for code, name in names.items()]
    return paged(state, ask, rows)


@route("GET", f"{WC}/shipping/zones")
def zones(state: State, ask: Ask) -> Answer:
    return 200, [{"id": 0, "name": "Reszta świata"}, {"id": 1, "name": "Polska"}], {}


@route("GET", f"{WC}/shipping/zones/<id>/methods")
def zone_methods(state: State, ask: Ask, zone: int) -> Answer:
    listed = [(3, "flat_rate", "Kurier InPost", True), (4, "local_pickup", "Odbiór", True)]
    listed += [(5, "free_shipping", "Gratis", False)]
    rows = [
        {"instance_id": n, "method_id": code, "title": name, "enabled": is_on}
        for n, code, name, is_on in (listed if zone == 1 else ())
    ]
    return 200, rows, {}


@route("GET", f"{WC}/taxes")
def taxes(state: State, ask: Ask) -> Answer:
    rows = [row | {"state": "", "postcodes": []} for row in state.settings["taxes"]]
    return paged(state, ask, [row | {"priority": row["priority"]} for row in rows])


@route("GET", f"{WC}/taxes/classes")
def tax_classes(state: State, ask: Ask) -> Answer:
    slugs = ["standard", *state.settings["tax_classes"]]
    return 200, [{"slug": slug, "name": slug.replace("-", " ").title()} for slug in slugs], {}


@route("GET", f"{WC}/reports/orders/totals")
def order_totals(state: State, ask: Ask) -> Answer:
    named = state.settings["statuses"].items()
    return 200, [{"slug": slug, "name": name, "total": 0} for slug, name in named], {}


@route("GET", f"{WC}/products")
def list_products(state: State, ask: Ask) -> Answer:
    rows: Iterable[dict] = state.products.values()
    if "include" in ask.query:
        wanted = ask.query["include"].split(",")
        rows = [row for row in rows if str(row["id"]) in wanted and not row["parent_id"]]
    if "sku" in ask.query:
        skus = ask.query["sku"].split(",")
        rows = [row for row in rows if row["sku"] in skus]
    if "search" in ask.query:
        text = ask.query["search"].casefold()
        rows = [row for row in rows if text in row["name"].casefold()]
    if "search_sku" in ask.query:
        text = ask.query["search_sku"].casefold()
        rows = [row for row in rows if text in row["sku"].casefold()]
    return paged(state, ask, list(rows))


@route("GET", f"{WC}/products/<id>")
def read_product(state: State, ask: Ask, number: int) -> Answer:
    if number not in state.products:
        raise Refused(404, "woocommerce_rest_product_invalid_id", "Invalid ID.")
    return 200, fields(ask, state.products[number]), {}


@route("GET", f"{WC}/webhooks")
def list_webhooks(state: State, ask: Ask) -> Answer:
    hidden = [{k: v for k, v in hook.items() if k != "secret"} for hook in state.webhooks.values()]
    return paged(state, ask, hidden)


@route("POST", f"{WC}/webhooks")
def create_webhook(state: State, ask: Ask) -> Answer:
    hook = {"id": state.next_id(), "status": "active"} | ask.body
    state.webhooks[hook["id"]] = hook
    state.ping(hook)
    shown = {k: v for k, v in hook.items() if k != "secret"}
    return 201, shown, {"Location": f"https://shop.test{WC}/webhooks/{hook['id']}"}


@route("PUT", f"{WC}/webhooks/<id>")
def update_webhook(state: State, ask: Ask, number: int) -> Answer:
    hook = state.webhooks[number]
    was_active = hook["status"] == "active"
    hook |= ask.body
    if hook["status"] == "active" and not was_active:
        state.ping(hook)
    return 200, {k: v for k, v in hook.items() if k != "secret"}, {}


@route("GET", "/wp-json/(?:wc-shipment-tracking|wc-ast)/v3/orders/<id>/shipment-trackings")
def list_trackings(state: State, ask: Ask, number: int) -> Answer:
    _needs_plugin(state, ask)
    found(state, ask, number)
    return 200, state.trackings.get(number, []), {}


@route("POST", "/wp-json/(?:wc-shipment-tracking|wc-ast)/v3/orders/<id>/shipment-trackings")
def add_tracking(state: State, ask: Ask, number: int) -> Answer:
    """Told twice, it has it twice."""
    _needs_plugin(state, ask)
    found(state, ask, number)
    row = {"tracking_id": f"{state.next_id():032x}"} | ask.body
    state.trackings.setdefault(number, []).append(row)
    return 201, row, {}


def _needs_plugin(state: State, ask: Ask) -> None:
    if ask.path.split("/")[2] + "/v3" not in state.settings["namespaces"]:
        raise Refused(404, "rest_no_route", "No route was found matching the URL.")


@route("GET", "/wp-json/wp/v2/media")
def list_media(state: State, ask: Ask) -> Answer:
    slug = ask.query.get("slug")
    return 200, [row for row in state.media if slug in (None, row["slug"])], {}


@route("POST", "/wp-json/wp/v2/media")
def upload(state: State, ask: Ask) -> Answer:
    """Keys of the shop are no keys to the library of files."""
    if ask.headers.get("Authorization") != f"Basic {APP_PASSWORD}":
        raise Refused(401, "invalid_username", "<strong>Error:</strong> Unknown username.")
    name = ask.headers["Content-Disposition"].partition('filename="')[2].rstrip('"')
    number = state.next_id()
    row = {"id": number, "slug": name.rpartition(".")[0].lower(), "bytes": len(ask.body)}
    row["source_url"] = f"https://shop.test/wp-content/uploads/2026/11/{name}"
    state.media.append(row)
    return 201, row, {}
