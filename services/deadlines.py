"""The end of choosing: when it comes, more time for one person, and opening again for all."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.types import utc_now
from services import events, invitations
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction

NOTE_LIMIT = 1000


class ExtensionOpen(Refused):
    """The person has asked already and waits for the answer."""


class ExtensionNotNeeded(Refused):
    """Choosing has no end, or it has not come near."""


class AlreadyAnswered(Refused):
    """Somebody else at the studio was quicker."""


class DayWrong(Refused):
    """The day has passed, or days are in the wrong order."""

    status = 422


class NoteTooLong(Refused):
    status = 422


@dataclass(frozen=True)
class Times:
    """What the photographer sets about the time of a gallery. Days without time, fee in cents."""

    select_until_on: date | None
    expires_on: date | None
    extension_cents: int
    sends_reminders: bool


def change_times(gallery: Gallery, times: Times) -> None:
    """Raises DayWrong when looking would end before choosing."""
    last, expiry = times.select_until_on, times.expires_on
    if last and expiry and expiry < last:
        raise DayWrong(lazy_gettext("The session cannot end before choosing does."))
    with transaction():
        for name, value in vars(times).items():
            setattr(gallery, name, value)


def ask_for_extension(invitation: Invitation, note: str) -> None:
    """The person asks for more time and agrees to the gallery's fee.

    Raises ExtensionNotNeeded, ExtensionOpen, NoteTooLong.
    """
    note = note.strip()
    if len(note) > NOTE_LIMIT:
        raise NoteTooLong(lazy_gettext("Use at most %(count)s characters.", count=NOTE_LIMIT))
    gallery = invitation.gallery
    if gallery.select_until_on is None:
        raise ExtensionNotNeeded(lazy_gettext("Choosing has no last day here."))
    with transaction():
        _lock(invitation)
        db.session.refresh(invitation, ["extensions"])
        if any(one.is_open for one in invitation.extensions):
            raise ExtensionOpen(lazy_gettext("You have asked already; the studio will answer."))
        asked = Extension(invitation_id=invitation.id, note=note, fee_cents=gallery.extension_cents)
        db.session.add(asked)
        db.session.flush()
        events.note_of_gallery(gallery, "extension.asked", invitation.name)
        promise(
            "mail.extension_asked",
            asked.id,
            gallery.studio_id,
            recipient=gallery.studio.contact_email,
        )


def grant_extension(extension: Extension, until_on: date, fee_cents: int, actor: str) -> None:
    """More time for this person until the end of `until_on`. Raises DayWrong, AlreadyAnswered."""
    gallery = extension.invitation.gallery
    if until_on < gallery.studio.today():
        raise DayWrong(lazy_gettext("Choose a day that has not passed."))
    with transaction():
        _answer(
            extension, actor, "extension.granted", granted_until_on=until_on, fee_cents=fee_cents
        )
        if gallery.expires_on and gallery.expires_on < until_on:
            gallery.expires_on = until_on


def refuse_extension(extension: Extension, actor: str) -> None:
    """Raises AlreadyAnswered."""
    with transaction():
        _answer(extension, actor, "extension.refused")


def reopen(gallery: Gallery, until_on: date, tells: bool, actor: str) -> None:
    """Choosing goes on until the end of `until_on`; `tells` mails everybody their link.

    Raises DayWrong.
    """
    if until_on < gallery.studio.today():
        raise DayWrong(lazy_gettext("Choose a day that has not passed."))
    with transaction():
        gallery.select_until_on = until_on
        if gallery.expires_on and gallery.expires_on < until_on:
            gallery.expires_on = until_on
        events.note_of_gallery(gallery, "gallery.reopened", actor, until=until_on.isoformat())
        for invitation in gallery.invitations if tells else ():
            if invitation.is_named and not invitation.is_revoked:
                invitations.promise_link(invitation, actor)


def _answer(extension: Extension, actor: str, kind: str, **values) -> None:
    invitation = extension.invitation
    answer = update(Extension).where(Extension.id == extension.id, Extension.answered_at.is_(None))
    if changed_rows(answer.values(answered_at=utc_now(), **values)) != 1:
        raise AlreadyAnswered(lazy_gettext("This request has been answered already."))
    events.note_of_gallery(invitation.gallery, kind, actor, name=invitation.name)
    promise(
        "mail.extension_answered",
        extension.id,
        invitation.gallery.studio_id,
        recipient=invitation.email,
    )


def _lock(invitation: Invitation) -> None:
    """Of two questions at once one waits for the other."""
    touch = update(Invitation).where(Invitation.id == invitation.id)
    db.session.execute(touch.values(link_epoch=Invitation.link_epoch))
