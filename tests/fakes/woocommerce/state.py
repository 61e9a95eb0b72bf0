"""What a scripted WooCommerce holds: settings, products, orders, and what it would have mailed."""

import base64
import contextlib
import hashlib
import hmac
import json
import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

STATUSES = {
    "pending": "Pending payment",
    "processing": "Processing",
    "on-hold": "On hold",
    "completed": "Completed",
    "cancelled": "Cancelled",
    "refunded": "Refunded",
    "failed": "Failed",
}
MAILED = {
    "processing": "has been received",
    "completed": "is now complete",
    "on-hold": "is on hold",
    "refunded": "has been refunded",
}
RATES = [
    ("23.0000", "VAT 23%", ""),
    ("8.0000", "VAT 8%", "stawka-8"),
    ("5.0000", "VAT 5%", "stawka-5"),
]


def first_settings() -> dict[str, Any]:
    """Those of the shop whose answers this one repeats."""
    return {
        "name": "Sklep testowy",
        "version": "10.0.2",
        "zone": "Europe/Warsaw",
        "currency": "PLN",
        "country": "PL",
        "decimals": 2,
        "calc_taxes": "yes",
        "prices_include_tax": "yes",
        "tax_based_on": "base",
        "shipping_tax_class": "inherit",
        "round_at_subtotal": "no",
        "tax_classes": ["stawka-8", "stawka-5", "zwolnione"],
        "taxes": [
            {"id": n, "rate": rate, "name": name, "class": slug or "standard"}
            | {"country": "PL", "priority": 1, "shipping": True}
            for n, (rate, name, slug) in enumerate(RATES, 1)
        ],
        "statuses": dict(STATUSES),
        "namespaces": ["oembed/1.0", "wc/v3", "wc/v2", "wp/v2"],
        "hpos": True,
        "takes_payments": True,
        "is_read_only": False,
        "sees_tls": True,
        "strips_authorization": False,
        "fails_half_way": False,
        "hides_new_orders": 0,
        "added_by_plugin": "0.00",
        "clock_offset_s": 0,
    }


class State:
    """One shop. Its lock is held while a request is answered, as a database would."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.reset()

    def reset(self) -> None:
        self.settings = first_settings()
        self.products: dict[int, dict] = {}
        self.orders: dict[int, dict] = {}
        self.notes: dict[int, list[dict]] = {}
        self.webhooks: dict[int, dict] = {}
        self.trackings: dict[int, list[dict]] = {}
        self.media: list[dict] = []
        self.mails: list[dict] = []
        self.modes: list[dict] = []
        self.last_id = 0

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def now(self) -> datetime:
        at = datetime.now(UTC) + timedelta(seconds=self.settings["clock_offset_s"])
        return at.replace(microsecond=0)

    def stamp(self, record: dict, name: str, at: datetime | None = None) -> None:
        """A time as the shop writes it: once in its own zone, once in UTC, both without saying."""
        at = at or self.now()
        local = at.astimezone(ZoneInfo(self.settings["zone"]))
        record[name] = local.strftime("%Y-%m-%dT%H:%M:%S")
        record[f"{name}_gmt"] = at.strftime("%Y-%m-%dT%H:%M:%S")

    def mail(self, to: str, about: str, order: dict) -> None:
        self.mails.append({"to": to, "about": about, "order": order["id"]})

    def reached(self, order: dict, status: str) -> None:
        """What follows from a new status: a date of payment, less stock, mails of the shop."""
        if status in ("processing", "completed") and not order.get("date_paid"):
            self.stamp(order, "date_paid")
        if status == "completed":
            self.stamp(order, "date_completed")
        if status in ("processing", "completed", "on-hold"):
            order["has_reduced_stock"] = True
            self.reduce_stock(order)
        if status in MAILED:
            self.mail(order["billing"].get("email", ""), MAILED[status], order)

    def reduce_stock(self, order: dict) -> None:
        """Of what it was not yet reduced for."""
        for item in order["items"]:
            product = self.products.get(item.get("product_id", 0))
            is_counted = any(entry["key"] == "_reduced_stock" for entry in item["meta_data"])
            if product and product["manage_stock"] and not is_counted:
                product["stock_quantity"] -= item["quantity"]
                self.set_meta(item["meta_data"], "_reduced_stock", item["quantity"])

    def set_meta(self, entries: list[dict], key: str, value) -> None:
        """One entry a key, however often it is written; numbers become text."""
        kept = str(value) if isinstance(value, int | float) else value
        for entry in entries:
            if entry["key"] == key:
                entry["value"] = kept
                return
        entries.append({"id": self.next_id(), "key": key, "value": kept})

    def tell_webhooks(self, topic: str, body: bytes) -> None:
        """At once, where a real shop takes its time; nobody waits for the answer."""
        for hook in self.webhooks.values():
            if hook["topic"] == topic and hook["status"] == "active":
                threading.Thread(target=_deliver, args=(dict(hook), body), daemon=True).start()

    def ping(self, hook: dict) -> None:
        """When it becomes active; a form without a signature."""
        body = f"webhook_id={hook['id']}".encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        threading.Thread(
            target=_post, args=(hook["delivery_url"], body, headers), daemon=True
        ).start()


def _deliver(hook: dict, body: bytes) -> None:
    digest = hmac.new(hook["secret"].encode(), body, hashlib.sha256).digest()
    resource, _, event = hook["topic"].partition(".")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "WooCommerce/10.0.2 Hookshot (WordPress/6.8.8)",
        "X-WC-Webhook-Topic": hook["topic"],
        "X-WC-Webhook-Resource": resource,
        "X-WC-Webhook-Event": event,
        "X-WC-Webhook-Signature": base64.b64encode(digest).decode(),
        "X-WC-Webhook-ID": str(hook["id"]),
        "X-WC-Webhook-Delivery-ID": hashlib.sha256(body).hexdigest()[:32],
    }
    _post(hook["delivery_url"], body, headers)


def _post(url: str, body: bytes, headers: dict) -> None:
    request = urllib.request.Request(url, body, headers, method="POST")
    with contextlib.suppress(OSError):
        urllib.request.urlopen(request, timeout=2).close()


def as_json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
