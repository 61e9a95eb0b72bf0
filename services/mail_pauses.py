"""Studios whose mail server fails: their mails wait together, nobody else's wait at all.

Steps of the verbs of services/outbox.py and services/mail_accounts.py, inside their transactions.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Update, and_, exists, select, update
from sqlalchemy.orm import aliased

from extensions import db
from models.mail_account import MailAccount
from models.outbox import BY_INSTALLATION, OPEN, OutboxEntry
from models.studio import Studio
from services.delivery_errors import NotDelivered
from services.transaction import promise

# Seconds until the next try, by how many failed in a row. A refused login is tried three times an
# hour at most: servers lock out whoever insists.
WAITS_S = [60, 300, 900, 1800, 3600]
LOGIN_WAITS_S = [600, 1800, 3600]
# The photographer is told at the second refused login, and when nobody has answered for 20 minutes.
TOLD_AT = {"auth": 2}
TOLD_OTHERWISE_AT = 4
GIVE_UP_AFTER = timedelta(days=3)


def after_verdict(
    entry: OutboxEntry, error: NotDelivered | None, now: datetime
) -> list[OutboxEntry]:
    """Pause or go on, as the verdict on a mail says; returns what may be sent now."""
    account = db.session.get_one(MailAccount, entry.studio_id)
    if error is not None and error.of_server and account.is_own:
        _pause(account, entry, error, now)
        return []
    if error is None and account.is_own:
        lift(account, now)
    # One at a time: whoever found this mail on the way has gone away again.
    due = OutboxEntry.due(now).where(
        OutboxEntry.studio_id == entry.studio_id, _by_studio(OutboxEntry)
    )
    return list(db.session.scalars(due.limit(1)))


def goes_by_studio(kind: str) -> bool:
    return kind.startswith("mail.") and kind not in BY_INSTALLATION


def account_of(entry_id: int) -> MailAccount | None:
    """The account a mail leaves through, locked; None when it is no mail of the studio's."""
    entry = db.session.get(OutboxEntry, entry_id)
    if entry is None or not goes_by_studio(entry.kind):
        return None
    mine = select(MailAccount).where(MailAccount.studio_id == entry.studio_id).with_for_update()
    return db.session.scalar(mine.execution_options(populate_existing=True))


def is_paused(account: MailAccount | None, now: datetime) -> bool:
    until = account and account.paused_until
    return bool(until and until > now)


def has_none_in_flight(now: datetime) -> ColumnElement[bool]:
    """Is no other mail of the entry's studio being sent right now?"""
    other = aliased(OutboxEntry)
    flying = exists().where(
        other.studio_id == OutboxEntry.studio_id,
        other.id != OutboxEntry.id,
        other.state == "leased",
        other.lease_until >= now,
        _by_studio(other),
    )
    return ~and_(_by_studio(OutboxEntry), flying)


def hold(entry_id: int, account: MailAccount) -> None:
    """A mail that was promised during the pause waits for its end, too."""
    _hold(account, OutboxEntry.id == entry_id)


def lift(account: MailAccount, now: datetime) -> list[OutboxEntry]:
    """The server is tried again; returns the mails that waited for it, to be woken."""
    until = account.paused_until
    account.paused_until = account.paused_code = account.paused_error = None
    account.pause_count = 0
    if until is None:
        return []
    held = _waiting(account).where(OutboxEntry.state == "retry", OutboxEntry.next_at == until)
    freed = {"state": "pending", "next_at": now, "last_code": None, "last_error": None}
    ids = db.session.scalars(held.values(freed).returning(OutboxEntry.id)).all()
    return list(db.session.scalars(select(OutboxEntry).where(OutboxEntry.id.in_(ids))))


def _pause(account: MailAccount, entry: OutboxEntry, error: NotDelivered, now: datetime) -> None:
    """Have all mails of the studio wait for the next try, together."""
    account.pause_count += 1
    waits = LOGIN_WAITS_S if error.code == "auth" else WAITS_S
    wait_s = waits[min(account.pause_count, len(waits)) - 1] / current_app.config["BACKOFF_SCALE"]
    account.paused_until = now + timedelta(seconds=wait_s)
    account.paused_code, account.paused_error = error.code, str(error)
    db.session.flush()
    old = (OutboxEntry.state == "retry") & (OutboxEntry.created_at < now - GIVE_UP_AFTER)
    # Whoever gets a mail of days ago would be surprised.
    db.session.execute(_waiting(account).where(old).values(state="dead"))
    _hold(account, OutboxEntry.next_at < account.paused_until)
    if account.pause_count == TOLD_AT.get(error.code, TOLD_OTHERWISE_AT):
        _tell(account.studio, entry)


def _hold(account: MailAccount, which: ColumnElement[bool]) -> None:
    held = (
        _waiting(account)
        .where(which)
        .values(
            state="retry",
            next_at=account.paused_until,
            last_code=account.paused_code,
            last_error=account.paused_error,
        )
    )
    db.session.execute(held)


def _by_studio(entry: Any) -> ColumnElement[bool]:
    return and_(entry.kind.startswith("mail."), entry.kind.not_in(BY_INSTALLATION))


def _waiting(account: MailAccount) -> Update:
    return update(OutboxEntry).where(
        OutboxEntry.studio_id == account.studio_id,
        OutboxEntry.state.in_(OPEN),
        _by_studio(OutboxEntry),
    )


def _tell(studio: Studio, entry: OutboxEntry) -> None:
    """By a mail to everybody who signs in to the studio, through the installation's server."""
    for user in studio.users:
        promise(
            "mail.sending_stopped",
            studio.id,
            studio.id,
            dedupe=f"{entry.id}:{entry.attempts}:{user.id}",
            recipient=user.email,
        )
