"""Looking after what is in the shop: orders that are gone, changed or there twice; the stock."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from connectors import Capability
from connectors.values import Standing
from extensions import db
from models.shop import Shop
from models.shop_link import Finding, ShopLink
from models.shop_mapping import ShopMapping, Subject
from models.types import utc_now
from services import shop_drafts, shop_fetches, shop_following, shop_withdrawals, shops
from services.delivery_errors import NotDelivered
from services.order_steps import hold
from services.transaction import transaction

# Whose orders are looked after for how long, and how many in one run.
LOOKED_AFTER = timedelta(days=90)
DOUBTED = timedelta(days=2)
ORDERS_A_RUN = 500
AT_ONCE = 100


def check(shop: Shop) -> int:
    """Returns how many findings were new."""
    found = 0
    if shops.can(shop, Capability.READ_ORDERS):
        found += _check_standing(shop)
    if shops.can(shop, Capability.FIND_ORDERS):
        found += _look_for_twins(shop)
    return found


def read_stock(shop: Shop) -> int:
    """The stock of linked products, as the shop counts it; returns how many were read."""
    linked = [one for one in shop.mappings if one.subject == Subject.PRODUCT]
    if not linked or not shops.can(shop, Capability.FIND_PRODUCTS):
        return 0
    ids = [one.code for one in linked]
    with shops.told(shop) as connector:
        products = {one.id: one for one in connector.read_products(ids=ids)}
    with transaction():
        for mapping in db.session.scalars(_product_mappings(shop.id)):
            product = products.get(mapping.code)
            mapping.gone_at = None if product else mapping.gone_at or utc_now()
            if product:
                mapping.read_at, mapping.stock = utc_now(), product.stock
                mapping.label, mapping.sku = product.name, product.sku
    return len(products)


def _product_mappings(shop_id: int):
    own = select(ShopMapping).where(ShopMapping.shop_id == shop_id)
    return own.where(ShopMapping.subject == Subject.PRODUCT)


def _check_standing(shop: Shop) -> int:
    """Those that were looked at longest ago first."""
    live = ShopLink.of_shop(shop.id).where(
        ShopLink.live(), ShopLink.linked_at > utc_now() - LOOKED_AFTER
    )
    oldest = live.order_by(None).order_by(ShopLink.seen_at.nulls_first(), ShopLink.id)
    links = {link.remote_id: link.id for link in db.session.scalars(oldest.limit(ORDERS_A_RUN))}
    if not links:
        return 0
    standings: dict[str, Standing] = {}
    ids = list(links)
    with shops.told(shop) as connector:
        for start in range(0, len(ids), AT_ONCE):
            standings.update(connector.read_orders(ids[start : start + AT_ONCE]))
    return _note_standings(links, standings)


def _note_standings(links: Mapping[str, int], standings: Mapping[str, Standing]) -> int:
    return sum(_note(link_id, standings.get(remote_id)) for remote_id, link_id in links.items())


def _note(link_id: int, standing: Standing | None) -> bool:
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        hold(link.order)
        db.session.refresh(link)
        if standing is None:
            return shop_following.note_finding(link, Finding.DELETED, {})
        shop_fetches.follow(link, standing)
        if standing.is_trashed:
            return shop_following.note_finding(link, Finding.TRASHED, {})
        if standing.status in link.shop.withdrawn_statuses:
            return shop_withdrawals.withdraw(link, standing)
        if link.finding != Finding.TOTAL and standing.total_cents != link.total_cents:
            facts = {
                "before": link.total_cents,
                "now": standing.total_cents,
                "currency": standing.currency,
            }
            link.total_cents = standing.total_cents
            return shop_following.note_finding(link, Finding.CHANGED, facts)
    return False


def _look_for_twins(shop: Shop) -> int:
    """Of orders whose passing ended without a verdict once: may the shop have them twice?"""
    doubted = ShopLink.of_shop(shop.id).where(
        ShopLink.live(), ShopLink.look_ups > 0, ShopLink.linked_at > utc_now() - DOUBTED
    )
    return sum(_look_for_twin(link) for link in db.session.scalars(doubted).all())


def _look_for_twin(link: ShopLink) -> bool:
    try:
        draft, link_id = shop_drafts.sketch(link).draft, link.id
    except NotDelivered:
        return False
    since = (link.begun_at or link.created_at) - timedelta(hours=1)
    with shops.told(link.shop) as connector:
        found: Sequence[Standing] = connector.find_orders(draft, since)
    if len(found) < 2:
        return False
    facts = {"ids": [one.id for one in found], "numbers": [one.number for one in found]}
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        return shop_following.note_finding(link, Finding.DUPLICATE, facts)
