"""Statuses that count as paid in a shop: what it says of payment then is an echo, no payment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from connectors import Capability, Connector
from connectors.values import Standing
from extensions import db
from models.shop_link import ShopLink
from models.types import utc_now
from services import shop_fetches, shops
from services.order_steps import hold
from services.transaction import transaction


@contextmanager
def listening(link: ShopLink, connector: Connector, *, is_again: bool) -> Iterator[None]:
    """While the shop is told a status of an unpaid order. What was paid there before is taken; that
    it is paid only since is known, and does not come back as money (D14).

    `is_again`: it may have been told before. No transaction is open meanwhile.
    """
    link_id, remote_id = link.id, link.remote_id
    is_open = not link.order.is_paid and (link.paid_told_at is None or is_again)
    is_heard = is_open and shops.can(link.shop, Capability.READ_ORDERS)
    db.session.rollback()
    before = connector.read_orders([remote_id]).get(remote_id) if is_heard else None
    if before is None or _was_paid(link_id, before):
        yield
        return
    yield
    after = connector.read_orders([remote_id]).get(remote_id)
    if after and not after.is_paid:
        _write(link_id, None)


def _was_paid(link_id: int, before: Standing) -> bool:
    """Otherwise what comes now is an echo, even if nobody lives to hear its end."""
    if not before.is_paid:
        _write(link_id, utc_now())
        return False
    with transaction():
        link = db.session.get_one(ShopLink, link_id)
        hold(link.order)
        db.session.refresh(link)
        shop_fetches.follow(link, before)
    return True


def _write(link_id: int, told_at: datetime | None) -> None:
    with transaction():
        db.session.get_one(ShopLink, link_id).paid_told_at = told_at
