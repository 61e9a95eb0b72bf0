"""What a partner's own program is told at once, by a signed call (Standard Webhooks)."""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import current_app
from flask_babel import lazy_gettext as _

from connectors import ConnectorError
from connectors.line import Line
from connectors.network import PORTS, Guard
from extensions import db
from formats.public_addresses import is_public
from models.order import Order
from models.outbox import OutboxEntry
from models.partner import Partner
from models.types import utc_now
from services import crash_points, partner_rests, partner_rights, partner_statuses, vault
from services.delivery_errors import NotDelivered, NotNeeded
from services.partner_terms import Fault, TermsWrong
from services.transaction import promise, transaction

KIND = "partner.webhook"
SECRET_PREFIX = "whsec_"  # noqa: S105 - how such secrets begin
SECRET_BYTES = 32
ANSWER_S = 15
GONE = 410
# What of the facts about an order is news to the partner, by the name that the partner sees.
NEWS = {
    "order.of_partner": "order.received",
    "order.status": "order.status",
    "order.completed": "order.status",
    "order.paid": "order.status",
    "order.unpaid": "order.status",
    "order.restored": "order.status",
    "order.cancelled": "order.cancelled",
    "order.parcel": "order.parcel",
    "order.parcel_changed": "order.parcel",
    "order.parcel_removed": "order.parcel",
}


def tell(order: Order, fact: str) -> None:
    """Promise the news to the partner who has ordered, and wants it; a step."""
    news = NEWS.get(fact)
    if order.partner_id is None or news is None:
        return
    partner = db.session.get(Partner, order.partner_id)
    if partner is None or not partner.webhook_url:
        return
    now = utc_now().isoformat()
    entry = promise(KIND, order.id, order.studio_id, dedupe=f"{news}:{now}")
    entry.payload = {"news": news, "at": now}
    if rests_until := partner_rests.until(partner, KIND):
        entry.next_at = rests_until


def set_address(partner: Partner, url: str) -> str:
    """From now on news go there. Returns the secret that signs them, this once.

    Raises TermsWrong for what is no address, and for plain HTTP where shops may not have it either.
    """
    _check(url)
    made = secrets.token_bytes(SECRET_BYTES)
    secret = SECRET_PREFIX + base64.b64encode(made).decode()
    with transaction():
        partner.webhook_url, partner.webhook_secret_sealed = url, vault.seal(secret)
    return secret


def forget_address(partner: Partner) -> None:
    with transaction():
        partner.webhook_url, partner.webhook_secret_sealed = "", None


def send(entry: OutboxEntry) -> None:
    """The order as it is now. Whatever is not answered 2xx is tried again, but for 410."""
    order = db.session.get(Order, entry.subject_id)
    partner = order.partner if order else None
    if order is None or partner is None or not partner.webhook_url:
        raise NotNeeded("nobody asks for it")
    if not partner_rights.may_order(partner) or not partner.webhook_secret_sealed:
        raise NotNeeded("the partner is blocked")
    body = json.dumps(_news(order, entry.payload), ensure_ascii=False).encode()
    secret, url = vault.unseal(partner.webhook_secret_sealed), partner.webhook_url
    headers = _signed(f"msg_{entry.marker}", body, secret)
    partner_id = partner.id
    db.session.rollback()
    try:
        _post(url, body, headers, secret)
    except NotDelivered as error:
        partner_rests.begin(partner_id, entry, error)
        raise
    partner_rests.end(partner_id, entry)


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """ "v1,…" as Standard Webhooks has it."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    text = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_there = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_there, parts = False, urlsplit("")
    schemes = ("https", "http") if current_app.config["SHOPS_ALLOW_PRIVATE"] else ("https",)
    is_odd = "@" in parts.netloc or parts.fragment or any(letter <= " " for letter in url)
    if not is_there or is_odd or parts.scheme not in schemes:
        raise TermsWrong(Fault("bad_address", "url", _("Write an address with https://.")))
    if not (current_app.config["SHOPS_ALLOW_PRIVATE"] or _is_outside(parts)):
        message = _("News are sent to port 443 of an address on the Internet.")
        raise TermsWrong(Fault("bad_address", "url", message))


def _is_outside(parts: SplitResult) -> bool:
    """As far as the text tells; what a name leads to is looked at whenever something is sent."""
    host = parts.hostname or ""
    is_number = ":" in host or host.replace(".", "").isdigit()
    return parts.port in (None, *PORTS) and (is_public(host) or not is_number)


def _news(order: Order, payload: dict[str, Any]) -> dict[str, Any]:
    """Small: whoever wants to know more asks for the order."""
    shown = ("carrier", "carrier_name", "number", "url")
    parcels = [{name: getattr(one, name) for name in shown} for one in order.parcels]
    data = {
        "id": order.number,
        "partner_order_no": order.partner_reference,
        "status": partner_statuses.status_of(order),
        "parcels": parcels,
    }
    return {"type": payload.get("news", ""), "timestamp": payload.get("at", ""), "data": data}


def _signed(message_id: str, body: bytes, secret: str) -> dict[str, str]:
    timestamp = str(int(utc_now().timestamp()))
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signature(secret, message_id, timestamp, body),
    }


def _post(url: str, body: bytes, headers: dict[str, str], secret: str) -> None:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    guard = Guard(is_public, current_app.config["SHOPS_ALLOW_PRIVATE"])
    base = f"{parts.scheme}://{parts.netloc}"
    crash_points.here("partner:before_request")
    try:
        with Line(base, guard, secrets=[secret], total_s=ANSWER_S) as line:
            answer = line.ask("POST", path, content=body, headers=headers)
    except ConnectorError as error:
        raise NotDelivered(
            str(error),
            code=error.code,
            permanent=error.permanent,
            retry_after_s=error.retry_after_s,
        ) from error
    if not answer.is_ok:
        is_gone = answer.status == GONE
        raise NotDelivered(answer.said, code=str(answer.status), permanent=is_gone)


KEEPERS = {KIND: send}
