"""Fetching orders of a shop: new ones enter the book, of known ones only the payment is taken."""

import time
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from connectors.values import Page, ShopOrder, Standing
from extensions import db
from models.order import Order
from models.payment import PaymentOrigin
from models.shop import Shop
from models.shop_link import Finding, ShopLink
from models.types import utc_now
from services import completion, events, payments, shop_following, shop_imports, shops
from services.delivery_errors import NotDelivered
from services.order_steps import hold, settle
from services.refusals import Refused
from services.transaction import transaction

log = structlog.get_logger()

# Rows move between pages while they are read, and clocks differ.
OVERLAP = timedelta(minutes=10)
LOOK_BACK = timedelta(hours=24)
# What one run takes on, in seconds; the rest is for the next one.
RUN_S = 60


@dataclass
class Fetched:
    """How many orders came in, how many known ones were paid, and whether that was all; the numbers
    of those that could not be taken."""

    new: int = 0
    paid: int = 0
    is_whole: bool = True
    broken: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.new + self.paid


def fetch(shop: Shop, *, looks_back: bool = False) -> Fetched:
    """Everything that was changed in the shop since the last time; `looks_back`: at least the last
    24 hours. Raises NotDelivered, also when single orders could not be taken; everything else has
    been kept then, and is not taken twice.
    """
    now, shop_id, fetched = utc_now(), shop.id, Fetched()
    since = (shop.fetched_until_at or shop.fetches_from_at or now) - OVERLAP
    since = min(since, now - LOOK_BACK) if looks_back else since
    seen: set[str] = set()
    cursor, read_at = "", None
    ends_at = time.monotonic() + RUN_S
    with shops.told(shop) as connector:
        while fetched.is_whole:
            page = connector.fetch_orders(since, cursor)
            read_at = read_at or page.read_at or now
            for found in page.orders:
                if found.standing.id not in seen:
                    seen.add(found.standing.id)
                    _take(shop_id, found, fetched)
            cursor = page.next_cursor
            if not cursor:
                break
            _note_progress(shop_id, page)
            fetched.is_whole = time.monotonic() < ends_at
    if fetched.is_whole:
        with transaction():
            shop.fetched_until_at = read_at
    if fetched.broken:
        raise NotDelivered(", ".join(fetched.broken), code="orders_broken")
    return fetched


def follow(link: ShopLink, standing: Standing) -> bool:
    """Of a known order only its payment is ours to take (B-28), when the shop has it as paid and
    did not before; True when it was paid there now. A step; the order is held by the caller."""
    link.seen_at = utc_now()
    link.number = standing.number or link.number
    order, was_known = link.order, link.paid_told_at is not None
    if standing.is_paid and not was_known and not order.is_cancelled:
        if not order.is_paid:
            _pay(link, standing)
            return True
        link.paid_told_at = utc_now()
    is_taken_back = not standing.is_paid and was_known
    if is_taken_back and not order.is_paid:
        link.paid_told_at = None
    if order.is_paid and (is_taken_back or standing.refunded_cents):
        facts = {"refunded": standing.refunded_cents, "currency": order.currency}
        shop_following.note_finding(link, Finding.UNPAID, facts)
    return False


def _note_progress(shop_id: int, page: Page) -> None:
    """Pages come in the order of the changes: what was read once is not read again."""
    changed_at = [one.standing.changed_at for one in page.orders if one.standing.changed_at]
    if changed_at:
        with transaction():
            shop = db.session.get_one(Shop, shop_id)
            shop.fetched_until_at = max(changed_at)


def _take(shop_id: int, found: ShopOrder, fetched: Fetched) -> None:
    """One order, in a transaction of its own: what is wrong with it holds up no other."""
    try:
        with transaction():
            _take_one(shop_id, found, fetched)
    except IntegrityError:
        log.info("shop_order_taken_elsewhere", shop=shop_id, remote=found.standing.id)
    except (StatementError, OverflowError, ValueError, Refused) as error:
        log.warning("shop_order_broken", shop=shop_id, remote=found.standing.id, why=str(error))
        fetched.broken.append(found.standing.number or found.standing.id)


def _take_one(shop_id: int, found: ShopOrder, fetched: Fetched) -> None:
    shop = db.session.get_one(Shop, shop_id)
    link = _known(shop, found.standing)
    if link is not None:
        hold(link.order)
        db.session.refresh(link.order)
        fetched.paid += follow(link, found.standing)
    elif _is_wanted(shop, found.standing):
        order = shop_imports.import_order(shop, found)
        fetched.new += 1
        if found.standing.is_paid:
            _pay(order.shop_links[0], found.standing)


def _known(shop: Shop, standing: Standing) -> ShopLink | None:
    """By the shop's id, or by our own reference: an order that was passed never comes back."""
    by_id = ShopLink.by_remote(shop.id, standing.id)
    if link := db.session.scalar(by_id):
        return link
    if not standing.reference:
        return None
    ours = select(ShopLink).where(
        ShopLink.shop_id == shop.id, ShopLink.reference == standing.reference
    )
    return db.session.scalar(ours)


def _is_wanted(shop: Shop, standing: Standing) -> bool:
    since = shop.fetches_from_at
    if not shop.fetches_orders or standing.is_trashed:
        return False
    if since is not None and standing.placed_at is not None and standing.placed_at < since:
        return False
    return not shop.fetched_statuses or standing.status in shop.fetched_statuses


def _pay(link: ShopLink, standing: Standing) -> None:
    """What is due came in through the shop, which is not told so again (D14); where our order has
    grown since, what the shop's own costs."""
    order: Order = link.order
    link.paid_told_at = utc_now()
    due = order.total_cents - order.paid_cents
    came_in = min(due, standing.total_cents)
    paid_on = order.studio.today(standing.paid_at)
    on = min(paid_on, order.studio.today())
    receipt = payments.Receipt(came_in, on, link.shop.name, origin=PaymentOrigin.SHOP)
    payments.enter(order, receipt, "")
    order.paid_cents += came_in
    settle(order)
    if came_in == due:
        order.paid_at = order.paid_at or utc_now()
    events.note_of_order(order, "order.paid_in_shop", "", shop=link.shop.name)
    db.session.flush()
    completion.follow_rules(order)
