"""From the pieces of an edition to files: written aside, gateways last, then shown at once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import update

from extensions import db
from models.edition import Edition
from models.feed_file import FeedFile
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
    feed_newcomers,
    feed_plans,
    feed_slices,
)
from services.feed_addresses import CHANGES, FULL, GATEWAY, LIGHT
from services.feed_issues import Issue
from services.feed_plans import Place
from services.transaction import transaction


class _Desk:
    """What is shown, and what lies ready."""

    def __init__(self, issue: Issue):
        self.issue = issue
        self.edition = db.session.get_one(Edition, issue.lease.edition_id)
        self.shops = editions.shops_of(self.edition)
        self.is_full_due = feed_plans.is_full_due(self.edition, issue.now)
        self.shown = _by_place(feed_files.current(self.edition.id))
        self.drafts = _by_place(feed_files.drafts(self.edition.id))
        self.newcomers_know = feed_newcomers.know(self.edition, self.shops)

    def known_mark(self, place: Place) -> str | None:
        """Of what is there and good for long enough; None: it has to be written anyway."""
        file = self.shown.get(place)
        return None if file is None or feed_files.is_stale(file, self.issue.now) else file.mark

    def news(self) -> dict[Place, FeedFile]:
        """The drafts that say something else than what is shown."""
        return {
            place: draft
            for place, draft in self.drafts.items()
            if draft.mark != self.known_mark(place) or draft.name == FULL
        }

    def told(self) -> list[FeedFile]:
        """The drafts that tell whole products: a slice, the full file."""
        return [draft for draft in self.drafts.values() if draft.name.startswith(FULL)]

    def files(self) -> list[FeedFile]:
        """What partners will be shown."""
        files = (self.shown | self.news()).values()
        is_restarted = self.newcomers_know is not None
        return [one for one in files if not (is_restarted and one.name.startswith(CHANGES))]


def publish(issue: Issue, deadline: datetime) -> bool:
    """Write whatever differs from what is shown, and show it.

    False when there was no time for all of it: what is written is kept, and `publish` goes on there
    another time. Raises LeaseLost and BrokenFile.
    """
    desk = _Desk(issue)
    for draft in _written(desk):
        feed_checks.check(issue.terms, draft)
        issue.keep(draft)
        desk.drafts[feed_plans.place_of(draft)] = draft
        crash_points.here("feed:after_file")
        if utc_now() > deadline:
            return False
    crash_points.here("feed:before_show")
    _show(desk)
    crash_points.here("feed:after_show")
    return True


def _written(desk: _Desk) -> Iterator[FeedFile]:
    """What is missing among the drafts, each written when it is asked for."""
    if feed_plans.wants_full(desk.shops):
        yield from _slice(desk)
        yield from _full(desk)
        yield from _dictionaries(desk)
    yield from _lights(desk)
    yield from _gateways(desk)


def _slice(desk: _Desk) -> Iterator[FeedFile]:
    """A full file does not come out in the middle of a slice: that is closed before it."""
    edition, now = desk.edition, desk.issue.now
    is_closed = desk.is_full_due or desk.known_mark((FULL, None, None)) is None
    if edition.sliced_at is None or desk.told() or desk.newcomers_know:
        return
    if is_closed or feed_slices.is_due(edition, now):
        draft = feed_slices.draft(desk.issue, edition)
        if draft is not None:
            yield draft


def _full(desk: _Desk) -> Iterator[FeedFile]:
    """Anew for newcomers, also when it says the same: later than all they know."""
    place, known_by_newcomers = (FULL, None, None), desk.newcomers_know
    known, drafted = desk.known_mark(place), desk.drafts.get(place)
    if drafted and (known_by_newcomers is None or drafted.stamp > known_by_newcomers):
        return
    if known is not None and not (desk.is_full_due or known_by_newcomers):
        return
    mark = feed_fulls.mark_of(desk.issue.terms)
    if mark != known or known_by_newcomers:
        slices = [draft.stamp for draft in desk.told()]
        own = feed_slices.next_stamp(desk.edition, desk.issue.stamp)
        after = [known_by_newcomers + feed_slices.SECOND] if known_by_newcomers else []
        yield feed_fulls.draft(desk.issue, mark, max([own, *slices, *after]))


def _dictionaries(desk: _Desk) -> Iterator[FeedFile]:
    """Together with the products that refer to them; a size may stand in a light file before."""
    for name in feed_plans.dictionaries(desk.edition, desk.shops):
        place = (name, None, None)
        known = desk.known_mark(place)
        if place in desk.drafts or (known is not None and not desk.told() and name != "sizes"):
            continue
        mark = feed_dictionaries.mark_of(desk.issue.terms, name)
        if mark != known:
            yield feed_dictionaries.draft(desk.issue, name, mark)


def _lights(desk: _Desk) -> Iterator[FeedFile]:
    edition = desk.edition
    brought = (edition.issue_version, edition.issue_stock_mark)
    is_moved = brought != (edition.version, edition.stock_mark)
    for discount_bp in sorted(feed_plans.discounts(desk.shops)):
        place = (LIGHT, discount_bp, None)
        is_known = desk.known_mark(place) is not None
        if place not in desk.drafts and (is_moved or desk.is_full_due or not is_known):
            yield feed_lights.draft(desk.issue, discount_bp)


def _gateways(desk: _Desk) -> Iterator[FeedFile]:
    files = desk.files()
    for shop in feed_plans.gateways(desk.shops):
        place = (GATEWAY, None, shop.id)
        mark = feed_gateways.mark_of(shop, files)
        drafted = desk.drafts.get(place)
        known = drafted.mark if drafted else desk.known_mark(place)
        if mark != known:
            yield feed_gateways.draft(desk.issue, shop, files, mark)


def _show(desk: _Desk) -> None:
    edition, lease, now = desk.edition, desk.issue.lease, desk.issue.now
    news, values = desk.news(), _values(desk)
    heard = update(Edition).where(Edition.id == edition.id, Edition.asked_at <= now)
    with transaction():
        lease.renew(issue_at=None, problem="", rests_until=None, **values)
        feed_files.show(news.values(), utc_now())
        feed_files.forget_drafts(edition.id)
        for file in _unread(desk):
            file.dropped_at = utc_now()
        feed_lights.keep_only(edition.id, feed_plans.discounts(desk.shops))
        feed_slices.drop_old(edition.id, now, all_in_full=desk.newcomers_know is not None)
        db.session.execute(heard.values(asked_at=None))


def _values(desk: _Desk) -> dict[str, Any]:
    """What the edition says of itself afterwards."""
    edition, now = desk.edition, desk.issue.now
    values: dict[str, Any] = {
        "version": edition.issue_version,
        "stock_mark": edition.issue_stock_mark,
    }
    if desk.is_full_due:
        values["full_at"] = now
    if told := desk.told():
        values |= {"sliced_at": now, "stamped": max(draft.stamp for draft in told)}
    return values


def _unread(desk: _Desk) -> list[FeedFile]:
    """Of a discount, say, that no partner has any more: nobody keeps it up to date."""
    wanted = feed_plans.needed(desk.edition, desk.shops)
    return [
        file
        for place, file in desk.shown.items()
        if place not in wanted and not file.name.startswith(CHANGES)
    ]


def _by_place(wanted) -> dict[Place, FeedFile]:
    return {feed_plans.place_of(file): file for file in db.session.scalars(wanted)}
