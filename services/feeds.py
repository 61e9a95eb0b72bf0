"""The files of partners' offers: asked for, looked after by the clock, written by a worker."""

from datetime import datetime, timedelta

import structlog
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update

from extensions import db
from models.edition import Edition
from models.partner import Partner
from models.studio import Studio
from models.types import utc_now
from services import (
    editions,
    feed_files,
    feed_issues,
    feed_pieces,
    feed_plans,
    feed_publishing,
    feed_stock,
    queues,
)
from services.feed_lease import FeedLease, LeaseLost
from services.offer_reading import BrokenProduct
from services.offer_terms import terms_of
from services.queues import Wake
from services.transaction import FEED_JOB, transaction

log = structlog.get_logger()

QUEUE = "documents"
# Documents wait for a part of a large offer, not for all of it.
BUDGET = timedelta(seconds=20)
# The largest file of a hundred thousand products, on a machine that is busy with other things.
TIMEOUT_S = 900
RESTS_FOR = timedelta(minutes=15)


def ask(partner: Partner) -> None:
    """The partner's settings have changed, or somebody wants the files now; a verb.

    While sharing is off nothing is written: the clock sees to what is missing once it is on.
    """
    ids = [editions.ensure(shop).id for shop in partner.shops]
    with transaction():
        asked = update(Edition).where(Edition.id.in_(ids))
        db.session.execute(asked.values(asked_at=utc_now(), rests_until=None))
        db.session.info["woken"].extend(_wakes(ids, is_urgent=True))


def offer_due(now: datetime) -> int:
    """Wake the workers for what is to be written, and forget what nobody reads any more; returns
    how many editions were offered."""
    editions.sweep(now)
    feed_files.sweep(now)
    ids = due(now)
    db.session.rollback()
    queues.wake(_wakes(ids))
    return len(ids)


def due(now: datetime) -> list[int]:
    """The editions that are to be written; the stock of a studio is looked at once."""
    read = editions.read_now()
    marks = {one: feed_stock.mark_of(one) for one in {edition.studio_id for edition, _ in read}}
    return [
        edition.id
        for edition, shops in read
        if feed_plans.is_due(edition, shops, now, marks[edition.studio_id])
    ]


def run(edition_id: int) -> None:
    """Write what is to be written of an edition, unless another worker does.

    What is broken is never shown: the files before it stay, and the studio reads why.
    """
    lease = FeedLease.take(edition_id)
    if lease is None:
        return
    try:
        is_whole = _write(lease)
    except LeaseLost:
        log.warning("feed_lease_lost", edition=edition_id)
    except (BrokenProduct, feed_files.BrokenFile, OSError) as error:
        log.exception("feed_not_written", edition=edition_id)
        db.session.rollback()
        problem = _sentence(edition_id, error)
        lease.release(problem=problem, rests_until=utc_now() + RESTS_FOR, issue_at=None)
    else:
        lease.release()
        if not is_whole:
            queues.wake(_wakes([edition_id]))


def _write(lease: FeedLease) -> bool:
    """False when there was no time for all of it: the next worker goes on."""
    deadline = utc_now() + BUDGET
    terms, edition = terms_of(lease.edition_id), db.session.get(Edition, lease.edition_id)
    if terms is None or edition is None or not editions.shops_of(edition):
        return True
    if feed_issues.is_open(edition):
        return feed_publishing.publish(feed_issues.reopen(terms, lease), deadline)
    news = feed_pieces.refresh(terms, lease, deadline)
    if news is None:
        return False
    return feed_publishing.publish(feed_issues.begin(terms, lease, news), deadline)


def _wakes(edition_ids: list[int], *, is_urgent: bool = False) -> list[Wake]:
    return [
        Wake(QUEUE, FEED_JOB, one, is_urgent=is_urgent, timeout_s=TIMEOUT_S) for one in edition_ids
    ]


def _sentence(edition_id: int, error: Exception) -> str:
    locale = select(Studio.locale).join(Edition, Edition.studio_id == Studio.id)
    with force_locale(db.session.scalar(locale.where(Edition.id == edition_id))):
        if isinstance(error, BrokenProduct):
            return _("The product %(code)s cannot be written. Look at it.", code=error.code)
        if isinstance(error, feed_files.BrokenFile):
            return _("The file %(name)s would be broken: %(fault)s", **vars(error))
        return _("The files cannot be stored. Is the disk full?")
