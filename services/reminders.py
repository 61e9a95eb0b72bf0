"""Reminding people whose last day of choosing is near."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from extensions import db
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from services.transaction import promise, transaction

KIND = "mail.deadline_near"
# A reminder on the day after the link came would only annoy.
QUIET = timedelta(days=1)


def send_reminders(now: datetime, gallery: Gallery | None = None) -> int:
    """Promise a reminder to everybody invited who has not ordered and whose last day is near.

    Each person gets one for each number of days in REMINDER_DAYS, from REMINDER_HOUR on where the
    studio is (for one gallery, by hand, at any hour); a schedule that stood still sends only the
    last one due. Returns how many were promised.
    """
    hour = 0 if gallery else current_app.config["REMINDER_HOUR"]
    return sum(
        _remind(one, now)
        for one in db.session.scalars(_ending(gallery, now)).all()
        if now.astimezone(ZoneInfo(one.studio.timezone)).hour >= hour
    )


def _ending(gallery: Gallery | None, now: datetime) -> Select[Gallery]:
    """Sent galleries whose choosing has a last day, with their people read along."""
    ending = (
        select(Gallery)
        .where(
            Gallery.sent_at < now - QUIET,
            Gallery.select_until_on.is_not(None),
            Gallery.sends_reminders,
            Gallery.archived_at.is_(None),
            Gallery.deleted_at.is_(None),
        )
        .options(selectinload(Gallery.invitations).selectinload(Invitation.extensions))
    )
    return ending.where(Gallery.id == gallery.id) if gallery else ending


def _remind(gallery: Gallery, now: datetime) -> int:
    due = dict(_due(gallery, now))
    keys = {f"{KIND}:{person.id}:{dedupe}" for person, dedupe in due.items()}
    known = select(OutboxEntry.dedupe_key).where(OutboxEntry.dedupe_key.in_(keys))
    told = set(db.session.scalars(known))
    with transaction():
        for person, dedupe in due.items():
            if f"{KIND}:{person.id}:{dedupe}" not in told:
                promise(KIND, person.id, gallery.studio_id, dedupe=dedupe, recipient=person.email)
    return len(due) - len(told)


def _due(gallery: Gallery, now: datetime) -> Iterator[tuple[Invitation, str]]:
    """Whom to remind, and what tells this reminder from their others."""
    today = gallery.studio.today(now)
    standing = select(Order.invitation_id).where(
        Order.gallery_id == gallery.id, Order.cancelled_at.is_(None)
    )
    ordered = set(db.session.scalars(standing))
    for person in gallery.invitations:
        last = person.select_until_on
        is_told = person.is_named and person.created_at < now - QUIET
        if last is None or not is_told or person.is_revoked or person.id in ordered:
            continue
        if (days := _days_due((last - today).days)) is not None:
            yield person, f"{last}-{days}"


def _days_due(left: int) -> int | None:
    """Which of the reminders is the latest one due when so many days are left."""
    if left < 0:
        return None
    return min((n for n in current_app.config["REMINDER_DAYS"] if left <= n), default=None)
