"""Have the invited people looked at a gallery, and did their mail reach them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.gallery import Gallery
from models.invitation import Invitation
from models.outbox import OutboxEntry

MAIL_KIND = "mail.gallery_ready"
SAME_VISIT = timedelta(minutes=30)


@dataclass(frozen=True)
class BannerLine:
    """One invited person; `mail` is the newest promise of their link, if there was any."""

    invitation: Invitation
    mail: OutboxEntry | None
    is_gallery_sent: bool

    @property
    def colour(self) -> str:
        """green: looked; red: the mail failed for good; yellow: we wait; grey: nothing went out."""
        if self.viewed_at:
            return "green"
        if self.mail_state == "failed":
            return "red"
        return "yellow" if self.is_gallery_sent or self.mail else "grey"

    @property
    def viewed_at(self) -> datetime | None:
        return self.invitation.first_viewed_at

    @property
    def last_viewed_at(self) -> datetime | None:
        """The last view when it belongs to a later visit than the first; both are UTC instants."""
        first, last = self.invitation.first_viewed_at, self.invitation.last_viewed_at
        return last if first and last and last - first > SAME_VISIT else None

    @property
    def mail_state(self) -> str:
        """none, waiting (for its first try), sending, retrying, sent or failed."""
        if self.mail is None or self.mail.state == "cancelled":
            return "none"
        states = {"leased": "sending", "retry": "retrying", "sent": "sent", "dead": "failed"}
        return states.get(self.mail.state, "waiting")

    @property
    def may_send_again(self) -> bool:
        """The link lives and no mail is on its way already."""
        is_on_its_way = self.mail_state in ("waiting", "sending")
        return not self.invitation.is_revoked and not is_on_its_way


@dataclass(frozen=True)
class Banner:
    """One line a person. A revoked link is told of only when its owner had looked before.

    Of a public session nobody is named: only `view_count` and `last_viewed_at` are told.
    """

    lines: tuple[BannerLine, ...]
    is_public: bool = False
    view_count: int = 0
    last_viewed_at: datetime | None = None

    @classmethod
    def of(cls, gallery: Gallery, mails: Iterable[OutboxEntry]) -> Banner:
        """`mails` are the promised links of the gallery's people, oldest first."""
        if gallery.is_public or gallery.visitors:
            return cls._of_everybody(gallery)
        newest = {mail.subject_id: mail for mail in mails}
        people = [
            person
            for person in gallery.invitations
            if person.first_viewed_at or not person.is_revoked
        ]
        return cls(
            tuple(
                BannerLine(person, newest.get(person.id), gallery.is_sent)
                for person in people or gallery.invitations
            )
        )

    @classmethod
    def _of_everybody(cls, gallery: Gallery) -> Banner:
        views = sum(one.view_count for one in gallery.invitations)
        last = [one.last_viewed_at for one in gallery.invitations if one.last_viewed_at]
        lines = (BannerLine(one, None, gallery.is_sent) for one in gallery.invitations)
        total = gallery.swept_view_count + views
        return cls(tuple(lines), True, total, max(last, default=None))

    @property
    def is_draft(self) -> bool:
        """Nobody has been written to and nobody has looked."""
        return all(line.colour == "grey" for line in self.lines)

    @property
    def names_people(self) -> bool:
        return len(self.lines) > 1
