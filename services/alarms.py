"""Telling the operator what is wrong: when it begins, once a day while it lasts, when it is over.

The schedule sends these mails itself. A worker could not: half of the alarms are about workers that
do not come, and Redis, which wakes them, is one of the things that may be away.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from extensions import db
from models.alarm import Alarm
from models.outbox import OutboxEntry
from models.types import utc_now
from models.user import User
from services import condition, outbox, signs
from services.transaction import promise, transaction

KIND = "mail.alarm"
REMINDED_EVERY = timedelta(days=1)


def look(now: datetime) -> int:
    """Compare what is wrong now with what was told; returns how many alarms were told of."""
    seen = signs.seen(condition.look(now))
    with transaction():
        told = [*_begun(seen, now), *_gone_on(seen, now), *_ended(seen, now)]
        db.session.flush()
        operators = _operators()
        for alarm in told:
            _promise_letters(alarm, operators)
    for entry_id in _due():
        outbox.keep(entry_id)
    return len(told)


def _begun(seen: Mapping[str, signs.Figures], now: datetime) -> Sequence[Alarm]:
    known = set(db.session.scalars(select(Alarm.name).where(Alarm.resolved_at.is_(None))))
    begun = [
        Alarm(name=name, detail=figures, raised_at=now, told_at=now)
        for name, figures in seen.items()
        if name not in known
    ]
    db.session.add_all(begun)
    return begun


def _gone_on(seen: Mapping[str, signs.Figures], now: datetime) -> Sequence[Alarm]:
    """Those whose time to be told again has come; all keep the newest figures."""
    lasting = [one for one in db.session.scalars(Alarm.going_on()) if one.name in seen]
    for alarm in lasting:
        alarm.detail = seen[alarm.name]
    due = [alarm for alarm in lasting if now - alarm.told_at >= REMINDED_EVERY]
    for alarm in due:
        alarm.told_at = now
    return due


def _ended(seen: Mapping[str, signs.Figures], now: datetime) -> Sequence[Alarm]:
    over = [one for one in db.session.scalars(Alarm.going_on()) if one.name not in seen]
    for alarm in over:
        alarm.resolved_at = alarm.told_at = now
    return over


def _operators() -> Sequence[User]:
    wanted = select(User).where(User.is_operator).order_by(User.id)
    found = db.session.scalars(wanted).all()
    return found[:1] if current_app.config["OPERATOR_EMAIL"] else found


def _promise_letters(alarm: Alarm, operators: Sequence[User]) -> None:
    """To every operator in their studio's language, or to OPERATOR_EMAIL in the first one's."""
    stamp = f"{alarm.told_at:%Y%m%dT%H%M%S}"
    for user in operators:
        promise(
            KIND,
            alarm.id,
            user.studio_id,
            dedupe=f"{stamp}:{user.id}",
            recipient=current_app.config["OPERATOR_EMAIL"] or user.email,
        )


def _due() -> Sequence[int]:
    """Letters of before as well: one that failed is tried again without any worker."""
    due = OutboxEntry.due(utc_now()).where(OutboxEntry.kind == KIND)
    ids = [entry.id for entry in db.session.scalars(due)]
    db.session.rollback()
    return ids
