"""What the shop says of itself, and the lists that ours are linked to."""

from collections.abc import Mapping
from typing import Any

from connectors import Choice, ConnectorError, Facts
from connectors.line import Answer
from connectors.woocommerce.api import Api, plain_text
from connectors.woocommerce.orders import DRAFTS
from connectors.woocommerce.taxes import Taxes

INDEX = "/wp-json/"
NAMESPACE = "wc/v3"


def ask_index(api: Api) -> Answer:
    """The list of what the site can do needs no key, and some sites refuse it to one of a shop."""
    return api.line.ask("GET", INDEX, params={"_fields": "name,timezone_string,namespaces"})


def check_index(api: Api, answer: Answer) -> dict[str, Any]:
    """Raises ConnectorError for a site that is no WooCommerce, or keeps its addresses plain."""
    try:
        told_index = api.told(answer)
        has_api = NAMESPACE in told_index["namespaces"]
    except (ConnectorError, KeyError, TypeError):
        has_api = False
    if not has_api:
        raise answer.failure(code="no_api", of_shop=True)
    return told_index


def read_namespaces(api: Api) -> list[str]:
    return check_index(api, ask_index(api))["namespaces"]


def check_taxes(taxes: Taxes) -> None:
    if taxes.charges and not taxes.rates:
        raise ConnectorError("0", code="no_taxes")


def read_facts(api: Api, general: Mapping[str, str]) -> Facts:
    index = check_index(api, ask_index(api))
    return Facts(
        name=plain_text(index.get("name") or ""),
        version=_version(api),
        currency=general.get("woocommerce_currency", ""),
        decimals=int(general.get("woocommerce_price_num_decimals") or 2),
        charges_tax=general.get("woocommerce_calc_taxes") == "yes",
        time_zone=index.get("timezone_string") or "",
    )


def _version(api: Api) -> str:
    """Empty for a key that may not see it."""
    try:
        return api.read("/system_status", _fields="environment.version")["environment"]["version"]
    except (ConnectorError, KeyError):
        return ""


def list_statuses(api: Api) -> list[Choice]:
    """Those an order can be given, of plug-ins, too; their names come from the shop's reports."""
    schema = api.told(api.ask("OPTIONS", "/orders"))["schema"]
    codes = schema["properties"]["status"]["enum"]
    names = _status_names(api)
    return [Choice(code, plain_text(names.get(code, code))) for code in codes if code not in DRAFTS]


def _status_names(api: Api) -> dict[str, str]:
    """By code; none for a key that may not see the shop's reports."""
    try:
        rows = api.read_list("/reports/orders/totals")
    except ConnectorError as error:
        if error.code not in ("auth", "no_api"):
            raise
        return {}
    return {row["slug"]: row["name"] for row in rows}


def list_shipping(api: Api) -> list[Choice]:
    """The ways of every zone that are switched on, as method:instance."""
    listed = []
    for zone in api.read_list("/shipping/zones"):
        for row in api.read_list(f"/shipping/zones/{zone['id']}/methods"):
            if row["enabled"]:
                code = f"{row['method_id']}:{row['instance_id']}"
                listed.append(Choice(code, plain_text(f"{zone['name']}: {row['title']}")))
    return listed


def list_payments(api: Api) -> list[Choice]:
    rows = api.read_list("/payment_gateways", _fields="id,title,enabled")
    return [
        Choice(row["id"], plain_text(row["title"]) or row["id"]) for row in rows if row["enabled"]
    ]
