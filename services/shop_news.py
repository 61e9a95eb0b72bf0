"""Calls of a shop that it has news: when they are asked for, and what a call sets going.

Nothing of a call is believed but that there is news: the orders themselves are fetched.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from connectors import Capability
from extensions import db
from models.shop import Shop
from models.shop_exchange import Exchange
from models.shop_news import ShopNews
from models.token import new_token, token_hash
from services import shop_exchanges, shops, vault
from services.refusals import Refused
from services.transaction import transaction

BODY_BYTES = 1_000_000
KEPT = 200


class UnknownCaller(Refused):
    """No shop was given this address."""

    status = 404


class NotSigned(Refused):
    """Not what the shop has signed."""

    status = 401


class Line(NamedTuple):
    """What the shop calls, and the secret with which it signs."""

    token: str
    secret: str


def turn_on(shop: Shop) -> None:
    """Have the shop call when an order changes; once is enough. Raises ShopCannot,
    ShopUnreachable."""
    shops.demand(shop, Capability.RECEIVE_NEWS)
    line = Line(new_token(), new_token())
    with transaction():
        # It greets while it is asked, so the address has to be known before.
        shop.news_hash, shop.news_sealed = token_hash(line.token), vault.seal(json.dumps(line))
    address = f"{current_app.config['PUBLIC_BASE_URL']}/hooks/shops/{line.token}"
    try:
        with shops.asked(shop) as connector:
            connector.ask_for_news(address, line.secret)
    except shops.ShopUnreachable:
        turn_off(shop)
        raise


def turn_off(shop: Shop) -> None:
    """Calls are no longer answered; the shop gives up after a few."""
    with transaction():
        shop.news_hash = shop.news_sealed = None


def receive(token: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Have the orders fetched; False for a greeting and for a call that came before.

    Raises UnknownCaller, NotSigned.
    """
    shop = db.session.scalar(select(Shop).where(Shop.news_hash == token_hash(token)))
    kind = shops.kind_of(shop) if shop else None
    if shop is None or kind is None or kind.read_call is None:
        raise UnknownCaller
    secret = Line(*json.loads(vault.unseal(shop.news_sealed or ""))).secret
    call = kind.read_call(headers, body, secret)
    if call is None:
        raise NotSigned
    return bool(call) and _is_new(shop.id, call) and shop_exchanges.ask(shop, Exchange.ORDERS)


def _is_new(shop_id: int, call: str) -> bool:
    """The database decides between two of the same call at once."""
    kept = select(ShopNews.id).where(ShopNews.shop_id == shop_id).order_by(ShopNews.id.desc())
    older = delete(ShopNews).where(
        ShopNews.shop_id == shop_id, ShopNews.id.not_in(kept.limit(KEPT).scalar_subquery())
    )
    try:
        with transaction():
            db.session.add(ShopNews(shop_id=shop_id, delivery_id=call[:100]))
            db.session.flush()
            db.session.execute(older)
    except IntegrityError:
        return False
    return True
