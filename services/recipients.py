"""End customers of partners: their data go on schedule, the amounts of their orders stay."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, select

from extensions import db
from models.client import Client
from models.order import Order
from models.person_partner import received_by
from services.transaction import transaction

COLUMNS = (
    *("recipient_name", "recipient_email", "recipient_phone", "delivery_point"),
    *("street", "postcode", "city", "note"),
)
CHUNK = 500


def sweep(now: datetime) -> int:
    """Forget whom orders of partners went to, RECIPIENT_DAYS after they were completed or
    cancelled; returns how many."""
    old = now - timedelta(days=current_app.config["RECIPIENT_DAYS"])
    over = (Order.completed_at < old) | (Order.cancelled_at < old)
    known = select(Order).where(Order.recipient_name != "", over).limit(CHUNK)
    with transaction():
        return _forget(known)


def forget(client: Client) -> None:
    """A step: the same at once for one person; what is still to be sent keeps its address until
    then."""
    is_over = Order.completed_at.is_not(None) | Order.cancelled_at.is_not(None)
    _forget(received_by(client).where(is_over))


def _forget(orders: Select[Order]) -> int:
    due = db.session.scalars(orders).all()
    for order in due:
        for name in COLUMNS:
            setattr(order, name, "")
    return len(due)
