"""Wrong PINs, kept until they no longer count: nobody finds a PIN by trying."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db
from models.types import UtcDateTime, utc_now

ADDRESS_LIMIT = 10
ADDRESS_WINDOW = timedelta(minutes=15)
LINK_LIMIT = 30
LINK_WINDOW = timedelta(hours=24)
LOCK = timedelta(hours=1)


class Slip(NamedTuple):
    """When a wrong PIN came, and from where."""

    tried_at: datetime
    address_hash: str


class PinTry(db.Model):
    """One wrong PIN. The network address is kept as a keyed hash, like the link."""

    __tablename__ = "pin_tries"
    __table_args__ = (Index("ix_pin_tries_link_hash_tried_at", "link_hash", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(
        ForeignKey("galleries.id", ondelete="CASCADE"), index=True
    )
    link_hash: Mapped[str]
    address_hash: Mapped[str]
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    @classmethod
    def counting(cls, link_hash: str, now: datetime) -> Select[datetime, str]:
        """(tried_at, address_hash) of a link's wrong tries that still count, oldest first."""
        return (
            select(cls.tried_at, cls.address_hash)
            .where(cls.link_hash == link_hash, cls.tried_at > now - LINK_WINDOW)
            .order_by(cls.tried_at, cls.id)
        )


def waits_until(tries: Sequence[Slip], address_hash: str, now: datetime) -> datetime | None:
    """When this address may try again; None: now. `tries` are those of one link, oldest first.

    Ten wrong PINs from one address within a quarter of an hour make it wait. Thirty from anywhere
    lock the link for an hour; every wrong one after that, within a day, for twice as long.
    """
    all_times = [one.tried_at for one in tries]
    if (locked := _lock_end(all_times)) and locked > now:
        return locked
    since = now - ADDRESS_WINDOW
    own = [one.tried_at for one in tries if one.address_hash == address_hash]
    recent = [time for time in own if time > since]
    return recent[-ADDRESS_LIMIT] + ADDRESS_WINDOW if len(recent) >= ADDRESS_LIMIT else None


def is_lock(tries: Sequence[Slip]) -> bool:
    """True when the newest of the tries has locked the link."""
    return _lock_end([one.tried_at for one in tries]) is not None


def _lock_end(times: list[datetime]) -> datetime | None:
    over = len(times) - LINK_LIMIT
    return times[-1] + LOCK * 2**over if over >= 0 else None
