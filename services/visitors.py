"""The public session: one link for everybody, and the visitors who come by it.

A visitor looks without saying who they are. The first press asks for a name and an address; from
then on they are as good as invited: own cart, own orders, own link.
"""

import unicodedata
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.cart import Cart, CartItem, CartLine
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OutboxEntry
from models.token import new_token, token_hash
from models.types import utc_now
from services import mail_limits, vault
from services.accounts import clean_email
from services.clients import client_of
from services.invitations import new_invitation
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction

LINK_MAIL = "mail.visitor_link"
NAME_LIMIT = 100
SWEPT_AT_ONCE = 500


class NameMissing(Refused):
    status = 422


class NameTooLong(Refused):
    status = 422


class EmailKnown(Refused):
    """Somebody of this gallery has the address; their link has been mailed to it."""


class IntroducedBefore(Refused):
    """The same form was sent before."""


def open_session(gallery: Gallery) -> None:
    """Let everybody in who has the public link; one that was closed is the same link again."""
    with transaction():
        gallery.is_public = True
        if gallery.public_token_hash is None:
            _renew(gallery)


def close_session(gallery: Gallery) -> None:
    """The public link lets nobody in any more. Visitors who came by it keep cart and orders."""
    with transaction():
        gallery.is_public = False


def renew_link(gallery: Gallery) -> None:
    """A new public link; the old one is dead. Visitors who came by it stay."""
    with transaction():
        _renew(gallery)


def enter(gallery: Gallery) -> Invitation:
    """A visitor of their own, about whom nothing is known yet."""
    visitor = new_invitation("", "")
    visitor.is_visitor, visitor.gallery = True, gallery
    with transaction():
        db.session.add(visitor)
    return visitor


def introduce(visitor: Invitation, name: str, email: str) -> None:
    """Give a visitor a name and an address, and mail them their own link.

    Cookies made before are dead: the caller gives this browser a new one. An address that somebody
    of the gallery has gets that person's link, and the visitor stays as they are.
    Raises NameMissing, NameTooLong, EmailWrong, EmailKnown, IntroducedBefore.
    """
    name, email = _clean_name(name), clean_email(email)
    first = update(Invitation).where(Invitation.id == visitor.id, Invitation.email == "")
    named = first.values(name=name, email=email, link_epoch=Invitation.link_epoch + 1)
    try:
        with transaction():
            if changed_rows(named) != 1:
                raise IntroducedBefore(lazy_gettext("You have told us your name already."))
            visitor.client = client_of(visitor.gallery.studio_id, name, email)
            _promise_link(visitor, email)
    except IntegrityError:
        _mail_known(visitor.gallery_id, email)
        raise EmailKnown(
            lazy_gettext("We have sent the link to this address: %(email)s.", email=email)
        ) from None


def tokens_of(visitor: Invitation) -> list[str]:
    """The secrets of the links that lead this person in: the public one and their own."""
    sealed = (visitor.gallery.public_token_sealed, visitor.token_sealed)
    return [vault.unseal(one) for one in sealed if one]


def was_introduced(visitor: Invitation, email: str, since: datetime) -> bool:
    """Has this visitor given this very address since then?"""
    if not visitor.is_visitor or visitor.email != email:
        return False
    mails = OutboxEntry.about(LINK_MAIL, visitor.id).where(OutboxEntry.created_at > since)
    return db.session.scalar(mails.limit(1)) is not None


def sweep(now: datetime) -> int:
    """Forget visitors who only looked, VISITOR_DAYS after; their views stay counted. Returns how
    many.
    """
    old = now - timedelta(days=current_app.config["VISITOR_DAYS"])
    cold = _empty().where(
        Invitation.created_at < old,
        func.coalesce(Invitation.last_used_at, Invitation.created_at) < old,
    )
    with transaction():
        found = db.session.scalars(cold.limit(SWEPT_AT_ONCE)).all()
        for visitor in found:
            kept = Gallery.swept_view_count + visitor.view_count
            gallery = update(Gallery).where(Gallery.id == visitor.gallery_id)
            db.session.execute(gallery.values(swept_view_count=kept))
            db.session.delete(visitor)
    return len(found)


def _renew(gallery: Gallery) -> None:
    token = new_token()
    gallery.public_token_hash, gallery.public_token_sealed = token_hash(token), vault.seal(token)


def _clean_name(text: str) -> str:
    shown = (letter for letter in text if unicodedata.category(letter) != "Cc" or letter.isspace())
    name = " ".join("".join(shown).split())
    # Nobody has a web address for a name, and the name stands in a mail.
    if not name or "://" in name or "www." in name.lower():
        raise NameMissing(lazy_gettext("Type in your name."))
    if len(name) > NAME_LIMIT:
        raise NameTooLong(lazy_gettext("Use at most %(count)s characters.", count=NAME_LIMIT))
    return name


def _promise_link(person: Invitation, email: str) -> None:
    """Quietly nothing when the address got enough of them lately."""
    if not mail_limits.may_write_to(email):
        return
    promise(
        LINK_MAIL,
        person.id,
        person.gallery.studio_id,
        dedupe=utc_now().isoformat(),
        recipient=email,
    )


def _mail_known(gallery_id: int, email: str) -> None:
    """The link of whoever has the address, unless it was revoked."""
    whose = select(Invitation).where(
        Invitation.gallery_id == gallery_id,
        Invitation.email == email,
        Invitation.revoked_at.is_(None),
    )
    with transaction():
        person = db.session.scalar(whose.with_for_update())
        if person:
            _promise_link(person, email)


def _empty():
    """Visitors without a name, a picked photo, a product or an order."""
    picked = select(CartLine.id).join(Cart).where(Cart.invitation_id == Invitation.id)
    wanted = select(CartItem.id).join(Cart).where(Cart.invitation_id == Invitation.id)
    ordered = select(Order.id).where(Order.invitation_id == Invitation.id)
    return select(Invitation).where(
        Invitation.is_visitor,
        Invitation.email == "",
        ~picked.exists(),
        ~wanted.exists(),
        ~ordered.exists(),
    )
