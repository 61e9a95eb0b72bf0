"""Shops that fail or refuse: what is for them waits together, nobody else's waits at all.

Steps of the verbs of services/outbox.py and services/shop_exchanges.py, inside their transactions.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import aliased

from extensions import db
from models.outbox import OPEN, OutboxEntry
from models.shop import Shop
from services.delivery_errors import NotDelivered
from services.transaction import promise, transaction

# Seconds until the shop is asked again, by how often in a row it failed.
WAITS_S = [30, 60, 300, 900, 1800, 3600]
ASKED_WAIT_S = 3600
# A person has to change something before any of these can go well.
REFUSALS = ("auth", "redirect", "private", "plain", "address", "tls", "platform")
LOOK_AGAIN = timedelta(days=1)


def shop_of(entry_id: int) -> Shop | None:
    """The shop an entry is for, locked; None when it is for none."""
    mine = select(Shop).join(OutboxEntry, OutboxEntry.shop_id == Shop.id)
    one = mine.where(OutboxEntry.id == entry_id).with_for_update(of=Shop)
    return db.session.scalar(one.execution_options(populate_existing=True))


def is_left_alone(shop: Shop | None, now: datetime) -> bool:
    return shop is not None and (shop.is_paused or shop.rests_at(now))


def hold(entry_id: int, shop: Shop, now: datetime) -> None:
    """What was promised meanwhile waits, too."""
    _hold(shop, OutboxEntry.id == entry_id, now)


def has_none_in_flight(now: datetime) -> ColumnElement[bool]:
    """Is nothing else being told to the entry's shop right now?"""
    other = aliased(OutboxEntry)
    flying = exists().where(
        other.shop_id == OutboxEntry.shop_id,
        other.id != OutboxEntry.id,
        other.state == "leased",
        other.lease_until >= now,
    )
    return ~and_(OutboxEntry.shop_id.is_not(None), flying)


def after_verdict(
    entry: OutboxEntry, error: NotDelivered | None, now: datetime
) -> list[OutboxEntry]:
    """Pause, rest or go on, as the verdict says; returns what may be told to the shop now."""
    shop = db.session.get_one(Shop, entry.shop_id)
    if error is not None and error.of_server:
        fail(shop, error, now)
        return []
    if error is None or error.code not in ("looking", "document", "status_gone"):
        answered(shop, now)
    return next_for(shop.id, now)


def fail(shop: Shop, error: NotDelivered, now: datetime) -> None:
    """The shop as a whole refused or was away; its photographer is told of a refusal once."""
    shop.last_code, shop.last_error = error.code, str(error)
    if error.code in REFUSALS:
        is_new = not shop.is_paused
        shop.paused_code, shop.paused_error = error.code, str(error)
        shop.paused_at = shop.paused_at or now
        if is_new:
            _tell(shop, now)
    else:
        shop.failures += 1
        wait_s = WAITS_S[min(shop.failures, len(WAITS_S)) - 1] / current_app.config["BACKOFF_SCALE"]
        wait_s = max(wait_s, min(error.retry_after_s or 0, ASKED_WAIT_S))
        shop.rests_until = now + timedelta(seconds=wait_s)
    db.session.flush()
    _hold(shop, OutboxEntry.next_at < _until(shop, now), now)


def answered(shop: Shop, now: datetime) -> None:
    """The shop did what it was asked."""
    shop.answered_at, shop.failures, shop.rests_until = now, 0, None
    shop.last_code = shop.last_error = ""


def next_for(shop_id: int, now: datetime) -> list[OutboxEntry]:
    """The first that waits for its turn: what is new before the backlog."""
    due = OutboxEntry.due(now).where(OutboxEntry.shop_id == shop_id).order_by(None)
    first = due.order_by(OutboxEntry.is_backlog, OutboxEntry.next_at, OutboxEntry.id).limit(1)
    return list(db.session.scalars(first))


def resume(shop: Shop, now: datetime) -> None:
    """A person has looked: everything that waited goes on."""
    with transaction():
        shop.paused_code = shop.paused_error = ""
        shop.paused_at = None
        answered(shop, now)
        waiting = update(OutboxEntry).where(
            OutboxEntry.shop_id == shop.id, OutboxEntry.state.in_(OPEN)
        )
        db.session.execute(waiting.values(state="pending", next_at=now))
        db.session.info["woken"].extend(next_for(shop.id, now))


def refused_shops(studio_id: int) -> Sequence[Shop]:
    """Those that a person has to look at."""
    paused = Shop.of_studio(studio_id).where(Shop.paused_code != "", Shop.is_active)
    return db.session.scalars(paused).all()


def _until(shop: Shop, now: datetime) -> datetime:
    return now + LOOK_AGAIN if shop.is_paused or not shop.rests_until else shop.rests_until


def _hold(shop: Shop, which: ColumnElement[bool], now: datetime) -> None:
    waiting = update(OutboxEntry).where(
        OutboxEntry.shop_id == shop.id, OutboxEntry.state.in_(OPEN), which
    )
    values: dict[str, Any] = {
        "state": "retry",
        "next_at": _until(shop, now),
        "last_code": shop.paused_code or shop.last_code,
        "last_error": shop.paused_error or shop.last_error,
    }
    db.session.execute(waiting.values(values))


def _tell(shop: Shop, now: datetime) -> None:
    """By a mail to everybody who signs in to the studio."""
    for user in shop.studio.users:
        promise(
            "mail.shop_refused",
            shop.id,
            shop.studio_id,
            dedupe=f"{now.isoformat()}:{user.id}",
            recipient=user.email,
        )
