"""Who writes an edition: one worker at a time, and another when that one has died."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import or_, update

from models.edition import Edition
from models.types import utc_now
from services.transaction import changed_rows, transaction


class LeaseLost(Exception):
    """Another worker has taken over what this one was too slow with."""


class FeedLease:
    """Held from `take` to `release`. `renew` is a step of whatever is written meanwhile, so that
    nothing is written by who has lost it."""

    def __init__(self, edition_id: int, until: datetime):
        self.edition_id, self._until = edition_id, until

    @classmethod
    def take(cls, edition_id: int) -> "FeedLease | None":
        """None while somebody else holds it."""
        now = utc_now()
        until = now + _length()
        free = or_(Edition.lease_until.is_(None), Edition.lease_until <= now)
        wanted = update(Edition).where(Edition.id == edition_id, free)
        with transaction():
            is_mine = changed_rows(wanted.values(lease_until=until, begun_at=now)) == 1
        return cls(edition_id, until) if is_mine else None

    def renew(self, **values) -> None:
        """And change `values` of the edition; a step. Raises LeaseLost."""
        until = max(utc_now() + _length(), self._until + timedelta(microseconds=1))
        held = update(Edition).where(
            Edition.id == self.edition_id, Edition.lease_until == self._until
        )
        if changed_rows(held.values(lease_until=until, **values)) != 1:
            raise LeaseLost(self.edition_id)
        self._until = until

    def keep(self) -> None:
        """Renew it in the middle of something long, when half of its time is over; a verb.
        Raises LeaseLost."""
        if self._until - utc_now() < _length() / 2:
            with transaction(reread=False):
                self.renew()

    def release(self, **values) -> None:
        """A verb; what another has taken stays theirs."""
        held = update(Edition).where(
            Edition.id == self.edition_id, Edition.lease_until == self._until
        )
        with transaction():
            changed_rows(held.values(lease_until=None, begun_at=None, **values))


def _length() -> timedelta:
    return timedelta(seconds=current_app.config["LEASE_S"])
