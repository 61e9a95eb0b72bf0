"""The list of a studio's sessions: filtered, counted and paged in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import joinedload

from extensions import db
from models.client import Client
from models.covers import covers_of
from models.delivery import Delivery
from models.folding import folded
from models.gallery import Gallery
from models.order import Order
from models.photo import Folder, Photo
from models.search import has_words
from models.studio import Studio

PAGE_SIZE = 50
STATES = ("draft", "sent", "ordered", "delivered", "expired")
SORTS = {
    "title": (Gallery.search_key,),
    "taken": (Gallery.taken_on.is_(None), Gallery.taken_on.desc()),
    "until": (Gallery.select_until_on.is_(None), Gallery.select_until_on),
}


@dataclass(frozen=True)
class Row:
    """One session of the list; `state` as in Gallery.state, `cover` a ready photo or None."""

    gallery: Gallery
    state: str
    photo_count: int
    order_count: int
    cover: Photo | None


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    number: int
    total: int
    counts: dict[str, int]
    archived_count: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total


@dataclass(frozen=True)
class GalleryFilter:
    """`state` is one of STATES or "", `words` stand in title or client, `sort` is one of SORTS.

    Archived sessions are listed by themselves.
    """

    state: str = ""
    words: str = ""
    sort: str = ""
    archived: bool = False

    def __bool__(self) -> bool:
        return bool(self.state or self.words)


def list_page(studio_id: int, wishes: GalleryFilter, number: int = 1) -> Page:
    """Seven queries, however many sessions there are."""
    state_now = state_on(db.session.get_one(Studio, studio_id).today())
    found = _found(studio_id, wishes, state_now)
    by_state = {row[0]: row[1] for row in db.session.execute(_counted(found, state_now))}
    counts = {name: by_state.get(name, 0) for name in STATES}
    if wishes.state in STATES:
        found = found.where(state_now.in_([wishes.state]))
    total = counts.get(wishes.state, sum(counts.values()))
    sorted_ = found.order_by(*SORTS.get(wishes.sort, ()), Gallery.id.desc())
    page = sorted_.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return Page(_rows(page), number, total, counts, _archived_count(studio_id))


def _archived_count(studio_id: int) -> int:
    archived = Gallery.of_studio(studio_id).where(Gallery.archived_at.is_not(None))
    counted = archived.with_only_columns(func.count()).order_by(None)
    return db.session.scalar(counted) or 0


_STANDING = exists().where(Order.gallery_id == Gallery.id, Order.cancelled_at.is_(None))


def state_on(today: date) -> ColumnElement[str]:
    """As `Gallery.state`, by the database; `today` is where the studio is."""
    return case(
        (Delivery.handed_over_at.is_not(None), "delivered"),
        (Gallery.sent_at.is_not(None) & (Gallery.expires_on < today), "expired"),
        (_STANDING, "ordered"),
        (Gallery.sent_at.is_not(None), "sent"),
        else_="draft",
    )


def _found(studio_id: int, wishes: GalleryFilter, state: ColumnElement[str]) -> Select:
    found = (
        select(Gallery, state.label("state"))
        .join(Delivery, Delivery.gallery_id == Gallery.id, isouter=True)
        .join(Client, Client.id == Gallery.client_id)
        .where(
            Gallery.studio_id == studio_id,
            Gallery.deleted_at.is_(None),
            Gallery.archived_at.is_not(None) if wishes.archived else Gallery.archived_at.is_(None),
        )
    )
    if not wishes.words:
        return found
    return found.where(
        has_words(folded(wishes.words).split(), Gallery.search_key, Client.search_key)
    )


def _counted(found: Select, state: ColumnElement[str]) -> Select:
    states = found.with_only_columns(state.label("state"), maintain_column_froms=True).subquery()
    return select(states.c.state, func.count()).group_by(states.c.state)


def _rows(page: Select) -> list[Row]:
    loaded = page.options(joinedload(Gallery.client), joinedload(Gallery.cover_photo))
    found = db.session.execute(loaded).all()
    ids = [gallery.id for gallery, _state in found]
    photos, orders = _photo_counts(ids), _order_counts(ids)
    covers = covers_of([gallery for gallery, _state in found])
    return [
        Row(
            gallery,
            state,
            photos.get(gallery.id, 0),
            orders.get(gallery.id, 0),
            covers.get(gallery.id),
        )
        for gallery, state in found
    ]


def _photo_counts(ids: list[int]) -> dict[int, int]:
    counted = (
        select(Photo.gallery_id, func.count())
        .where(Photo.gallery_id.in_(ids), Photo.folder == Folder.PROOFS)
        .group_by(Photo.gallery_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _order_counts(ids: list[int]) -> dict[int, int]:
    counted = (
        select(Order.gallery_id, func.count())
        .where(Order.gallery_id.in_(ids), Order.cancelled_at.is_(None))
        .group_by(Order.gallery_id)
    )
    return {gallery_id: count for gallery_id, count in db.session.execute(counted) if gallery_id}
