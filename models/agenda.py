"""The coming days of a studio: where choosing, looking and downloading end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from extensions import db
from models.delivery import Delivery
from models.gallery import Gallery
from models.studio import Studio

DAYS = 14


@dataclass(frozen=True)
class Mark:
    """`kind` is choosing, looking or downloading: what ends on the day."""

    kind: str
    gallery: Gallery


@dataclass(frozen=True)
class Day:
    on: date
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        """Saturday or Sunday."""
        return self.on.isoweekday() > 5


def days_of(studio: Studio, choosing: Iterable[Gallery], now: datetime) -> list[Day]:
    """Fourteen days from today where the studio is; `choosing` are its sessions not handed over."""
    today = studio.today(now)
    days: dict[date, list[Mark]] = {today + timedelta(days=ahead): [] for ahead in range(DAYS)}
    for on, mark in (*_ends_of(choosing), *_links_of(studio)):
        if on in days:
            days[on].append(mark)
    return [Day(on, marks) for on, marks in days.items()]


def _ends_of(galleries: Iterable[Gallery]) -> Iterator[tuple[date, Mark]]:
    for gallery in galleries:
        if gallery.is_sent and gallery.select_until_on:
            yield gallery.select_until_on, Mark("choosing", gallery)
        if gallery.is_sent and gallery.expires_on and gallery.expires_on != gallery.select_until_on:
            yield gallery.expires_on, Mark("looking", gallery)


def _links_of(studio: Studio) -> Iterator[tuple[date, Mark]]:
    told = (
        select(Delivery)
        .join(Delivery.gallery)
        .where(
            Gallery.studio_id == studio.id,
            Gallery.deleted_at.is_(None),
            Gallery.archived_at.is_(None),
            Delivery.notified_at.is_not(None),
        )
        .options(joinedload(Delivery.gallery))
    )
    for delivery in db.session.scalars(told):
        if delivery.expires_at:
            ends_on = delivery.expires_at.astimezone(ZoneInfo(studio.timezone)).date()
            yield ends_on, Mark("downloading", delivery.gallery)
