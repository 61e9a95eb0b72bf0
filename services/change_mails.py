"""The two mails about changing a choice that was sent."""

from collections.abc import Callable

from flask import current_app
from sqlalchemy import select

from extensions import db
from models.event import Event
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from services.mails import _send, gallery_link


def change_asked(entry: OutboxEntry) -> None:
    """A client wants to choose again, for the photographer."""
    order = db.session.get_one(Order, entry.subject_id)
    _send(
        entry,
        "change_asked",
        order.studio.locale,
        reply_to=order.client_email,
        order=order,
        studio=order.studio,
        link=f"{current_app.config['PUBLIC_BASE_URL']}/studio/orders/{order.id}",
    )


def order_unlocked(entry: OutboxEntry) -> None:
    """The choice is open again, for the client; says what could not come back, and until when."""
    order = db.session.get_one(Order, entry.subject_id)
    gallery = order.gallery
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    _send(
        entry,
        "order_unlocked",
        gallery.locale,
        order=order,
        gallery=gallery,
        studio=order.studio,
        left_out=_left_out(order),
        until_on=person.select_until_on if person else None,
        link=gallery_link(person) if person and not person.is_revoked else None,
    )


KEEPERS: dict[str, Callable[[OutboxEntry], None]] = {
    "mail.change_asked": change_asked,
    "mail.order_unlocked": order_unlocked,
}


def _left_out(order: Order) -> list[str]:
    told = select(Event).where(Event.order_id == order.id, Event.kind == "order.unlocked")
    event = db.session.scalars(told).first()
    return event.detail.get("left_out", []) if event else []
