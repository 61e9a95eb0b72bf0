"""Which orders go to which shops, and that they go; steps of verbs, and the button for the rest."""

from sqlalchemy import ColumnElement, Select, func, insert, select

from extensions import db
from models.order import Order
from models.outbox import OPEN, OutboxEntry
from models.shop import Shop
from models.shop_link import ShopLink
from models.types import utc_now
from services import shop_pauses
from services.transaction import promise, promise_backlog, transaction

PUSH = "shop.push_order"


def pass_on(order: Order) -> None:
    """To every shop of the studio that takes orders of others, once each; a step (B-10, B-48)."""
    db.session.flush()
    known = {link.shop_id for link in order.shop_links}
    pushing = Shop.of_studio(order.studio_id).where(Shop.is_active, Shop.pushes_orders)
    for shop in db.session.scalars(pushing):
        if shop.id not in known:
            link = ShopLink(order=order, shop=shop)
            db.session.add(link)
            db.session.flush()
            _promise(link)


def outstanding_count(shop: Shop) -> int:
    """How many orders that could go to the shop have not been passed to it."""
    orders = _outstanding(shop).subquery()
    return db.session.scalar(select(func.count()).select_from(orders)) or 0


def push_outstanding(shop: Shop) -> int:
    """Pass them all, oldest first and after whatever is new; returns how many (B-14).

    In a fixed number of statements, however many there are.
    """
    with transaction():
        unlinked = _outstanding(shop).where(~_links(shop).exists())
        rows = [
            {"order_id": order_id, "shop_id": shop.id} for order_id in db.session.scalars(unlinked)
        ]
        if rows:
            db.session.execute(insert(ShopLink), rows)
        times = select(func.count()).select_from(OutboxEntry).where(_is_push()).scalar_subquery()
        links = (
            select(ShopLink.id, times)
            .where(ShopLink.shop_id == shop.id, ShopLink.order_id.in_(_outstanding(shop)))
            .order_by(ShopLink.order_id)
        )
        waiting = {link_id: str(count) for link_id, count in db.session.execute(links)}
        promise_backlog(PUSH, waiting, shop.studio_id, shop_id=shop.id)
        db.session.info["woken"].extend(shop_pauses.next_for(shop.id, utc_now()))
    return len(waiting)


def push_now(link: ShopLink) -> None:
    """Somebody wants this one to go at once, even if it was left out before."""
    with transaction():
        link.left_at = None
        entry = db.session.scalar(_open_pushes(link.id).limit(1)) or _promise(link)
        entry.is_backlog = False
        if entry.state != "leased":
            entry.state, entry.next_at = "pending", utc_now()
            db.session.info["woken"].append(entry)


def _promise(link: ShopLink) -> OutboxEntry:
    made = select(func.count()).select_from(OutboxEntry.about(PUSH, link.id).subquery())
    number = db.session.scalar(made) or 0
    return promise(PUSH, link.id, link.order.studio_id, dedupe=str(number), shop_id=link.shop_id)


def _links(shop: Shop) -> Select[int]:
    return select(ShopLink.id).where(ShopLink.order_id == Order.id, ShopLink.shop_id == shop.id)


def _outstanding(shop: Shop) -> Select[int]:
    """Standing orders whose delivery is known; none that came from the shop, is in it, waits for
    it already, or was left out of it by a person."""
    settled = _links(shop).where(
        (ShopLink.remote_id != "") | ShopLink.left_at.is_not(None) | _is_open()
    )
    return select(Order.id).where(
        Order.studio_id == shop.studio_id,
        Order.cancelled_at.is_(None),
        Order.delivery_known_at.is_not(None),
        ~settled.exists(),
    )


def _is_open() -> ColumnElement[bool]:
    open_ones = OutboxEntry.state.in_((*OPEN, "leased"))
    return select(OutboxEntry.id).where(_is_push(), open_ones).exists()


def _is_push() -> ColumnElement[bool]:
    """Is the entry about passing the link's order on?"""
    return (OutboxEntry.kind == PUSH) & (OutboxEntry.subject_id == ShopLink.id)


def _open_pushes(link_id: int) -> Select[OutboxEntry]:
    return OutboxEntry.about(PUSH, link_id).where(OutboxEntry.state.in_((*OPEN, "leased")))
