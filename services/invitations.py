"""The people invited to a gallery: their links, and whether they have looked."""

from flask_babel import lazy_gettext
from sqlalchemy import Select, exists, func, select, update

from extensions import db
from models.gallery import Gallery
from models.invitation import Invitation
from models.token import new_token, token_hash
from models.types import utc_now
from services import events, vault
from services.accounts import clean_email
from services.clients import client_of
from services.refusals import Refused
from services.transaction import promise, transaction


class AlreadyInvited(Refused):
    """The address has an invitation to this gallery."""


def send_link(invitation: Invitation, actor: str) -> None:
    """Mail one person their link once more."""
    with transaction():
        promise_link(invitation, actor)


def invite(gallery: Gallery, name: str, email: str) -> Invitation:
    """One more person, with a link and a cart of their own. Raises EmailWrong, AlreadyInvited."""
    email = clean_email(email)
    with transaction():
        if any(known.email == email for known in gallery.invitations):
            raise AlreadyInvited(lazy_gettext("%(email)s is invited already.", email=email))
        invitation = new_invitation(name, email)
        invitation.client = client_of(gallery.studio_id, name, email)
        gallery.invitations.append(invitation)
    return invitation


def revoke_link(invitation: Invitation) -> None:
    """The link and every cookie made with it are dead at once; cart and orders stay."""
    with transaction():
        invitation.revoked_at = utc_now()
        invitation.link_epoch += 1


def renew_link(invitation: Invitation) -> None:
    """A new secret for the same person: the old link dies, the cart stays."""
    token = new_token()
    with transaction():
        invitation.token_hash = token_hash(token)
        invitation.token_sealed = vault.seal(token)
        invitation.link_epoch += 1
        invitation.revoked_at = None


def record_use(invitation: Invitation) -> None:
    """The link was opened, by whoever or whatever. Not a view."""
    with transaction():
        invitation.last_used_at = utc_now()


def record_view(invitation: Invitation) -> None:
    """A person has looked at the photos. The first time is kept for ever."""
    now = utc_now()
    seen = (
        update(Invitation)
        .where(Invitation.id == invitation.id)
        .values(
            first_viewed_at=func.coalesce(Invitation.first_viewed_at, now),
            last_viewed_at=now,
            last_used_at=now,
            view_count=Invitation.view_count + 1,
        )
    )
    with transaction():
        is_first = not db.session.scalar(_seen_before(invitation))
        db.session.execute(seen)
        if is_first:
            events.note_of_gallery(invitation.gallery, "gallery.viewed", invitation.name)


def _seen_before(invitation: Invitation) -> Select[bool]:
    """Has this person looked before? Of a public session: has any visitor?"""
    same = (
        (Invitation.gallery_id == invitation.gallery_id) & Invitation.is_visitor
        if invitation.is_visitor
        else Invitation.id == invitation.id
    )
    return select(exists().where(same, Invitation.first_viewed_at.is_not(None)))


def new_invitation(name: str, email: str) -> Invitation:
    """An invitation with a fresh link, not yet in any gallery; a step of a verb."""
    token = new_token()
    return Invitation(
        name=name, email=email, token_hash=token_hash(token), token_sealed=vault.seal(token)
    )


def promise_link(invitation: Invitation, actor: str) -> None:
    """Promise the mail with the link; a step of a verb."""
    now = utc_now()
    promise(
        "mail.gallery_ready",
        invitation.id,
        invitation.gallery.studio_id,
        dedupe=now.isoformat(),
        recipient=invitation.email,
    )
    events.note_of_gallery(invitation.gallery, "gallery.sent", actor, email=invitation.email)
