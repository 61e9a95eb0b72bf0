"""A partner's program that is silent or fails: its news wait together, so that nobody else's do."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, func, or_, select, update

from extensions import db
from models.order import Order
from models.outbox import OPEN, OutboxEntry
from models.partner import Partner
from models.types import utc_now
from services.delivery_errors import NotDelivered
from services.transaction import transaction

# Seconds, by how often the first of them was tried.
WAITS_S = (60, 300, 900, 1800, 3600)
TOO_MANY = "429"
FAILS_FROM = 500


def until(partner: Partner, kind: str) -> datetime | None:
    """When the program is called next, while something that failed waits for it."""
    waiting = select(func.min(OutboxEntry.next_at)).where(
        *_own(partner.id, kind), _was_silent(), OutboxEntry.next_at > utc_now()
    )
    return db.session.scalar(waiting)


def begin(partner_id: int, entry: OutboxEntry, error: NotDelivered) -> None:
    """Everything else for this program waits like `entry`, unless that alone was refused."""
    if error.code != TOO_MANY and error.code.isdigit() and int(error.code) < FAILS_FROM:
        return
    wait_s = WAITS_S[min(entry.attempts, len(WAITS_S)) - 1]
    wait_s = max(wait_s, min(error.retry_after_s or 0, WAITS_S[-1]))
    later = utc_now() + timedelta(seconds=wait_s / current_app.config["BACKOFF_SCALE"])
    sooner = update(OutboxEntry).where(*_own(partner_id, entry.kind), OutboxEntry.next_at < later)
    with transaction():
        db.session.execute(sooner.values(next_at=later))


def end(partner_id: int, entry: OutboxEntry) -> None:
    """The program has answered: what waited for it is due, but not what it has refused alone."""
    now = utc_now()
    waited = or_(OutboxEntry.last_code.is_(None), _was_silent())
    waiting = update(OutboxEntry).where(
        *_own(partner_id, entry.kind), waited, OutboxEntry.next_at > now
    )
    with transaction():
        db.session.execute(waiting.values(next_at=now))


def _was_silent() -> ColumnElement[bool]:
    """The program failed as a whole when it was last told this."""
    return OutboxEntry.last_code.not_like("4__") | (OutboxEntry.last_code == TOO_MANY)


def _own(partner_id: int, kind: str) -> Sequence[ColumnElement[bool]]:
    orders = select(Order.id).where(Order.partner_id == partner_id)
    return (
        OutboxEntry.kind == kind,
        OutboxEntry.state.in_(OPEN),
        OutboxEntry.subject_id.in_(orders),
    )
