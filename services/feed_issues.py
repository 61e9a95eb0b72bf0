"""Files of an edition that come out at once, written one after another by as many workers as it
takes: each is kept as a draft, and the next worker goes on after it.

While an issue is open no piece is written, so that all its files tell the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from extensions import db
from formats.offer_values import FileHead
from models.edition import Edition
from models.feed_file import FeedFile
from models.types import utc_now
from services import feed_files, feed_fulls, feed_plans
from services.feed_files import GOOD_FOR, Written
from services.feed_lease import FeedLease
from services.feed_pieces import TICK, News
from services.offer_terms import OfferTerms
from services.transaction import transaction

# One that nobody has gone on with for so long would tell what is over.
OPEN_FOR = timedelta(hours=6)


@dataclass(frozen=True)
class Issue:
    """All of it tells of `now`; who writes it holds the lease."""

    terms: OfferTerms
    lease: FeedLease
    now: datetime

    @property
    def stamp(self) -> datetime:
        return self.terms.local(self.now)

    @property
    def head(self) -> FileHead:
        return self.terms.head(self.now, self.now + GOOD_FOR)

    def write(self, chunks: Iterable[bytes]) -> Written:
        return feed_files.write(self.lease, chunks)

    def draft(self, name: str, mark: str, written: Written, **facts: Any) -> FeedFile:
        """`facts` are more values of the row; without a stamp it has that of the issue."""
        times = {"changed_at": self.now, "written_at": self.now, "expires_at": self.now + GOOD_FOR}
        said = {"stamp": self.stamp, "product_count": 0} | times | vars(written) | facts
        edition_id = self.lease.edition_id
        return FeedFile(edition_id=edition_id, name=name, mark=mark, is_draft=True, **said)

    def keep(self, draft: FeedFile) -> None:
        """Go on after it, whatever happens to this worker; a verb. Raises LeaseLost."""
        with transaction(reread=False):
            self.lease.renew()
            feed_files.forget_drafts(self.lease.edition_id, draft)
            db.session.add(draft)


def is_open(edition: Edition) -> bool:
    return edition.issue_at is not None and utc_now() - edition.issue_at < OPEN_FOR


def reopen(terms: OfferTerms, lease: FeedLease) -> Issue:
    """The one that a worker has left."""
    edition = db.session.get_one(Edition, lease.edition_id)
    return Issue(terms, lease, edition.issue_at or utc_now())


def begin(terms: OfferTerms, lease: FeedLease, news: News) -> Issue:
    """Of all pieces as they are now; a verb. Raises LeaseLost."""
    edition = db.session.get_one(Edition, lease.edition_id)
    now = max(utc_now(), edition.sliced_at + TICK) if edition.sliced_at else utc_now()
    with transaction():
        lease.renew(issue_at=now, issue_version=news.version, issue_stock_mark=news.stock_mark)
        feed_files.forget_drafts(edition.id)
        if feed_plans.is_full_due(edition, now):
            feed_fulls.forget_removed(edition.id, now)
    return Issue(terms, lease, now)
