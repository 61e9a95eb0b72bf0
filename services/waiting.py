"""What waits in a studio: for the photographer, and for the clients; each with its next step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.orm import joinedload

from extensions import db
from models.delivery import Delivery
from models.gallery import Gallery
from models.order_list import OrderRow
from models.outbox import OutboxEntry
from models.session_facts import SessionFacts, facts_of
from models.studio import Studio
from services import returns

UNSEEN_AFTER = timedelta(days=3)
NEAR_DAYS = 3


@dataclass(frozen=True)
class Wait:
    """One thing that waits. `count` of `total` and `since` mean what the kind says of them:

    mail: `mail` did not arrive, `number` is that of its order; order, change, unpaid: `order`;
    extension: more time was asked for at `since`; hand_over, missing: files here of those ordered;
    ready: photos nobody was sent yet; no_photos: nothing was uploaded; unseen: sent at `since`;
    cart: photos picked, last look `since`; partial: people who ordered; near, late: `until_on` is,
    or was, the last day.
    """

    kind: str
    gallery: Gallery | None
    since: datetime | None = None
    until_on: date | None = None
    count: int = 0
    total: int = 0
    person_id: int = 0
    number: int = 0
    order: OrderRow | None = None
    mail: OutboxEntry | None = None


@dataclass(frozen=True)
class Pile:
    """Things of one kind; `total` is how many there are, `waits` the ones to be shown."""

    kind: str
    waits: list[Wait]
    total: int


@dataclass
class Sessions:
    """The sessions a studio works on, newest first, their figures, and what waits in them."""

    galleries: list[Gallery] = field(default_factory=list)
    facts: dict[int, SessionFacts] = field(default_factory=dict)
    waits: list[Wait] = field(default_factory=list)


def in_sessions(studio: Studio, now: datetime) -> Sessions:
    """Of every session that is neither archived nor handed over. At most one thing a session."""
    listed = (
        Gallery.open_of_studio(studio.id)
        .join(Gallery.delivery)
        .where(Delivery.handed_over_at.is_(None))
        .options(joinedload(Gallery.client), joinedload(Gallery.cover_photo))
    )
    galleries = list(db.session.scalars(listed))
    facts = facts_of([one.id for one in galleries])
    with_orders = [one for one, known in facts.items() if known.orders]
    checks = returns.checks_of(with_orders, studio.finished_suffix)
    waits: list[Wait] = []
    for gallery in galleries:
        check = checks.get(gallery.id, (0, 0))
        waits += _in_session(gallery, facts[gallery.id], check, studio.today(now), now)
    return Sessions(galleries, facts, waits)


def _in_session(
    gallery: Gallery, facts: SessionFacts, check: tuple[int, int], today: date, now: datetime
) -> Iterator[Wait]:
    if facts.orders:
        yield from _finishing(gallery, facts, check, today)
    elif gallery.is_sent:
        if not gallery.is_expired_on(today):
            yield from _choosing(gallery, facts, today, now)
    elif facts.photos == 0:
        yield Wait("no_photos", gallery, gallery.created_at)
    elif facts.waiting == 0:
        yield Wait("ready", gallery, count=facts.photos - facts.failed)


def _finishing(
    gallery: Gallery, facts: SessionFacts, check: tuple[int, int], today: date
) -> Iterator[Wait]:
    """A new order has a line of its own, so nothing is missing before it was taken up."""
    here, ordered = check
    last = gallery.select_until_on
    if here and here == ordered:
        yield Wait("hand_over", gallery, count=here, total=ordered)
    elif ordered and (here or not facts.new_orders):
        yield Wait("missing", gallery, count=here, total=ordered)
    elif last and last >= today and facts.buyers < facts.people:
        yield Wait("partial", gallery, count=facts.buyers, total=facts.people, until_on=last)


def _choosing(gallery: Gallery, facts: SessionFacts, today: date, now: datetime) -> Iterator[Wait]:
    last = gallery.select_until_on
    sent_at = max(filter(None, (gallery.sent_at, facts.mailed_at)), default=now)
    person = facts.unseen_id if facts.people == 1 else 0
    if last and last < today:
        yield Wait("late", gallery, until_on=last, count=facts.picks)
    elif facts.picks:
        person = facts.picker_id
        yield Wait("cart", gallery, facts.viewed_at, last, facts.picks, person_id=person)
    elif not facts.viewed and now - sent_at >= UNSEEN_AFTER:
        yield Wait("unseen", gallery, sent_at, last, total=facts.people, person_id=person)
    elif last and (last - today).days <= NEAR_DAYS:
        yield Wait("near", gallery, sent_at, last, total=facts.people, person_id=person)
