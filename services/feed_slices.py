"""The differential files of an edition (iof.md, section 4): nothing between them is lost.

A slice has what changed since the one before it, or since the full file that was put together
after that. Their stamps only grow, so whoever applies those newer than their full file, oldest
first, has what there is now.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import Select, func, select

from extensions import db
from models.edition import Edition, EditionProduct
from models.feed_file import FeedFile
from services import feed_files, feed_fulls
from services.feed_addresses import CHANGES, FULL

if TYPE_CHECKING:
    from services.feed_issues import Issue

KEPT_FOR = timedelta(days=8)
WINDOW = timedelta(minutes=30)
SECOND = timedelta(seconds=1)
FORM = "%Y-%m-%dT%H-%M-%S"


def is_due(edition: Edition, now: datetime) -> bool:
    """Has anything changed that is in no slice, and was the last one long enough ago?"""
    if edition.sliced_at is None:
        return False
    every = timedelta(seconds=current_app.config["FEED_SLICE_EVERY_S"])
    return now - edition.sliced_at >= every and last_change(edition) is not None


def last_change(edition: Edition) -> datetime | None:
    """When the newest piece changed that no slice has told of."""
    newest = select(func.max(EditionProduct.changed_at)).where(_open(edition))
    return db.session.scalar(newest)


def draft(issue: Issue, edition: Edition) -> FeedFile | None:
    """The slice of what is open, written but not shown; None when nothing is."""
    changed_at = last_change(edition)
    if changed_at is None:
        return None
    stamp = next_stamp(edition, issue.terms.local(changed_at))
    name = CHANGES + stamp.strftime(FORM)
    wanted = feed_fulls.pieces(edition.id).where(_open(edition))
    return feed_fulls.draft_of(issue, name, wanted, "", stamp)


def next_stamp(edition: Edition, wanted: datetime) -> datetime:
    """The local time that partners are told, later than all that they were told before: also in
    the hour that comes twice in autumn."""
    return max(wanted, edition.stamped + SECOND) if edition.stamped else wanted


def shown(edition_id: int) -> Select[FeedFile]:
    """The slices that are kept, oldest first."""
    own = feed_files.current(edition_id).where(FeedFile.name.startswith(CHANGES))
    return own.order_by(None).order_by(FeedFile.stamp)


def drop_old(edition_id: int, now: datetime, *, all_in_full: bool = False) -> None:
    """Show no slice longer than it is kept, unless it is newer than the full file; a step.

    `all_in_full`: however young, none of those that the full file contains.
    """
    full = db.session.scalar(feed_files.current(edition_id).where(FeedFile.name == FULL))
    for slice_ in db.session.scalars(shown(edition_id)):
        is_in_full = full is not None and slice_.stamp <= full.stamp
        if is_in_full and (all_in_full or slice_.written_at < now - KEPT_FOR):
            slice_.dropped_at = now


def recent(edition_id: int, now: datetime) -> Select:
    """The pieces of what has changed in the last half hour (I-13)."""
    return feed_fulls.pieces(edition_id).where(EditionProduct.changed_at > now - WINDOW)


def stamp_in(name: str) -> datetime | None:
    """When a slice of that name would have been; None: that is no name of a slice."""
    try:
        return datetime.strptime(name.removeprefix(CHANGES), FORM)  # noqa: DTZ007 - local time
    except ValueError:
        return None


def _open(edition: Edition):
    return (EditionProduct.edition_id == edition.id) & (
        EditionProduct.changed_at > edition.sliced_at
    )
