"""What is behind a link: one invited person, or the door of a public session."""

from dataclasses import dataclass

from flask import abort
from flask_login import current_user

from blueprints import access
from extensions import db
from models.closed_link import ClosedLink
from models.gallery import Gallery
from models.invitation import Invitation
from models.token import token_hash


@dataclass(frozen=True)
class Link:
    """`invitation` is None for the public link: whoever enters by it becomes a visitor."""

    token: str
    gallery: Gallery
    invitation: Invitation | None

    @property
    def hash(self) -> str:
        return token_hash(self.token)

    @property
    def is_dead(self) -> bool:
        return self.invitation.is_revoked if self.invitation else not self.gallery.is_public

    @property
    def is_owners(self) -> bool:
        """The photographer tries the link: that is no view."""
        return current_user.is_authenticated and current_user.studio_id == self.gallery.studio_id

    @property
    def known_person(self) -> Invitation | None:
        """Who has entered by this link with this very browser, while that grant is good."""
        known = access.granted_invitation(self.gallery.code)
        is_theirs = known and self.invitation in (None, known)
        return known if is_theirs else None


def link_by_token(token: str) -> Link:
    """Aborts 404 when no link has this secret; a dead one, also of a deleted session, is found."""
    if invitation := db.session.scalar(Invitation.by_token(token)):
        return Link(token, invitation.gallery, invitation)
    if gallery := db.session.scalar(Gallery.by_public_token(token)):
        return Link(token, gallery, None)
    closed = db.session.scalar(ClosedLink.by_token(token)) or abort(404)
    return Link(token, closed.gallery, None)
