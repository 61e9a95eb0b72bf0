"""Every mail Kadr sends, one function each. All leave through the outbox."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import css_inline
from flask import current_app, g, render_template
from flask_babel import force_locale, refresh

from extensions import db
from models.cart import Cart
from models.delivery import DownloadRight
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from models.password_reset import PasswordReset
from models.photo import Folder
from models.types import utc_now
from services import deliveries, photos, postman, vault


def gallery_ready(entry: OutboxEntry) -> None:
    """The link to a gallery, for one invited person."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    gallery = invitation.gallery
    _send(
        entry,
        "gallery_ready",
        gallery.locale,
        gallery=gallery,
        invitation=invitation,
        studio=gallery.studio,
        link=gallery_link(invitation),
        photo_count=photos.counts(gallery)[Folder.PROOFS],
    )


def deadline_near(entry: OutboxEntry) -> None:
    """The last day of choosing is near, for one invited person who has not ordered."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    gallery = invitation.gallery
    cart = db.session.scalar(Cart.open_of(invitation.id))
    _send(
        entry,
        "deadline_near",
        gallery.locale,
        gallery=gallery,
        invitation=invitation,
        studio=gallery.studio,
        link=gallery_link(invitation),
        picked_count=len(cart.lines) if cart else 0,
    )


def extension_asked(entry: OutboxEntry) -> None:
    """Somebody wants more time to choose, for the photographer."""
    extension = db.session.get_one(Extension, entry.subject_id)
    gallery = extension.invitation.gallery
    base = current_app.config["PUBLIC_BASE_URL"]
    _send(
        entry,
        "extension_asked",
        gallery.studio.locale,
        reply_to=extension.invitation.email,
        extension=extension,
        invitation=extension.invitation,
        gallery=gallery,
        studio=gallery.studio,
        link=f"{base}/studio/galleries/{gallery.id}/settings/time",
    )


def extension_answered(entry: OutboxEntry) -> None:
    """More time was granted or not, for the person who asked."""
    extension = db.session.get_one(Extension, entry.subject_id)
    invitation = extension.invitation
    _send(
        entry,
        "extension_answered",
        invitation.gallery.locale,
        extension=extension,
        invitation=invitation,
        gallery=invitation.gallery,
        studio=invitation.gallery.studio,
        link=gallery_link(invitation) if extension.is_granted else None,
    )


def order_placed(entry: OutboxEntry) -> None:
    """The confirmation of an order, for the client."""
    order = db.session.get_one(Order, entry.subject_id)
    _send(
        entry,
        "order_placed",
        order.locale,
        order=order,
        studio=order.studio,
        link=_link_of_orderer(order),
    )


def order_arrived(entry: OutboxEntry) -> None:
    """The news of an order, for the photographer."""
    order = db.session.get_one(Order, entry.subject_id)
    link = f"{current_app.config['PUBLIC_BASE_URL']}/studio/orders/{order.id}"
    _send(
        entry,
        "order_arrived",
        order.studio.locale,
        reply_to=order.client_email,
        order=order,
        studio=order.studio,
        link=link,
    )


def delivery_ready(entry: OutboxEntry) -> None:
    """The finished photos can be downloaded, for one invited person."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    gallery = invitation.gallery
    now = utc_now()
    allowed = {one: deliveries.downloadable(gallery, one, now) for one in deliveries.FINISHED}
    _send(
        entry,
        "delivery_ready",
        gallery.locale,
        gallery=gallery,
        invitation=invitation,
        studio=gallery.studio,
        delivery=gallery.delivery,
        link=gallery_link(invitation),
        counts={folder.value: len(found) for folder, found in allowed.items()},
        waits_for_payment=_waits_for_payment(gallery),
    )


def password_reset(entry: OutboxEntry) -> None:
    """A link with which a user of a studio sets a password."""
    reset = db.session.get_one(PasswordReset, entry.subject_id)
    base = current_app.config["PUBLIC_BASE_URL"]
    link = f"{base}/password/{vault.unseal(reset.token_sealed)}"
    studio = reset.user.studio
    _send(
        entry,
        "password_reset",
        studio.locale,
        reset=reset,
        user=reset.user,
        studio=studio,
        link=link,
    )


KEEPERS: dict[str, Callable[[OutboxEntry], None]] = {
    "mail.gallery_ready": gallery_ready,
    "mail.deadline_near": deadline_near,
    "mail.extension_asked": extension_asked,
    "mail.extension_answered": extension_answered,
    "mail.order_placed": order_placed,
    "mail.order_arrived": order_arrived,
    "mail.delivery_ready": delivery_ready,
    "mail.password_reset": password_reset,
}


def gallery_link(invitation: Invitation) -> str:
    """The personal address of a gallery: whoever has it is the invited person."""
    token = vault.unseal(invitation.token_sealed)
    return f"{current_app.config['PUBLIC_BASE_URL']}/g/{token}"


def subject_of(name: str, locale: str, **values) -> str:
    """The subject line of a mail in the language of its reader."""
    with force_locale(locale):
        return _one_line(render_template(f"mail/{name}.subject.txt", **values))


def _link_of_orderer(order: Order) -> str | None:
    """The orderer's way back to the photos, unless it has been revoked."""
    invitation = order.invitation_id and db.session.get(Invitation, order.invitation_id)
    return gallery_link(invitation) if invitation and not invitation.is_revoked else None


def _waits_for_payment(gallery: Gallery) -> bool:
    """True when some finished photos stay closed until an order is paid."""
    if gallery.delivery.download_right != DownloadRight.PAID:
        return False
    return any(order.is_standing and not order.is_settled for order in gallery.orders)


def _send(entry: OutboxEntry, name: str, locale: str, *, reply_to: str = "", **values) -> None:
    """Render templates/mail/<name>.{subject.txt,txt,html} and hand the mail to the server."""
    studio = values["studio"]
    with _reading_in(locale, studio.timezone):
        subject = subject_of(name, locale, **values)
        values |= {"locale": locale, "subject": subject}
        message = postman.Letter(
            subject=subject,
            recipients=[entry.recipient],
            reply_to=reply_to or studio.contact_email,
            body=_plain(render_template(f"mail/{name}.txt", **values)),
            html=css_inline.inline(render_template(f"mail/{name}.html", **values)),
        )
    marker, promised_at = entry.marker, entry.created_at
    message.extra_headers = {"X-Kadr-Reference": marker, "Auto-Submitted": "auto-generated"}
    sender_name = _one_line(studio.name)
    # No transaction is kept open while the mail server is spoken to.
    db.session.rollback()
    postman.send(message, sender_name=sender_name, marker=marker, promised_at=promised_at)


@contextmanager
def _reading_in(locale: str, timezone: str) -> Iterator[None]:
    """Speak the reader's language and show times in the studio's zone, in a worker, too.

    `g.timezone` is what the application's timezone selector looks at.
    """
    before = g.get("timezone")
    with force_locale(locale):
        g.timezone = timezone
        refresh()
        try:
            yield
        finally:
            g.timezone = before
    refresh()


def _one_line(text: str) -> str:
    """Text that can stand in a header: no line break, no control character, no encoded word."""
    shown = (" " if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return " ".join("".join(shown).split()).replace("=?", "= ?")


def _plain(text: str) -> str:
    """At most one empty line in a row: parts that have nothing to say leave no gap."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
