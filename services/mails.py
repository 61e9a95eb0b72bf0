"""Every mail Kadr sends, one function each. All leave through the outbox."""

from collections.abc import Callable

import css_inline
from flask import current_app, render_template
from flask_babel import force_locale
from flask_mail import Message

from extensions import db
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from models.password_reset import PasswordReset
from services import postman, vault


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
    )


def order_placed(entry: OutboxEntry) -> None:
    """The confirmation of an order, for the client."""
    order = db.session.get_one(Order, entry.subject_id)
    _send(entry, "order_placed", order.locale, order=order, studio=order.studio)


def order_arrived(entry: OutboxEntry) -> None:
    """The news of an order, for the photographer."""
    order = db.session.get_one(Order, entry.subject_id)
    link = f"{current_app.config['PUBLIC_BASE_URL']}/studio/orders/{order.id}"
    _send(entry, "order_arrived", order.studio.locale, order=order, studio=order.studio, link=link)


def delivery_ready(entry: OutboxEntry) -> None:
    """The finished photos can be downloaded, for one invited person."""
    invitation = db.session.get_one(Invitation, entry.subject_id)
    gallery = invitation.gallery
    _send(
        entry,
        "delivery_ready",
        gallery.locale,
        gallery=gallery,
        invitation=invitation,
        studio=gallery.studio,
        delivery=gallery.delivery,
        link=gallery_link(invitation),
    )


def password_reset(entry: OutboxEntry) -> None:
    """A link with which a user of a studio sets a password."""
    reset = db.session.get_one(PasswordReset, entry.subject_id)
    base = current_app.config["PUBLIC_BASE_URL"]
    link = f"{base}/password/{vault.unseal(reset.token_sealed)}"
    studio = reset.user.studio
    _send(entry, "password_reset", studio.locale, user=reset.user, studio=studio, link=link)


KEEPERS: dict[str, Callable[[OutboxEntry], None]] = {
    "mail.gallery_ready": gallery_ready,
    "mail.order_placed": order_placed,
    "mail.order_arrived": order_arrived,
    "mail.delivery_ready": delivery_ready,
    "mail.password_reset": password_reset,
}


def gallery_link(invitation: Invitation) -> str:
    """The personal address of a gallery: whoever has it is the invited person."""
    token = vault.unseal(invitation.token_sealed)
    return f"{current_app.config['PUBLIC_BASE_URL']}/g/{token}"


def _send(entry: OutboxEntry, name: str, locale: str, **values) -> None:
    """Render templates/mail/<name>.{subject.txt,txt,html} and hand the mail to the server."""
    studio = values["studio"]
    with force_locale(locale):
        subject = render_template(f"mail/{name}.subject.txt", **values)
        message = Message(
            subject=" ".join(subject.split()),
            recipients=[entry.recipient],
            sender=(studio.name, current_app.config["MAIL_DEFAULT_SENDER"]),
            reply_to=studio.contact_email,
            body=render_template(f"mail/{name}.txt", **values),
            html=css_inline.inline(render_template(f"mail/{name}.html", **values)),
        )
    marker, promised_at = entry.marker, entry.created_at
    message.extra_headers = {"X-Kadr-Reference": marker, "Auto-Submitted": "auto-generated"}
    # No transaction is kept open while the mail server is spoken to.
    db.session.rollback()
    postman.send(message, marker=marker, promised_at=promised_at)
