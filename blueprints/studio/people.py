"""The people invited to a session, and what became of the mails with their links."""

from dataclasses import dataclass

from sqlalchemy import func, select

from extensions import db
from models.gallery import Gallery
from models.invitation import Invitation
from models.outbox import OutboxEntry
from services import delivery_reasons

LINK_MAIL = "mail.gallery_ready"


@dataclass(frozen=True)
class Person:
    """`mail` is the newest mail with the link, or None when none was ever promised."""

    invitation: Invitation
    mail: OutboxEntry | None

    @property
    def mail_state(self) -> str:
        """none, waiting, sent or failed."""
        if self.mail is None or self.mail.state == "cancelled":
            return "none"
        return {"sent": "sent", "dead": "failed"}.get(self.mail.state, "waiting")

    @property
    def mail_reason(self) -> str:
        return delivery_reasons.sentence(self.mail) if self.mail else ""


def people_of(gallery: Gallery) -> list[Person]:
    """Everybody ever invited, in the order they were; two queries however many there are."""
    ids = [invitation.id for invitation in gallery.invitations]
    newest = (
        select(func.max(OutboxEntry.id))
        .where(OutboxEntry.kind == LINK_MAIL, OutboxEntry.subject_id.in_(ids))
        .group_by(OutboxEntry.subject_id)
    )
    entries = db.session.scalars(select(OutboxEntry).where(OutboxEntry.id.in_(newest)))
    mails = {entry.subject_id: entry for entry in entries}
    return [Person(invitation, mails.get(invitation.id)) for invitation in gallery.invitations]
