"""What happened, in words: events and mails as steps of a timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from blueprints.formatting import clock
from models.event import Event
from models.outbox import OutboxEntry
from models.types import utc_now
from services import delivery_reasons

ICONS = {
    "order.placed": "shopping-bag",
    "order.paid": "banknote",
    "order.unpaid": "rotate-ccw",
    "order.cancelled": "circle-x",
    "order.restored": "rotate-ccw",
    "order.status": "pencil",
    "order.change_asked": "message-square",
    "order.change_declined": "check",
    "order.unlocked": "rotate-ccw",
    "gallery.sent": "send",
    "gallery.viewed": "eye",
    "gallery.pin_locked": "key-round",
    "gallery.reopened": "rotate-ccw",
    "extension.asked": "clock",
    "extension.granted": "check",
    "extension.refused": "circle-x",
    "delivery.handed_over": "folder-down",
    "delivery.notified": "send",
}
GOOD = {"order.paid", "gallery.viewed", "delivery.handed_over"}
LOOKS = {
    "sent": ("ok", "mail"),
    "retry": ("wait", "clock"),
    "dead": ("bad", "circle-alert"),
    "cancelled": ("", "circle-x"),
}


@dataclass(frozen=True)
class Step:
    """`tone` is ok, wait, bad or empty; `at` is None for what is still to come."""

    icon: str
    tone: str
    title: str
    at: datetime | None
    detail: str = ""

    @property
    def sorts_at(self) -> datetime:
        return self.at or utc_now()


def of_order(events: Iterable[Event], mails: Iterable[OutboxEntry]) -> list[Step]:
    """Newest first; what is still to come stands on top. Of equal times the mail is later."""
    steps = [*map(of_event, reversed(list(events))), *map(of_mail, mails)]
    return sorted(reversed(steps), key=lambda step: step.sorts_at, reverse=True)


def of_event(event: Event) -> Step:
    tone = "ok" if event.kind in GOOD else ""
    icon = ICONS.get(event.kind, "info")
    return Step(icon, tone, event_title(event), event.happened_at, event.actor)


def of_mail(entry: OutboxEntry) -> Step:
    tone, icon = LOOKS.get(entry.state, ("", "mail"))
    reason = delivery_reasons.sentence(entry)
    at = {"sent": entry.sent_at, "dead": entry.next_at}.get(entry.state)
    return Step(icon, tone, _mail_title(entry), at, reason)


def event_title(event: Event) -> str:
    detail = event.detail or {}
    match event.kind:
        case "order.placed":
            return _("The client placed the order")
        case "order.paid":
            return _("Marked as paid")
        case "order.unpaid":
            return _("Payment taken back")
        case "order.cancelled":
            return _("Order cancelled")
        case "order.restored":
            return _("Order restored")
        case "order.change_asked":
            return _("The client asked to change the selection")
        case "order.change_declined":
            return _("The selection stays as it is")
        case "order.unlocked":
            return _("Selection unlocked")
        case "order.status":
            return _("Status: %(name)s", name=detail.get("status", ""))
        case "gallery.sent":
            return _("Link sent to %(email)s", email=detail.get("email", ""))
        case "gallery.viewed":
            return _("The session was viewed")
        case "gallery.pin_locked":
            return _("Wrong PINs have locked a link")
        case "gallery.reopened":
            return _("Choosing was opened again")
        case "extension.asked":
            return _("Asked for more time to choose")
        case "extension.granted":
            return _("More time granted to %(name)s", name=detail.get("name", ""))
        case "extension.refused":
            return _("More time refused to %(name)s", name=detail.get("name", ""))
        case "delivery.handed_over":
            return _("Photos handed over")
        case "delivery.notified":
            return _("Reminded of the finished photos")
    return event.kind


def mail_name(kind: str) -> str:
    """What a promised message is, in words."""
    match kind:
        case "mail.gallery_ready":
            return _("Link to the session")
        case "mail.deadline_near":
            return _("Reminder of the last day")
        case "mail.extension_asked":
            return _("Request for more time")
        case "mail.extension_answered":
            return _("Answer about more time")
        case "mail.order_placed":
            return _("Confirmation for the client")
        case "mail.order_arrived":
            return _("News of the order for the studio")
        case "mail.change_asked":
            return _("Wish for a change for the studio")
        case "mail.order_unlocked":
            return _("Link to change the selection")
        case "mail.delivery_ready":
            return _("Finished photos")
        case "mail.visitor_link":
            return _("Own link of a visitor")
        case "mail.pin_locked":
            return _("Wrong PINs: a link is locked")
        case "mail.password_reset":
            return _("Link to set a password")
    return kind


def _mail_title(entry: OutboxEntry) -> str:
    name = mail_name(entry.kind)
    match entry.state:
        case "sent":
            return _("%(mail)s: sent", mail=name)
        case "retry":
            return _("%(mail)s: next try at %(time)s", mail=name, time=clock(entry.next_at))
        case "dead":
            return _("%(mail)s: not delivered", mail=name)
        case "leased":
            return _("%(mail)s: being sent", mail=name)
        case "cancelled":
            return _("%(mail)s: cancelled", mail=name)
    return _("%(mail)s: waiting to be sent", mail=name)
