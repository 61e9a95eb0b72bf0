"""What happened, in words: events and mails as steps of a timeline."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from blueprints.formatting import clock
from blueprints.studio import (
    delivery_facts,
    document_facts,
    edit_facts,
    partner_facts,
    shop_facts,
)
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
    "order.completed": "circle-check",
    "order.not_completed": "circle-alert",
    "order.unclear": "circle-alert",
    "order.clarified": "check",
    "order.sent_again": "send",
    "order.no_payer_email": "circle-alert",
    **edit_facts.ICONS,
    **shop_facts.ICONS,
    **partner_facts.ICONS,
    "gallery.sent": "send",
    "gallery.viewed": "eye",
    "gallery.pin_locked": "key-round",
    "gallery.reopened": "rotate-ccw",
    "gallery.archived": "package",
    "gallery.restored": "rotate-ccw",
    "gallery.copied": "copy",
    "gallery.deleted": "trash-2",
    "gallery.photos_hidden": "eye-off",
    "gallery.photos_shown": "eye",
    "gallery.photos_moved": "layers",
    "gallery.photos_sorted": "list",
    "gallery.photos_removed": "trash-2",
    "gallery.photo_replaced": "refresh-cw",
    "extension.asked": "clock",
    "extension.granted": "check",
    "extension.refused": "circle-x",
    **delivery_facts.ICONS,
    **document_facts.ICONS,
}
# Places are filled from the detail of the fact.
EVENT_TITLES = {
    "order.status": lazy_gettext("Status: %(status)s"),
    "gallery.sent": lazy_gettext("Link sent to %(email)s"),
    "gallery.photos_hidden": lazy_gettext("Hidden: %(photos)s"),
    "gallery.photos_shown": lazy_gettext("Shown again: %(photos)s"),
    "gallery.photos_moved": lazy_gettext("Moved: %(photos)s"),
    "gallery.photos_removed": lazy_gettext("Removed: %(photos)s"),
    "gallery.photo_replaced": lazy_gettext("Replaced: %(photos)s"),
    "gallery.copied": lazy_gettext("Made like %(title)s"),
    "extension.granted": lazy_gettext("More time granted to %(name)s"),
    "extension.refused": lazy_gettext("More time refused to %(name)s"),
    "order.placed": lazy_gettext("The client placed the order"),
    "order.paid": lazy_gettext("Marked as paid"),
    "order.unpaid": lazy_gettext("Payment taken back"),
    "order.cancelled": lazy_gettext("Order cancelled"),
    "order.restored": lazy_gettext("Order restored"),
    "order.change_asked": lazy_gettext("The client asked to change the selection"),
    "order.change_declined": lazy_gettext("The selection stays as it is"),
    "order.unlocked": lazy_gettext("Selection unlocked"),
    "order.completed": lazy_gettext("Order completed"),
    "order.not_completed": lazy_gettext("Not completed: %(reason)s"),
    "order.unclear": lazy_gettext("To be clarified: %(reason)s"),
    "order.clarified": lazy_gettext("Clarified"),
    "order.sent_again": lazy_gettext("Sent again on purpose"),
    "order.no_payer_email": lazy_gettext("Not sent: no e-mail address of the payer"),
    **edit_facts.TITLES,
    **document_facts.TITLES,
    **shop_facts.TITLES,
    **partner_facts.TITLES,
    "gallery.viewed": lazy_gettext("The session was viewed"),
    "gallery.pin_locked": lazy_gettext("Wrong PINs have locked a link"),
    "gallery.reopened": lazy_gettext("Choosing was opened again"),
    "gallery.photos_sorted": lazy_gettext("Photos put in another order"),
    "gallery.archived": lazy_gettext("Session put into the archive"),
    "gallery.restored": lazy_gettext("Session taken out of the archive"),
    "gallery.deleted": lazy_gettext("Session deleted"),
    "extension.asked": lazy_gettext("Asked for more time to choose"),
}
PROMISE_NAMES = {
    "catalogue.read": lazy_gettext("File of products"),
    "mail.gallery_ready": lazy_gettext("Link to the session"),
    "mail.deadline_near": lazy_gettext("Reminder of the last day"),
    "mail.extension_asked": lazy_gettext("Request for more time"),
    "mail.extension_answered": lazy_gettext("Answer about more time"),
    "mail.order_placed": lazy_gettext("Confirmation for the client"),
    "mail.order_parcel": lazy_gettext("Number of the parcel for the client"),
    "mail.order_form": lazy_gettext("Delivery options form"),
    "mail.order_arrived": lazy_gettext("News of the order for the studio"),
    "mail.change_asked": lazy_gettext("Wish for a change for the studio"),
    "mail.order_edited": lazy_gettext("Changed order for the client"),
    "mail.order_unlocked": lazy_gettext("Link to change the selection"),
    "mail.delivery_ready": lazy_gettext("Finished photos"),
    "mail.visitor_link": lazy_gettext("Own link of a visitor"),
    "mail.partner_invitation": lazy_gettext("Invitation of a partner to sign in"),
    "mail.partner_password": lazy_gettext("New password for a partner"),
    "mail.pin_locked": lazy_gettext("Wrong PINs: a link is locked"),
    "mail.order_imported": lazy_gettext("Message after the order has come in"),
    "mail.order_completed": lazy_gettext("Message after completion"),
    "mail.payment_due": lazy_gettext("Reminder of the payment"),
    "mail.password_reset": lazy_gettext("Link to set a password"),
    "mail.new_device": lazy_gettext("News of a sign-in on a new device"),
    **shop_facts.PROMISES,
    "document.render": lazy_gettext("Document as PDF"),
    "mail.alarm": lazy_gettext("Alarm of the installation"),
    "mail.sending_stopped": lazy_gettext("Sending has stopped"),
}
GOOD = {
    "order.paid",
    "order.paid_in_shop",
    "order.completed",
    "gallery.viewed",
    "delivery.handed_over",
}
TONES = {
    **dict.fromkeys(GOOD, "ok"),
    "order.paid_in_shop": "ok",
    "order.not_completed": "bad",
    "order.unclear": "bad",
    "order.no_payer_email": "wait",
    **dict.fromkeys(shop_facts.BAD, "wait"),
}
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
    tone = TONES.get(event.kind, "")
    icon = ICONS.get(event.kind, "info")
    told = edit_facts.told(event.kind, event.detail or {})
    detail = " · ".join(part for part in (event.actor, told) if part)
    return Step(icon, tone, event_title(event), event.happened_at, detail)


def of_mail(entry: OutboxEntry) -> Step:
    tone, icon = LOOKS.get(entry.state, ("", "mail"))
    if icon == "mail" and entry.kind.startswith("shop."):
        icon = "store"
    reason = delivery_reasons.sentence(entry)
    at = {"sent": entry.sent_at, "dead": entry.next_at}.get(entry.state)
    return Step(icon, tone, _mail_title(entry), at, reason)


def event_title(event: Event) -> str:
    detail = event.detail or {}
    if event.kind.startswith("delivery."):
        return delivery_facts.title(event.kind, detail)
    return str(EVENT_TITLES.get(event.kind, event.kind)) % defaultdict(str, detail)


def promise_name(kind: str) -> str:
    """What was promised to the outside, in words."""
    return str(PROMISE_NAMES.get(kind, kind))


def _mail_title(entry: OutboxEntry) -> str:
    name = promise_name(entry.kind)
    match entry.state:
        case "sent" if entry.was_test:
            return _("%(mail)s: sent in test mode, not to the client", mail=name)
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
