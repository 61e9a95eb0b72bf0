"""What the shop tells by itself: that orders were made or changed."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping

from connectors.woocommerce.api import Api

TOPICS = ("order.created", "order.updated")
SIGNATURE = "X-WC-Webhook-Signature"
DELIVERY = "X-WC-Webhook-Delivery-ID"
_GREETING = re.compile(rb"webhook_id=[0-9]+")


def ask_for_news(api: Api, address: str, secret: str) -> None:
    """One webhook a topic; those that are there already get the secret, and are switched on."""
    held = {
        hook["topic"]: hook["id"]
        for hook in api.read_all("/webhooks", status="all")
        if hook["delivery_url"] == address
    }
    for topic in TOPICS:
        body = {"name": "Kadr", "topic": topic, "delivery_url": address}
        body |= {"secret": secret, "status": "active"}
        if topic in held:
            api.write("PUT", f"/webhooks/{held[topic]}", body)
        else:
            api.write("POST", "/webhooks", body)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Was this very body signed with the secret? Its greeting, sent once, is not."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(digest), signature.encode())


def read_call(headers: Mapping[str, str], body: bytes, secret: str) -> str | None:
    """The shop's id of a signed call; "" for its greeting; None for anybody else's."""
    signature = headers.get(SIGNATURE)
    if signature is None:
        return "" if _GREETING.fullmatch(body) else None
    if not is_signed(body, signature, secret):
        return None
    return headers.get(DELIVERY) or signature
