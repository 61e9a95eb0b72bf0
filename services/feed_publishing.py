"""From the pieces of an edition to files: written aside, gateways last, then shown at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update

from extensions import db
from models.edition import Edition
from models.feed_file import FeedFile
from models.partner_shop import PartnerShop
from models.types import utc_now
from services import (
    crash_points,
    editions,
    feed_checks,
    feed_dictionaries,
    feed_files,
    feed_fulls,
    feed_gateways,
    feed_lights,
    feed_plans,
    feed_slices,
)
from services.feed_addresses import FULL, LIGHT
from services.feed_files import Draft
from services.feed_lease import FeedLease
from services.feed_pieces import TICK, News
from services.files import storage
from services.offer_terms import OfferTerms
from services.transaction import transaction


@dataclass
class _Issue:
    """What comes out at once: new files, and what the edition says of itself afterwards."""

    terms: OfferTerms
    edition: Edition
    shops: Sequence[PartnerShop]
    shown: dict[feed_plans.Place, FeedFile]
    now: datetime
    drafts: list[Draft] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def known_mark(self, place: feed_plans.Place) -> str | None:
        """Of what is there and good for long enough; None: it has to be written anyway."""
        file = self.shown.get(place)
        return None if file is None or feed_files.is_stale(file, self.now) else file.mark

    def files(self) -> Iterator[Draft | FeedFile]:
        """What partners will be shown."""
        replaced = {(one.name, one.discount_bp, one.partner_shop_id) for one in self.drafts}
        yield from (file for place, file in self.shown.items() if place not in replaced)
        yield from self.drafts


def publish(terms: OfferTerms, lease: FeedLease, news: News) -> None:
    """Write whatever differs from what is shown. Raises LeaseLost and BrokenFile."""
    edition = db.session.get_one(Edition, terms.edition_id)
    now = max(utc_now(), edition.sliced_at + TICK) if edition.sliced_at else utc_now()
    shown = {
        feed_plans.place_of(file): file
        for file in db.session.scalars(feed_files.current(edition.id))
    }
    issue = _Issue(terms, edition, editions.shops_of(edition), shown, now)
    is_full_due = feed_plans.is_full_due(edition, now)
    if feed_plans.wants_full(issue.shops):
        _add_slice(issue, is_full_due)
        _add_full(issue, is_full_due)
        _add_dictionaries(issue)
    _add_lights(issue, news, is_full_due)
    _add_gateways(issue)
    for draft in issue.drafts:
        feed_checks.check(terms, draft)
    if is_full_due:
        issue.values["full_at"] = now
    crash_points.here("feed:before_show")
    _show(issue, lease, news, edition.asked_at if is_full_due else None)
    crash_points.here("feed:after_show")


def _add_slice(issue: _Issue, is_full_due: bool) -> None:
    """A full file does not come out in the middle of a slice: that is closed before it."""
    edition = issue.edition
    if edition.sliced_at is None or not (is_full_due or feed_slices.is_due(edition, issue.now)):
        return
    draft = feed_slices.draft(issue.terms, edition, issue.now)
    if draft:
        issue.drafts.append(draft)
        issue.values |= {"sliced_at": issue.now, "stamped": draft.stamp}


def _add_full(issue: _Issue, is_full_due: bool) -> None:
    known = issue.known_mark((FULL, None, None))
    if known is not None and not is_full_due:
        return
    mark = feed_fulls.mark_of(issue.terms)
    if mark == known:
        return
    stamp = max(issue.terms.local(issue.now), issue.values.get("stamped", datetime.min))
    if "stamped" not in issue.values:
        stamp = feed_slices.next_stamp(issue.edition, stamp)
    issue.drafts.append(feed_fulls.draft(issue.terms, mark, stamp, issue.now))
    issue.values |= {"sliced_at": issue.now, "stamped": stamp}


def _add_dictionaries(issue: _Issue) -> None:
    """Together with the products that refer to them; a size may stand in a light file before."""
    is_told = "stamped" in issue.values
    for name in feed_plans.dictionaries(issue.edition, issue.shops):
        known = issue.known_mark((name, None, None))
        if known is not None and not is_told and name != "sizes":
            continue
        mark = feed_dictionaries.mark_of(issue.terms, name)
        if mark != known:
            stamp = issue.terms.local(issue.now)
            issue.drafts.append(feed_dictionaries.draft(issue.terms, name, mark, stamp, issue.now))


def _add_lights(issue: _Issue, news: News, is_full_due: bool) -> None:
    for discount_bp in sorted(feed_plans.discounts(issue.shops)):
        known = issue.known_mark((LIGHT, discount_bp, None))
        if known is not None and not (news.is_any or is_full_due):
            continue
        stamp = issue.terms.local(issue.now)
        draft = feed_lights.draft(issue.terms, discount_bp, stamp, issue.now)
        if draft.mark == known:
            storage().delete(draft.key)
            storage().delete(draft.gzip_key)
        else:
            issue.drafts.append(draft)


def _add_gateways(issue: _Issue) -> None:
    files = list(issue.files())
    for shop in feed_plans.gateways(issue.shops):
        mark = feed_gateways.mark_of(shop, files)
        if mark != issue.known_mark(("gateway", None, shop.id)):
            issue.drafts.append(feed_gateways.draft(issue.terms, shop, files, mark, issue.now))


def _show(issue: _Issue, lease: FeedLease, news: News, asked_at: datetime | None) -> None:
    edition_id, now = issue.edition.id, issue.now
    heard = update(Edition).where(Edition.id == edition_id, Edition.asked_at == asked_at)
    with transaction():
        lease.renew(
            version=news.version,
            stock_mark=news.stock_mark,
            problem="",
            rests_until=None,
            **issue.values,
        )
        feed_files.show(edition_id, issue.drafts, now)
        feed_slices.drop_old(edition_id, now)
        if asked_at:
            db.session.execute(heard.values(asked_at=None))
