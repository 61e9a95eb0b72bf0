"""The rounds by the clock: the last status of each order, and what was paid, for the shop."""

from sqlalchemy import Select, func, select

from connectors import Capability
from extensions import db
from models.order import Order
from models.outbox import OPEN, OutboxEntry
from models.shop import Shop
from models.shop_link import Finding, ShopLink
from services import shop_actions, shop_following, shop_tellings, shops
from services.transaction import transaction


def statuses(shop: Shop) -> int:
    """Only the last status counts, only where ours changed since the shop was told one, and only
    where it is linked (B-26, B-37, D13). Returns how many orders the shop is told about."""
    if not (shop.passes_statuses and shops.can(shop, Capability.SET_STATUS)):
        return 0
    ids = db.session.scalars(_changed(shop)).all()
    return sum(_tell_status(link_id) for link_id in ids)


def payments(shop: Shop) -> int:
    """Orders that were paid here and that the shop does not know as paid (B-38)."""
    if not shop.passes_payments:
        return 0
    ids = db.session.scalars(_paid(shop)).all()
    return sum(_tell_payment(link_id) for link_id in ids)


def _changed(shop: Shop) -> Select[int]:
    told_at = func.coalesce(ShopLink.status_told_at, ShopLink.linked_at, ShopLink.created_at)
    return (
        select(ShopLink.id)
        .join(ShopLink.order)
        .where(
            ShopLink.shop_id == shop.id,
            ShopLink.live(),
            (Order.status_at > told_at) | (Order.cancelled_at > told_at),
            ~_waits("shop.set_status"),
        )
        .order_by(ShopLink.id)
    )


def _paid(shop: Shop) -> Select[int]:
    return (
        select(ShopLink.id)
        .join(ShopLink.order)
        .where(
            ShopLink.shop_id == shop.id,
            ShopLink.live(),
            ShopLink.finding != Finding.TOTAL,
            ShopLink.paid_told_at.is_(None),
            Order.paid_at.is_not(None),
            Order.cancelled_at.is_(None),
        )
        .order_by(ShopLink.id)
    )


def _waits(kind: str):
    """Something is being told already: the last word is asked for when its turn comes."""
    waiting = select(OutboxEntry.id).where(
        OutboxEntry.kind == kind,
        OutboxEntry.subject_id == ShopLink.id,
        OutboxEntry.state.in_((*OPEN, "leased")),
        OutboxEntry.dedupe_key.contains(f":{shop_tellings.OF_MAPPING}:"),
    )
    return waiting.exists()


def _tell_status(link_id: int) -> bool:
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        if not shop_tellings.mapped_status(link):
            return False
        changed_at = max(at for at in (link.order.status_at, link.order.cancelled_at) if at)
        dedupe = f"{shop_tellings.OF_MAPPING}:{changed_at.isoformat()}"
        entry = shop_actions.promise_to(link, "shop.set_status", dedupe)
        if entry:
            entry.payload = {"action": shop_tellings.OF_MAPPING}
    return entry is not None


def _tell_payment(link_id: int) -> bool:
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        return shop_following.tell_payment(link) is not None
