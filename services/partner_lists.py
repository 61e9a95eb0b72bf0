"""The orders of a partner, read in pages, and when each was changed last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from extensions import db
from models.event import Event
from models.order import Order
from models.order_line import OrderLine
from models.partner import Partner


def orders_of(partner: Partner) -> Select[Order]:
    """The newest first, with lines and parcels."""
    lines = selectinload(Order.lines).joinedload(OrderLine.partner_file)
    own = select(Order).where(Order.partner_id == partner.id)
    return own.options(lines, selectinload(Order.parcels)).order_by(Order.id.desc())


def changed_since(orders: Select[Order], since: datetime) -> Select[Order]:
    """Those about which anything was noted from that moment on."""
    noted = select(Event.id).where(Event.order_id == Order.id, Event.happened_at >= since)
    return orders.where(noted.exists())


def changed_at(orders: Sequence[Order]) -> dict[int, datetime]:
    """By the order's id; one statement."""
    last = select(Order.id, func.max(Event.happened_at)).join(Order.events)
    found = last.where(Order.id.in_([one.id for one in orders])).group_by(Order.id)
    return {order_id: at for order_id, at in db.session.execute(found)}
