"""The start page: what waits for whom, the coming days, what is being made, what happened."""

from collections.abc import Iterable
from itertools import groupby

from flask import render_template
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.studio import bp, history
from extensions import db
from models.agenda import days_of
from models.covers import covers_of
from models.event import Event
from models.gallery import Gallery
from models.photo import Photo
from models.types import utc_now
from services import delivery_reasons, waiting, waiting_news, waiting_orders
from services.waiting import Pile, Sessions, Wait

RECENT = 8
SHOWN = waiting_orders.SHOWN
MINE = ("mail", "change", "extension", "order", "hand_over", "missing", "ready", "no_photos")
THEIRS = ("late", "near", "unseen", "cart", "partial", "unpaid")


@bp.get("")
def show_start():
    studio, now = current_user.studio, utc_now()
    sessions = waiting.in_sessions(studio, now)
    piles = {one.kind: one for one in waiting_orders.of_studio(studio)}
    news = waiting_news.lost_mails(studio, now) + waiting_news.wishes(studio)
    piles |= _piles([*news, *sessions.waits])
    mine, theirs = _chosen(piles, MINE), _chosen(piles, THEIRS)
    return render_template(
        "studio/start.html",
        mine=mine,
        theirs=theirs,
        covers=_covers([*mine, *theirs]),
        days=days_of(studio, sessions.galleries, now),
        at_work=_at_work(sessions),
        events=_recent(),
        step=history.of_event,
        why=delivery_reasons.sentence,
        today=studio.today(now),
        is_new=not (mine or theirs or sessions.galleries) and _has_no_session(),
        place="start",
    )


def _piles(waits: Iterable[Wait]) -> dict[str, Pile]:
    """What there is much of is cut short; its number is still told."""
    by_kind = groupby(sorted(waits, key=lambda one: one.kind), key=lambda one: one.kind)
    piles = ((kind, list(found)) for kind, found in by_kind)
    return {kind: Pile(kind, found[:SHOWN], len(found)) for kind, found in piles}


def _chosen(piles: dict[str, Pile], kinds: Iterable[str]) -> list[Pile]:
    return [piles[kind] for kind in kinds if kind in piles and piles[kind].total]


def _covers(piles: Iterable[Pile]) -> dict[int, Photo]:
    waits = (wait for pile in piles for wait in pile.waits)
    galleries = {wait.gallery.id: wait.gallery for wait in waits if wait.gallery}
    return covers_of(galleries.values())


def _at_work(sessions: Sessions) -> list[tuple[Gallery, int, int]]:
    """(session, previews made, photos) where previews are being made."""
    facts = ((one, sessions.facts[one.id]) for one in sessions.galleries)
    return [
        (gallery, known.photos - known.waiting, known.photos)
        for gallery, known in facts
        if known.waiting
    ]


def _recent() -> list[tuple[Event, Gallery | None]]:
    recent = Event.of_studio(current_user.studio_id).options(joinedload(Event.order)).limit(RECENT)
    events = db.session.scalars(recent).all()
    ids = {event.gallery_id for event in events}
    galleries = {
        one.id: one for one in db.session.scalars(select(Gallery).where(Gallery.id.in_(ids)))
    }
    return [(event, galleries.get(event.gallery_id or 0)) for event in events]


def _has_no_session() -> bool:
    any_session = Gallery.of_studio(current_user.studio_id).with_only_columns(Gallery.id)
    return db.session.scalar(any_session.limit(1)) is None
