"""What a person decides about a promise that was not kept: give it up, or call it done."""

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.outbox import OPEN, OutboxAttempt, OutboxEntry
from models.types import utc_now
from services.refusals import Refused
from services.transaction import changed_rows, transaction

UNDECIDED = (*OPEN, "dead")


class TooLate(Refused):
    """It was sent, or is being sent right now."""


class ReasonMissing(Refused):
    """Whoever reads it later has to know how it was done."""

    status = 422


def cancel(entry: OutboxEntry, actor: str) -> None:
    """It will not be sent; what waits for it goes on waiting until it is given up, too.

    Raises TooLate.
    """
    _decide(entry, "cancelled", actor, "", sent_at=None)


def mark_done(entry: OutboxEntry, actor: str, reason: str) -> None:
    """It was done in another way, `reason` says how. Raises ReasonMissing, TooLate."""
    if not reason.strip():
        raise ReasonMissing(lazy_gettext("Write how it was done."))
    _decide(entry, "done", actor, reason.strip(), sent_at=utc_now())


def _decide(entry: OutboxEntry, state: str, actor: str, reason: str, **values: Any) -> None:
    """Of a person and a worker who come at once one wins; the history keeps who decided."""
    undecided = update(OutboxEntry).where(
        OutboxEntry.id == entry.id, OutboxEntry.state.in_(UNDECIDED)
    )
    with transaction():
        if changed_rows(undecided.values(state=state, **values)) != 1:
            raise TooLate(lazy_gettext("This is not waiting any more. Look at it again."))
        decided = OutboxAttempt(
            outbox_id=entry.id,
            number=entry.attempts,
            ended_at=utc_now(),
            outcome=f"{state} by hand",
            code=None,
            detail=": ".join(part for part in (actor, reason) if part),
        )
        db.session.add(decided)
