"""Keeping promises: claim, act, verdict. Retry, back-off and giving up live here and nowhere else.

Delivery is at least once: a row is claimed by an UPDATE that must change it, the verdict of a
worker whose lease has ended is refused by the fencing token and kept in the history.
"""

import random
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from extensions import db
from models.outbox import OPEN, OutboxAttempt, OutboxEntry
from models.types import utc_now
from services import crash_points, mail_pauses, queues, shop_pauses
from services.delivery_errors import NotDelivered, NotNeeded
from services.keepers import KEEPERS
from services.queues import Wake
from services.refusals import Refused
from services.transaction import OUTBOX_JOB, changed_rows, transaction

log = structlog.get_logger()

CRASH_LIMIT = 3
JITTER = 0.2
# Of one studio, in one queue.
IN_FLIGHT_EACH = 3
# The other side may ask for a longer rest, but not for any.
ASKED_WAIT_S = 3600
GRACE = timedelta(seconds=1)
# RFC 5321, 4.5.4.1 asks for tries over days; a person is told after three.
WAITS_S = [60, 300, 900, 1800, 3600] + [3600] * 22 + [14_400] * 12


class Claim(NamedTuple):
    """One worker's hold on an entry, and the number of its attempt."""

    token: str
    number: int


class NotWaiting(Refused):
    """The entry has been delivered or is being delivered right now."""


def keep(entry_id: int) -> None:
    """Deliver one entry if it is due and nobody else holds it; otherwise do nothing."""
    claim = _claim(entry_id, secrets.token_hex(8))
    if claim is None:
        return
    entry = db.session.get_one(OutboxEntry, entry_id)
    log.info("outbox_started", entry=entry_id, kind=entry.kind, attempt=entry.attempts)
    try:
        external_id = KEEPERS[entry.kind](entry)
        crash_points.here(f"{entry.kind.split('.')[0]}:before_verdict")
    except NotDelivered as error:
        _fail(entry, claim, error)
    except NotNeeded as reason:
        log.info("outbox_not_needed", entry=entry_id, kind=entry.kind, why=str(reason))
        _finish(entry, claim, state="cancelled", outcome="not needed")
    else:
        _finish(entry, claim, state="sent", outcome="sent", external_id=external_id)


def relay() -> int:
    """Offer the workers again what is due, of every studio a few; returns how many were offered."""
    offered = OutboxEntry.offered(utc_now(), IN_FLIGHT_EACH)
    wakes = [Wake(entry.queue, OUTBOX_JOB, entry.id) for entry in db.session.scalars(offered)]
    db.session.rollback()
    queues.wake(wakes)
    return len(wakes)


def retry_now(entry: OutboxEntry) -> None:
    """Try a postponed or given-up entry at once. Raises NotWaiting."""
    again = update(OutboxEntry).where(
        OutboxEntry.id == entry.id, OutboxEntry.state.in_((*OPEN, "dead"))
    )
    with transaction():
        changed = changed_rows(again.values(state="pending", next_at=utc_now()))
        if changed != 1:
            raise NotWaiting(lazy_gettext("This message is not waiting to be sent."))
        db.session.info["woken"].append(entry)


def oldest_due_age_s(now: datetime) -> int:
    """Seconds by which the oldest due entry is late; 0 when nothing is due."""
    free = OutboxEntry.state.in_(OPEN), OutboxEntry.waits_for_none()
    oldest = db.session.scalar(select(func.min(OutboxEntry.next_at)).where(*free))
    return max(0, int((now - oldest).total_seconds())) if oldest else 0


def _claim(entry_id: int, token: str) -> Claim | None:
    """Take the entry by one UPDATE; of several workers exactly one succeeds.

    A mail is not taken while another one of its studio is on the way, or its server is given rest;
    neither is what goes to a shop.
    """
    now = utc_now()
    lease = now + timedelta(seconds=current_app.config["LEASE_S"])
    with transaction():
        account = mail_pauses.account_of(entry_id)
        if account and mail_pauses.is_paused(account, now):
            mail_pauses.hold(entry_id, account)
            return None
        shop = shop_pauses.shop_of(entry_id)
        if shop and shop_pauses.is_left_alone(shop, now + GRACE):
            shop_pauses.hold(entry_id, shop, now)
            return None
        _count_crash(entry_id, now)
        claim = (
            update(OutboxEntry)
            .where(OutboxEntry.id == entry_id, or_(_is_due(now), _is_abandoned(now)))
            .where(mail_pauses.has_none_in_flight(now), shop_pauses.has_none_in_flight(now))
            .values(
                state="leased",
                lease_until=lease,
                lease_token=token,
                attempts=OutboxEntry.attempts + 1,
            )
            .returning(OutboxEntry.attempts)
        )
        number = db.session.scalar(claim)
        if number is not None:
            db.session.add(OutboxAttempt(outbox_id=entry_id, number=number))
    return None if number is None else Claim(token, number)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(
        OutboxEntry.state.in_(OPEN),
        OutboxEntry.next_at <= now + GRACE,
        OutboxEntry.waits_for_none(),
    )


def _is_abandoned(now: datetime) -> ColumnElement[bool]:
    return and_(OutboxEntry.state == "leased", OutboxEntry.lease_until < now)


def _count_crash(entry_id: int, now: datetime) -> None:
    """Note the worker that died over an entry; the `CRASH_LIMIT`-th one ends it."""
    is_last = OutboxEntry.crashes >= CRASH_LIMIT - 1
    told = f"crashed {CRASH_LIMIT} times"
    crashed = (
        update(OutboxEntry)
        .where(OutboxEntry.id == entry_id, _is_abandoned(now))
        .values(
            crashes=OutboxEntry.crashes + 1,
            uncertain=True,
            state=case((is_last, "dead"), else_=OutboxEntry.state),
            last_error=case((is_last, told), else_=OutboxEntry.last_error),
        )
    )
    db.session.execute(crashed)


def _fail(entry: OutboxEntry, claim: Claim, error: NotDelivered) -> None:
    log.warning("outbox_failed", entry=entry.id, kind=entry.kind, code=error.code, why=str(error))
    wait_s = _wait_s(entry.attempts)
    if error.permanent or wait_s is None:
        values: dict[str, Any] = {"state": "dead"}
    else:
        wait_s = max(wait_s, min(error.retry_after_s or 0, ASKED_WAIT_S))
        values = {"state": "retry", "next_at": utc_now() + timedelta(seconds=wait_s)}
    _finish(
        entry,
        claim,
        outcome="refused" if error.permanent else "failed",
        error=error,
        last_error=str(error),
        last_code=error.code,
        uncertain=entry.uncertain or error.uncertain,
        **values,
    )


def _wait_s(attempts: int) -> float | None:
    """Seconds until the next try, ±20 %; None when it is time to give up."""
    if attempts > len(WAITS_S):
        return None
    spread = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - not a secret
    return WAITS_S[attempts - 1] * spread / current_app.config["BACKOFF_SCALE"]


def _finish(
    entry: OutboxEntry, claim: Claim, *, outcome: str, error: NotDelivered | None = None, **values
) -> None:
    """Write the verdict, unless another worker has taken the entry over meanwhile."""
    now = utc_now()
    if values["state"] == "sent":
        values |= {"sent_at": now, "last_error": None, "last_code": None}
    verdict = (
        update(OutboxEntry)
        .where(OutboxEntry.id == entry.id, OutboxEntry.lease_token == claim.token)
        .values(lease_until=None, lease_token=None, **values)
    )
    with transaction():
        if changed_rows(verdict) != 1:
            outcome = f"late: {outcome}"
            log.warning("outbox_late_verdict", entry=entry.id, outcome=outcome)
        else:
            # At the end of the queue, so that nobody's turn comes twice before another's.
            ready = _next(entry, values["state"], error, now)
            db.session.info["woken"] += [Wake(one.queue, OUTBOX_JOB, one.id) for one in ready]
        ended = (
            update(OutboxAttempt)
            .where(OutboxAttempt.outbox_id == entry.id, OutboxAttempt.number == claim.number)
            .values(
                ended_at=now,
                outcome=outcome,
                code=values.get("last_code"),
                detail=values.get("last_error"),
            )
        )
        db.session.execute(ended)


def _next(
    entry: OutboxEntry, state: str, error: NotDelivered | None, now: datetime
) -> list[OutboxEntry]:
    """What can be delivered now that this entry has its verdict."""
    found: list[OutboxEntry] = []
    if state == "sent":
        waiting = select(OutboxEntry).where(
            OutboxEntry.after_id == entry.id, OutboxEntry.state.in_(OPEN)
        )
        found.extend(db.session.scalars(waiting))
    if mail_pauses.goes_by_studio(entry.kind):
        found += mail_pauses.after_verdict(entry, error, now)
    if entry.shop_id is not None:
        found += shop_pauses.after_verdict(entry, error, now)
    return found
