"""What of ours is what in a shop: statuses, ways of shipping and paying, tax rates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from connectors import Capability
from extensions import db
from models.delivery_method import DeliveryKind, DeliveryMethod
from models.order import Order
from models.order_status import OrderStatus
from models.outbox import OutboxEntry
from models.payment_method import PaymentKind, PaymentMethod
from models.price_list import PriceList
from models.shop import Shop
from models.shop_mapping import EVERYTHING_ELSE, ShopMapping, Subject
from models.types import utc_now
from models.vat import PERCENT
from services import shops
from services.shops import ShopCannot
from services.transaction import transaction

CANCELLED = "cancelled"
RECENT = timedelta(days=365)
LISTS = {
    Subject.STATUS: ("statuses", Capability.LIST_STATUSES),
    Subject.SHIPPING: ("shipping", Capability.LIST_SHIPPING),
    Subject.PAYMENT: ("payments", Capability.LIST_PAYMENTS),
    Subject.TAX: ("taxes", Capability.LIST_TAXES),
}


@dataclass(frozen=True)
class Pair:
    """One of ours and what it is in the shop; `is_gone`: the shop no longer lists that."""

    ours: str
    name: str
    code: str = ""
    label: str = ""
    is_gone: bool = False

    @property
    def kind(self) -> str:
        """Of a key "kind:name"."""
        return self.ours.partition(":")[0]


def choices(shop: Shop, subject: Subject) -> list[dict[str, Any]]:
    """What the shop listed last."""
    return getattr(shop, LISTS[subject][0])


def pairs(shop: Shop, subject: Subject) -> list[Pair]:
    """Ours in their order; last those that are linked and that we no longer have."""
    linked = {one.ours: one for one in shop.mappings if one.subject == subject}
    names = _ours(shop, subject)
    names |= {ours: ours.partition(":")[2] or ours for ours in linked if ours not in names}
    listed = {one["code"] for one in choices(shop, subject)}
    return [_pair(ours, name, linked.get(ours), listed) for ours, name in names.items()]


def change(shop: Shop, subject: Subject, chosen: Mapping[str, str]) -> None:
    """Link ours to codes of the shop, an empty one ends the link; others stay as they are.

    What the shop refused for an unknown status is tried again. Raises ShopCannot.
    """
    shops.demand(shop, LISTS[subject][1])
    before = {one.ours: one for one in shop.mappings if one.subject == subject}
    names = {one["code"]: one["name"] for one in choices(shop, subject)}
    known = {*_ours(shop, subject), *before}
    with transaction():
        for ours, code in chosen.items():
            kept = before.get(ours)
            if ours not in known or (code and code not in names and not _is(kept, code)):
                raise ShopCannot(lazy_gettext("The shop has nothing like this."))
            _link(shop, subject, kept, ours, code, names)
        if subject == Subject.STATUS:
            _try_statuses_again(shop)


def also_set(shop: Shop) -> dict[str, str]:
    """The shop's statuses that events set by themselves, each with the column that says so."""
    events = ("status_after_import", "status_after_completion")
    return {code: name for name in events if (code := getattr(shop, name))}


def linked_statuses(shop: Shop) -> set[str]:
    """The shop's statuses that links set."""
    return {one.code for one in shop.mappings if one.subject == Subject.STATUS}


def _ours(shop: Shop, subject: Subject) -> dict[str, str]:
    """Our keys with what people call them; empty where only the kind is meant."""
    match subject:
        case Subject.STATUS:
            own = db.session.scalars(OrderStatus.of_studio(shop.studio_id))
            return {str(one.id): one.internal_name for one in own} | {CANCELLED: ""}
        case Subject.SHIPPING:
            named = _named(shop, DeliveryMethod, Order.delivery_kind, Order.delivery_name)
            return _by_kind([one.value for one in DeliveryKind], named)
        case Subject.PAYMENT:
            named = _named(shop, PaymentMethod, Order.payment_kind, Order.payment_name)
            return _by_kind([one.value for one in PaymentKind], named)
    return {rate: rate for rate in PERCENT}


def _named(shop: Shop, method, kind, name) -> set[tuple[str, str]]:
    """(kind, name) of the studio's price lists and of orders that are not old."""
    offered = (
        select(method.kind, method.name)
        .join(PriceList)
        .where(PriceList.studio_id == shop.studio_id, PriceList.gallery_id.is_(None))
    )
    ordered = select(kind, name).where(
        Order.studio_id == shop.studio_id,
        Order.placed_at > utc_now() - RECENT,
        kind.is_not(None),
        name != "",
    )
    rows = db.session.execute(offered.union(ordered)).all()
    return {(row[0], row[1]) for row in rows}


def _by_kind(kinds: Iterable[str], named: set[tuple[str, str]]) -> dict[str, str]:
    """Each kind, then its names; last what stands for everything else."""
    keys: dict[str, str] = {}
    for kind in dict.fromkeys([*kinds, *sorted(one for one, _ in named)]):
        keys[f"{kind}:"] = ""
        keys |= {f"{kind}:{name}": name for of, name in sorted(named) if of == kind}
    return keys | {EVERYTHING_ELSE: ""}


def _pair(ours: str, name: str, one: ShopMapping | None, listed: set[str]) -> Pair:
    if one is None:
        return Pair(ours, name)
    return Pair(ours, name, one.code, one.label or one.code, one.code not in listed)


def _is(kept: ShopMapping | None, code: str) -> bool:
    return kept is not None and kept.code == code


def _link(
    shop: Shop,
    subject: Subject,
    kept: ShopMapping | None,
    ours: str,
    code: str,
    names: Mapping[str, str],
) -> None:
    if not code:
        if kept:
            shop.mappings.remove(kept)
        return
    if kept is None:
        kept = ShopMapping(subject=subject, ours=ours)
        shop.mappings.append(kept)
    kept.label = names.get(code, kept.label or code)
    kept.code = code


def _try_statuses_again(shop: Shop) -> None:
    """What failed for want of a status may go now."""
    failed = update(OutboxEntry).where(
        OutboxEntry.shop_id == shop.id,
        OutboxEntry.state.in_(("retry", "dead")),
        OutboxEntry.last_code == "status_gone",
    )
    db.session.execute(failed.values(state="pending", next_at=utc_now()))
