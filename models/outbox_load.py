"""How much of what studios promised is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import contains_eager

from models.mail_account import MailAccount
from models.outbox import OPEN, OutboxEntry
from models.studio import Studio


@dataclass(frozen=True)
class OutboxLoad:
    """Of one studio: how many wait, are on their way, and have failed; `oldest_at` is when the one
    that waits longest was due."""

    studio: Studio
    waiting: int
    on_the_way: int
    failed: int
    oldest_at: datetime | None

    @classmethod
    def by_studio(cls) -> Select[Studio, int, int, int, datetime]:
        """The values of an OutboxLoad for every studio, the most failures first."""
        is_waiting = OutboxEntry.state.in_(OPEN)
        waiting = _count(is_waiting).label("waiting")
        failed = _count(OutboxEntry.state == "dead").label("failed")
        oldest = func.min(case((is_waiting, OutboxEntry.next_at)))
        return (
            select(Studio, waiting, _count(OutboxEntry.state == "leased"), failed, oldest)
            .outerjoin(OutboxEntry, OutboxEntry.studio_id == Studio.id)
            .outerjoin(MailAccount, MailAccount.studio_id == Studio.id)
            .options(contains_eager(Studio.mail_account))
            .group_by(Studio.id, MailAccount.studio_id)
            .order_by(failed.desc(), waiting.desc(), Studio.name)
        )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
