"""Reminding payers of orders whose day of payment has passed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from extensions import db
from models.gallery import Gallery
from models.order import Order
from models.outbox import OutboxEntry
from models.payment import PaymentTerms
from models.studio import Studio
from models.types import utc_now
from services.refusals import Refused
from services.transaction import promise, transaction

KIND = "mail.payment_due"
# Orders that were late long before reminders were switched on are left alone.
LOOKS_BACK_DAYS = 30


class NothingDue(Refused):
    """The order is paid, cancelled, or costs nothing."""


class NobodyToRemind(Refused):
    """The order has no e-mail address."""


def send_due(now: datetime) -> int:
    """Promise one reminder for each order that has been late for as long as its studio says.

    From REMINDER_HOUR on where the studio is. Returns how many were promised.
    """
    reminding = select(Studio).join(PaymentTerms).where(PaymentTerms.sends_reminders)
    return sum(
        send_due_of(studio, now)
        for studio in db.session.scalars(reminding).all()
        if now.astimezone(ZoneInfo(studio.timezone)).hour >= current_app.config["REMINDER_HOUR"]
    )


def send_due_of(studio: Studio, now: datetime) -> int:
    """The reminders of one studio, at any hour."""
    late = db.session.scalars(_late(studio, now)).all()
    with transaction():
        due = [order for order in late if order.due_cents and order.payer_email]
        for order in due:
            promise(KIND, order.id, studio.id, recipient=order.payer_email)
    return len(due)


def change_terms(
    studio: Studio, *, due_days: int, sends_reminders: bool, remind_after_days: int
) -> None:
    """Orders that were placed keep the day they were given."""
    with transaction():
        terms = studio.payment_terms
        terms.due_days, terms.remind_after_days = due_days, remind_after_days
        terms.sends_reminders = sends_reminders


def remind(order: Order) -> None:
    """One more by hand, whatever was sent before. Raises NothingDue, NobodyToRemind."""
    if not order.due_cents or order.is_cancelled:
        raise NothingDue(lazy_gettext("Nothing is left to pay for this order."))
    if not order.payer_email:
        raise NobodyToRemind(lazy_gettext("The order has no e-mail address. Add one first."))
    with transaction():
        promise(
            KIND,
            order.id,
            order.studio_id,
            dedupe=utc_now().isoformat(),
            recipient=order.payer_email,
        )


def _late(studio: Studio, now: datetime) -> Select[Order]:
    """Unpaid orders whose day is past by enough, and nobody has been reminded of."""
    last = studio.today(now) - timedelta(days=studio.payment_terms.remind_after_days)
    told = select(OutboxEntry.id).where(
        OutboxEntry.kind == KIND, OutboxEntry.subject_id == Order.id
    )
    return (
        select(Order)
        .outerjoin(Order.gallery)
        .where(
            Order.studio_id == studio.id,
            Order.due_on.between(last - timedelta(days=LOOKS_BACK_DAYS), last),
            Order.paid_at.is_(None),
            Order.cancelled_at.is_(None),
            Gallery.deleted_at.is_(None),
            ~told.exists(),
        )
        .options(Order.whole(), joinedload(Order.gallery).joinedload(Gallery.client))
    )
