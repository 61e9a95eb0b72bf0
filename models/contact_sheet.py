"""The photos of a folder as the studio sees them: a page of thumbnails, and what is still made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from extensions import db
from models.photo import Photo
from models.types import utc_now

PAGE_SIZE = 200
# Answers overlap by this much, so that nothing falls between two of them.
OVERLAP = timedelta(seconds=2)


@dataclass(frozen=True)
class Page:
    """`upto` is the newest photo when the first page was shown; later ones come by themselves."""

    photos: list[Photo]
    number: int
    upto: int
    total: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total


@dataclass(frozen=True)
class Progress:
    """How far the renditions of a folder are; `added` and `changed` happened since the last ask.

    `followers` has for each added photo the id of the one that stands after it in the sheet;
    `last` is the newest photo that the page shows after this, None for a page without a sheet.
    """

    total: int
    ready: int
    failed: list[Photo]
    added: list[Photo]
    followers: dict[int, int | None]
    changed: list[Photo]
    last: int | None
    asked_at: datetime

    @property
    def waiting(self) -> int:
        return self.total - self.ready - len(self.failed)


def page_of(gallery_id: int, folder: str, number: int = 1, upto: int | None = None) -> Page:
    if upto is None:
        upto = _newest(gallery_id, folder)
    shown = Photo.in_folder(gallery_id, folder).where(Photo.id <= upto)
    total = db.session.scalar(select(func.count()).select_from(shown.subquery())) or 0
    photos = db.session.scalars(shown.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(list(photos), number, upto, total)


def page_with(photo: Photo) -> int:
    """The number of the page on which a photo stands."""
    place = func.row_number().over(order_by=Photo.sheet_order()).label("place")
    sheet = (
        select(Photo.id, place)
        .where(Photo.gallery_id == photo.gallery_id, Photo.folder == photo.folder)
        .subquery()
    )
    found = db.session.scalar(select(sheet.c.place).where(sheet.c.id == photo.id)) or 1
    return (found - 1) // PAGE_SIZE + 1


def progress_of(
    gallery_id: int, folder: str, last: int | None = None, since: datetime | None = None
) -> Progress:
    """`last` and `since` are what the page knows: its newest photo, and when it asked.

    Without `last` the page shows no sheet: nothing is added to it and nothing in it changes.
    """
    now = utc_now()
    place = (Photo.gallery_id == gallery_id, Photo.folder == folder)
    total, ready = db.session.execute(
        select(func.count(), func.count(Photo.rendered_at)).where(*place)
    ).one()
    photos = Photo.in_folder(gallery_id, folder)
    failed = db.session.scalars(photos.where(Photo.failed_at.is_not(None))).all()
    newest = _newest(gallery_id, folder)
    added: Sequence[Photo] = ()
    changed: Sequence[Photo] = ()
    followers = {} if last is None else _followers(gallery_id, folder, last, newest)
    if followers:
        added = db.session.scalars(photos.where(Photo.id.in_(followers))).all()
    if last is not None and since is not None:
        done = or_(Photo.rendered_at >= since, Photo.failed_at >= since)
        changed = db.session.scalars(photos.where(Photo.id <= last, done)).all()
    return Progress(
        total,
        ready,
        list(failed),
        list(added),
        followers,
        list(changed),
        newest if last is not None else None,
        now - OVERLAP,
    )


def _followers(gallery_id: int, folder: str, last: int, newest: int) -> dict[int, int | None]:
    """For each photo newer than `last` the id of the one after it in the sheet up to `newest`."""
    if newest <= last:
        return {}
    after = func.lead(Photo.id).over(order_by=Photo.sheet_order())
    sheet = (
        select(Photo.id, after.label("after"))
        .where(Photo.gallery_id == gallery_id, Photo.folder == folder, Photo.id <= newest)
        .subquery()
    )
    rows = db.session.execute(select(sheet).where(sheet.c.id > last))
    return {row.id: row.after for row in rows}


def _newest(gallery_id: int, folder: str) -> int:
    newest = select(func.max(Photo.id)).where(
        Photo.gallery_id == gallery_id, Photo.folder == folder
    )
    return db.session.scalar(newest) or 0
