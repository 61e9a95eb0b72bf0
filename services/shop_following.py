"""What follows once an order is in a shop, and what is found out about it there; steps of verbs."""

from typing import Any

from sqlalchemy import func, select

from connectors import Capability, platforms_that
from extensions import db
from models.order_action import Action, Outcome
from models.outbox import OutboxEntry
from models.parcel import Parcel
from models.shop_link import Finding, ShopLink
from models.types import utc_now
from services import events, order_actions, shop_actions


def follow_push(link: ShopLink) -> None:
    """Both agree on the total: payment first, then the statuses and papers that are due."""
    if link.shop.passes_payments:
        tell_payment(link)
    order_actions.perform_linked(link)
    for parcel in link.order.parcels:
        tell_parcel(link, parcel)


def tell_payment(link: ShopLink) -> OutboxEntry | None:
    """Once: what the shop knows already is not told again, nor what was reset."""
    order = link.order
    known = link.paid_told_at is not None or order.is_cancelled or not order.is_paid
    if known or not _can(link, Capability.SET_PAID) or _is_reset(link, Action.PAYMENT_STATUS):
        return None
    entry = shop_actions.promise_to(link, "shop.set_paid", _settled(link))
    if entry:
        _mark(link, Action.PAYMENT_STATUS, entry)
    return entry


def tell_parcel(link: ShopLink, parcel: Parcel) -> OutboxEntry | None:
    """A number that was typed in since the shop is told numbers; a corrected one again (B-32)."""
    since = link.shop.passes_tracking_since_at
    is_wanted = link.is_live and since is not None and parcel.made_at >= since
    if not is_wanted or link.order.is_cancelled or not _can(link, Capability.SET_TRACKING):
        return None
    if _is_reset(link, Action.TRACKING_NUMBER):
        return None
    entry = shop_actions.promise_to(link, "shop.set_tracking", f"{parcel.id}:{parcel.number}")
    if entry:
        entry.payload = {"parcel_id": parcel.id}
        _mark(link, Action.TRACKING_NUMBER, entry)
    return entry


def note_finding(link: ShopLink, finding: Finding, facts: dict[str, Any]) -> bool:
    """Somebody has to decide; False when it was let pass before, or is known."""
    if finding in link.accepted or link.finding == finding:
        return False
    link.finding, link.finding_facts, link.found_at = finding, facts, utc_now()
    events.note_of_order(link.order, f"shop.{finding}", "", shop=link.shop.name, **facts)
    return True


def _settled(link: ShopLink) -> str:
    """How often it was told, or not needed when its turn came: after that it may be told again."""
    over = OutboxEntry.about("shop.set_paid", link.id).where(
        OutboxEntry.state.in_(("sent", "done", "cancelled"))
    )
    return str(db.session.scalar(select(func.count()).select_from(over.subquery())) or "")


def _can(link: ShopLink, capability: Capability) -> bool:
    return link.shop.platform in platforms_that(capability)


def _is_reset(link: ShopLink, action: Action) -> bool:
    done = (one for one in link.order.actions if one.action == action)
    return any(one.outcome == Outcome.RESET for one in done)


def _mark(link: ShopLink, action: Action, entry: OutboxEntry) -> None:
    if not any(one.action == action for one in link.order.actions):
        order_actions.mark(link.order, action, Outcome.PROMISED, entry=entry)
        db.session.flush()
        db.session.refresh(link.order, ["actions"])
