"""What left the studio and what happened in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from blueprints import access
from blueprints.studio import bp, history
from blueprints.studio.account import local_page
from blueprints.studio.paging import page_of
from extensions import db
from models.event import Event
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from services import delivery_reasons, outbox

MAIL_STATES = {"waiting": ("pending", "leased", "retry"), "sent": ("sent",), "failed": ("dead",)}
EVENT_KINDS = {"orders": "order.", "sessions": "gallery.", "delivery": "delivery."}
MAILS_ABOUT = {
    Invitation: (
        "mail.gallery_ready",
        "mail.deadline_near",
        "mail.delivery_ready",
        "mail.visitor_link",
    ),
    Gallery: ("mail.pin_locked",),
    Extension: ("mail.extension_asked", "mail.extension_answered"),
    Order: (
        "mail.order_placed",
        "mail.order_arrived",
        "mail.change_asked",
        "mail.order_unlocked",
        "mail.order_edited",
        "mail.payment_due",
    ),
}


@bp.get("/activity")
def show_activity():
    """Mails by their state, or what happened by what it was about; `?show=events` for those."""
    shows_events = request.args.get("show") == "events"
    return _show_events() if shows_events else _show_mails()


@bp.post("/outbox/<int:entry_id>/retry")
def retry_entry(entry_id: int):
    outbox.retry_now(access.outbox_entry_of_studio(entry_id))
    mails = url_for("studio.show_activity", state=request.form.get("state"))
    return redirect(local_page(request.form.get("next")) or mails, code=303)


def _show_mails():
    state = request.args.get("state", "")
    entries = OutboxEntry.of_studio(current_user.studio_id)
    by_state = _counts(entries, OutboxEntry.state)
    if state in MAIL_STATES:
        entries = entries.where(OutboxEntry.state.in_(MAIL_STATES[state]))
    found = page_of(entries)
    return render_template(
        "studio/activity.html",
        shows="mails",
        chosen=state,
        counts=_summed(by_state, MAIL_STATES),
        found=found,
        galleries=_galleries_of_mails(found.items),
        orders=dict(_subjects(select(Order), found.items)),
        mail_name=history.mail_name,
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


def _galleries_of_mails(entries: Iterable[OutboxEntry]) -> dict[int, Gallery]:
    """The session of each mail that is about it, a person or a wish for more time."""
    entries = list(entries)
    gallery = joinedload(Invitation.gallery)
    people = _subjects(select(Invitation).options(gallery), entries)
    asked = select(Extension).options(joinedload(Extension.invitation).options(gallery))
    wishes = _subjects(asked, entries)
    found = dict(_subjects(select(Gallery), entries))
    found |= {entry_id: person.gallery for entry_id, person in people}
    return found | {entry_id: extension.invitation.gallery for entry_id, extension in wishes}


def _subjects(rows: Select[Any], entries: Iterable[OutboxEntry]) -> Iterator[tuple[int, Any]]:
    """(mail's id, row) for each mail that is about one of `rows`."""
    model = rows.column_descriptions[0]["entity"]
    about = {e.id: e.subject_id for e in entries if e.kind in MAILS_ABOUT[model]}
    known = {row.id: row for row in db.session.scalars(rows.where(model.id.in_(about.values())))}
    return ((entry_id, known[row_id]) for entry_id, row_id in about.items() if row_id in known)
