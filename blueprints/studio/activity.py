"""What left the studio and what happened in it."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, render_template, request
from flask_login import current_user
from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from blueprints.htmx import render
from blueprints.studio import audit_words, bp, history, promise_places
from blueprints.studio.paging import page_of
from extensions import db
from models.event import ACCESS, Event
from models.gallery import Gallery
from models.outbox import OutboxEntry
from services import delivery_reasons

STATES = {
    "waiting": ("pending", "leased", "retry"),
    "sent": ("sent", "done"),
    "failed": ("dead",),
}
KINDS = {"mails": "mail.", "documents": "document.", "shops": "shop."}
EVENT_KINDS = {"orders": "order.", "sessions": "gallery.", "delivery": "delivery."}


@bp.get("/activity")
def show_activity():
    """What was promised to the outside by its state, or what happened by what it was about."""
    shows = {"events": _show_events, "access": _show_accesses}
    return shows.get(request.args.get("show", ""), _show_actions)()


def _show_actions():
    kind, state = request.args.get("kind", ""), request.args.get("state", "")
    every = OutboxEntry.of_studio(current_user.studio_id)
    by_kind = _counts(every, OutboxEntry.kind)
    of_kind = every.where(OutboxEntry.kind.startswith(KINDS[kind])) if kind in KINDS else every
    by_state = _counts(of_kind, OutboxEntry.state)
    entries = of_kind.where(OutboxEntry.state.in_(STATES[state])) if state in STATES else of_kind
    found = page_of(entries)
    return render(
        "studio/activity.html",
        "studio/_actions.html",
        shows="actions",
        kind=kind,
        chosen=state,
        counts=_summed(by_state, STATES),
        kind_counts=_summed(by_kind, {name: (start,) for name, start in KINDS.items()}),
        found=found,
        galleries=promise_places.galleries_of(found.items),
        orders=promise_places.orders_of(found.items),
        promise_name=history.promise_name,
        reason=delivery_reasons.sentence,
        place="activity",
    )


def _show_events():
    kind = request.args.get("kind", "")
    events = Event.of_studio(current_user.studio_id)
    by_kind = _counts(events, Event.kind)
    events = events.options(joinedload(Event.order))
    if kind in EVENT_KINDS:
        events = events.where(Event.kind.startswith(EVENT_KINDS[kind]))
    found = page_of(events)
    return render_template(
        "studio/activity.html",
        shows="events",
        chosen=kind,
        counts=_summed(by_kind, {name: (start,) for name, start in EVENT_KINDS.items()}),
        found=found,
        galleries=_galleries({event.gallery_id for event in found.items}),
        step=history.of_event,
        place="activity",
    )


def _show_accesses():
    kind, who = request.args.get("kind", ""), request.args.get("who", "").strip()[:100]
    every = Event.accesses(current_user.studio_id)
    if who:
        every = every.where(Event.actor.icontains(who, autoescape=True))
    of_kind = every.where(Event.kind.startswith(f"{ACCESS}{kind}."))
    starts: dict[str, tuple[str, ...]] = {
        name: (f"{ACCESS}{name}.",) for name in audit_words.GROUPS
    }
    return render_template(
        "studio/activity.html",
        shows="access",
        chosen=kind,
        who=who,
        counts=_summed(_counts(every, Event.kind), starts),
        found=page_of(of_kind if kind in audit_words.GROUPS else every),
        groups=audit_words.GROUPS,
        access=audit_words.of_event,
        days=current_app.config["AUDIT_DAYS"],
        place="activity",
    )


def _counts(rows: Select[Any], column: InstrumentedAttribute[str]) -> dict[str, int]:
    counted = rows.with_only_columns(column, func.count()).order_by(None).group_by(column)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _summed(counts: dict[str, int], groups: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """How many belong to each group by the beginning of their name; "" are all."""
    summed = {
        name: sum(number for one, number in counts.items() if one.startswith(starts))
        for name, starts in groups.items()
    }
    return summed | {"": sum(counts.values())}


def _galleries(gallery_ids: Iterable[int | None]) -> dict[int, Gallery]:
    found = db.session.scalars(select(Gallery).where(Gallery.id.in_(gallery_ids)))
    return {gallery.id: gallery for gallery in found}
