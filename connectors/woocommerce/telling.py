"""What an order of the shop is told after it was created: status, payment, parcels, papers."""

import hashlib
import hmac
import html
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from connectors import ConnectorError, Paper, Receipt, Tracking
from connectors.woocommerce.api import Api
from connectors.woocommerce.orders import TRASH, meta

PAYABLE = ("pending", "failed")
PAID_BY_STATUS = ("on-hold",)
PAID = "processing"
TRANSACTION_LETTERS = 100
TRACKERS = {
    "wc-shipment-tracking/v3": "/wp-json/wc-shipment-tracking/v3",
    "wc-ast/v3": "/wp-json/wc-ast/v3",
}


def set_status(api: Api, order_id: str, code: str) -> None:
    if _read(api, order_id, "status")["status"] != code:
        api.write("PUT", f"/orders/{order_id}", {"status": code})


def set_paid(api: Api, order_id: str, receipt: Receipt) -> None:
    """The shop then sets its own status. One that is on hold takes no payment, only a status."""
    order = _read(api, order_id, "status,total,date_paid_gmt")
    status = order["status"]
    if order.get("date_paid_gmt") or not Decimal(order["total"]):
        return
    if status not in PAYABLE + PAID_BY_STATUS:
        raise ConnectorError(status, code="not_payable", permanent=True)
    body: dict[str, Any] = {"transaction_id": receipt.note[:TRANSACTION_LETTERS]}
    body |= {"set_paid": True} if status in PAYABLE else {"status": PAID}
    api.write("PUT", f"/orders/{order_id}", body)


def set_tracking(
    api: Api, namespaces: Iterable[str], order_id: str, tracking: Tracking, *, tells_client: bool
) -> None:
    """Into the plug-in that the shop has for it, or else into the order and a note."""
    _read(api, order_id, "status")
    root = next((TRACKERS[name] for name in TRACKERS if name in namespaces), "")
    if root:
        _tell_plugin(api, f"{root}/orders/{order_id}/shipment-trackings", tracking)
        return
    order = _read(api, order_id, "status,meta_data")
    numbers = [one for one in meta(order, "_tracking_number").split(", ") if one]
    if tracking.number not in numbers:
        facts = {"_tracking_number": ", ".join([*numbers, tracking.number])}
        facts |= {"_tracking_provider": tracking.carrier, "_tracking_url": tracking.url}
        _set_meta(api, order_id, facts)
    said = " ".join(part for part in (tracking.carrier, tracking.number, tracking.url) if part)
    _note(api, order_id, tracking.number, said, tells_client=tells_client)


def push_document(api: Api, order_id: str, paper: Paper, url: str) -> None:
    """Its number and address, and one note to the client, which the shop mails."""
    order = _read(api, order_id, "status,meta_data")
    facts = {"_invoice_number": paper.number, "_invoice_pdf_url": url}
    if any(meta(order, key) != value for key, value in facts.items()):
        _set_meta(api, order_id, facts)
    _note(api, order_id, paper.number, f"{paper.number}: {url}", tells_client=True)


def upload(api: Api, order_id: str, paper: Paper, user: str, password: str) -> str:
    """Into the shop's library of files, where who knows the address can read it; returns that.

    The name cannot be guessed, and is the same each time, so that a repeated upload finds it.
    """
    secret = hmac.new(password.encode(), f"{order_id}/{paper.number}".encode(), hashlib.sha256)
    stem = re.sub("[^A-Za-z0-9]+", "-", PurePath(paper.file_name).stem)
    name = f"{stem}-{secret.hexdigest()[:24]}".lower()
    keys = (user, password)
    path = "/wp-json/wp/v2/media"
    try:
        rows = api.told(api.line.ask("GET", path, params={"slug": name}, auth=keys))
        if rows:
            return rows[0]["source_url"]
        headers = {
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{name}.pdf"',
        }
        return api.told(api.line.ask("POST", path, content=paper.data, headers=headers, auth=keys))[
            "source_url"
        ]
    except ConnectorError as error:
        if error.code != "auth":
            raise
        # The keys of the library are others than those of the orders, which go on working.
        raise ConnectorError(str(error), code="media", permanent=True) from error


def _read(api: Api, order_id: str, fields: str) -> Mapping[str, Any]:
    """Raises ConnectorError for one that is gone, or in the trash: to write would bring it back."""
    order = api.read(f"/orders/{order_id}", _fields=fields)
    if not isinstance(order["status"], str):
        raise ConnectorError(order_id, code="nonsense")
    if order["status"] == TRASH:
        raise ConnectorError(order_id, code="trashed", permanent=True)
    return order


def _set_meta(api: Api, order_id: str, facts: Mapping[str, str]) -> None:
    entries = [{"key": key, "value": value} for key, value in facts.items()]
    api.write("PUT", f"/orders/{order_id}", {"meta_data": entries})


def _note(api: Api, order_id: str, about: str, text: str, *, tells_client: bool) -> None:
    """Unless one of them has it already."""
    kind = "customer" if tells_client else "internal"
    notes = api.read_list(f"/orders/{order_id}/notes", type=kind)
    if not any(_is_named(html.unescape(note["note"]), about) for note in notes):
        said = {"note": html.escape(text, quote=False), "customer_note": tells_client}
        api.write("POST", f"/orders/{order_id}/notes", said)


def _is_named(text: str, about: str) -> bool:
    """As a whole: 620 is not named by 6200."""
    return re.search(rf"(?<![\w/-]){re.escape(about)}(?![\w/-])", text) is not None


def _tell_plugin(api: Api, path: str, tracking: Tracking) -> None:
    if any(row.get("tracking_number") == tracking.number for row in api.read_list(path)):
        return
    body = {"tracking_number": tracking.number}
    if tracking.carrier_code:
        body["tracking_provider"] = tracking.carrier_code
    else:
        body["custom_tracking_provider"] = tracking.carrier
        body["custom_tracking_link"] = tracking.url
    if tracking.sent_at:
        body["date_shipped"] = tracking.sent_at.date().isoformat()
    api.write("POST", path, body)
