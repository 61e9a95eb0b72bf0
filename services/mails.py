"""Every mail Kadr sends, one function each. All leave through the outbox."""

from collections.abc import Callable
from typing import Any

from flask import current_app
from flask_babel import force_locale

from extensions import db
from models.cart import Cart
from models.event import Event
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from models.password_reset import PasswordReset
from models.pin_try import LINK_LIMIT
from models.sign_in import SignIn
from models.studio import Studio
from models.types import utc_now
from services import deliveries, delivery_reasons, downloads, order_links, photos, transfers, vault
from services.letters import send as _send


def gallery_ready(entry: OutboxEntry) -> None:
    """The link to a gallery, for one invited person."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    count = photos.counts(invitation.gallery, shown_only=True)["proofs"]
    _to_guest(entry, "gallery_ready", invitation, photo_count=count)


def deadline_near(entry: OutboxEntry) -> None:
    """The last day of choosing is near, for one invited person who has not ordered."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    cart = db.session.scalar(Cart.open_of(invitation.id))
    _to_guest(entry, "deadline_near", invitation, picked_count=len(cart.lines) if cart else 0)


def extension_asked(entry: OutboxEntry) -> None:
    """Somebody wants more time to choose, for the photographer."""
    extension = db.session.get_one(Extension, entry.subject_id)
    invitation = extension.invitation
    _to_studio(
        entry,
        "extension_asked",
        invitation.gallery.studio,
        f"/studio/galleries/{invitation.gallery_id}/settings/time",
        reply_to=invitation.email,
        extension=extension,
        invitation=invitation,
        gallery=invitation.gallery,
    )


def extension_answered(entry: OutboxEntry) -> None:
    """More time was granted or not, for the person who asked."""
    extension = db.session.get_one(Extension, entry.subject_id)
    link = gallery_link(extension.invitation) if extension.is_granted else None
    _to_guest(entry, "extension_answered", extension.invitation, extension=extension, link=link)


def order_placed(entry: OutboxEntry) -> None:
    """The confirmation of an order, for the client."""
    _order_to_client(entry, "order_placed")


def order_edited(entry: OutboxEntry) -> None:
    """An order as it is after the studio has changed it, for the client."""
    _order_to_client(entry, "order_edited")


def order_arrived(entry: OutboxEntry) -> None:
    """The news of an order, for the photographer."""
    _about_order(entry, "order_arrived")


def change_asked(entry: OutboxEntry) -> None:
    """A client wants to choose again, for the photographer."""
    _about_order(entry, "change_asked")


def order_unlocked(entry: OutboxEntry) -> None:
    """The choice is open again, for the client; says what could not come back, and until when."""
    order = db.session.get_one(Order, entry.subject_id)
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    _send(
        entry,
        "order_unlocked",
        order.gallery.locale if order.gallery else order.locale,
        order=order,
        gallery=order.gallery,
        studio=order.studio,
        left_out=Event.detail_of(order.id, "order.unlocked").get("left_out", []),
        until_on=person.select_until_on if person else None,
        link=link_of_orderer(order),
    )


def delivery_ready(entry: OutboxEntry) -> None:
    """The finished photos can be downloaded, for one invited person."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    now = utc_now()
    allowed = {one: downloads.downloadable(invitation, one, now) for one in deliveries.FINISHED}
    delivery = invitation.gallery.delivery
    news = {folder: sum(map(delivery.is_news, found)) for folder, found in allowed.items()}
    _to_guest(
        entry,
        "delivery_ready",
        invitation,
        delivery=delivery,
        ends_at=delivery.expires_at_for(invitation),
        counts={folder.value: len(found) for folder, found in allowed.items()},
        news={folder.value: count for folder, count in news.items()},
        new_count=max(news.values()),
        waits_for_payment=downloads.wait_for_payment(invitation),
    )


def visitor_link(entry: OutboxEntry) -> None:
    """Their own link, for a visitor of a public session who has said who they are."""
    _to_guest(entry, "visitor_link", db.session.get_one(Invitation, entry.subject_id))


def pin_locked(entry: OutboxEntry) -> None:
    """Somebody tries PINs of a gallery, for the photographer."""
    gallery = db.session.get_one(Gallery, entry.subject_id)
    _to_studio(
        entry,
        "pin_locked",
        gallery.studio,
        f"/studio/galleries/{gallery.id}/settings/access",
        gallery=gallery,
        try_count=LINK_LIMIT,
    )


def password_reset(entry: OutboxEntry) -> None:
    """A link with which a user of a studio sets a password."""
    reset = db.session.get_one(PasswordReset, entry.subject_id)
    _to_studio(
        entry,
        "password_reset",
        reset.user.studio,
        f"/password/{vault.unseal(reset.token_sealed)}",
        reset=reset,
        user=reset.user,
    )


def new_device(entry: OutboxEntry) -> None:
    """Somebody has signed in on a device that was not known, for the person themselves."""
    sign_in = db.session.get_one(SignIn, entry.subject_id)
    user = sign_in.user
    path = "/studio/settings/security"
    _to_studio(entry, "new_device", user.studio, path, sign_in=sign_in, user=user)


def sending_stopped(entry: OutboxEntry) -> None:
    """The studio's own mail server fails, for the photographer, by the installation's server."""
    studio = db.session.get_one(Studio, entry.subject_id)
    account = studio.mail_account
    with force_locale(studio.locale):
        why = delivery_reasons.explain(account.paused_code or "", account.paused_error or "")
    link = "/studio/settings/mail"
    _to_studio(entry, "sending_stopped", studio, link, account=account, why=why)


KEEPERS: dict[str, Callable[[OutboxEntry], str | None]] = {
    "mail.gallery_ready": gallery_ready,
    "mail.deadline_near": deadline_near,
    "mail.extension_asked": extension_asked,
    "mail.extension_answered": extension_answered,
    "mail.order_placed": order_placed,
    "mail.order_edited": order_edited,
    "mail.order_arrived": order_arrived,
    "mail.change_asked": change_asked,
    "mail.order_unlocked": order_unlocked,
    "mail.delivery_ready": delivery_ready,
    "mail.visitor_link": visitor_link,
    "mail.pin_locked": pin_locked,
    "mail.password_reset": password_reset,
    "mail.new_device": new_device,
    "mail.sending_stopped": sending_stopped,
}


def gallery_link(invitation: Invitation) -> str:
    """The personal address of a gallery: whoever has it is the invited person."""
    token = vault.unseal(invitation.token_sealed)
    return f"{current_app.config['PUBLIC_BASE_URL']}/g/{token}"


def public_link(gallery: Gallery) -> str:
    """The address that lets everybody into a public session; "" when there never was one."""
    if gallery.public_token_sealed is None:
        return ""
    return f"{current_app.config['PUBLIC_BASE_URL']}/g/{vault.unseal(gallery.public_token_sealed)}"


def link_of_orderer(order: Order) -> str | None:
    """The orderer's way back: to the order's own page, or to the photos unless it was revoked."""
    if order.link:
        return order_links.url_of(order)
    invitation = order.invitation_id and db.session.get(Invitation, order.invitation_id)
    return gallery_link(invitation) if invitation and not invitation.is_revoked else None


def _to_guest(entry: OutboxEntry, name: str, invitation: Invitation, **values) -> None:
    """A mail in the gallery's language to somebody who is invited.

    It has their link unless `values` say otherwise.
    """
    gallery = invitation.gallery
    around: dict[str, Any] = {"gallery": gallery, "studio": gallery.studio}
    around["link"] = gallery_link(invitation)
    _send(entry, name, gallery.locale, invitation=invitation, **(around | values))


def _to_studio(entry: OutboxEntry, name: str, studio: Studio, path: str, **values) -> None:
    """A mail in the studio's language to its photographer, with the page it is about."""
    link = f"{current_app.config['PUBLIC_BASE_URL']}{path}"
    _send(entry, name, studio.locale, studio=studio, link=link, **values)


def _about_order(entry: OutboxEntry, name: str) -> None:
    order = db.session.get_one(Order, entry.subject_id)
    path = f"/studio/orders/{order.id}"
    _to_studio(entry, name, order.studio, path, reply_to=order.client_email, order=order)


def _order_to_client(entry: OutboxEntry, name: str) -> None:
    order = db.session.get_one(Order, entry.subject_id)
    _send(
        entry,
        name,
        order.locale,
        order=order,
        studio=order.studio,
        transfer=transfers.transfer_of(order),
        link=link_of_orderer(order),
    )
