"""Handing finished photos over, and telling the client of new ones."""

from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, func, select, update

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from models.delivery import Delivery, DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.photo import Folder, Photo
from models.types import utc_now
from services import completion, events, galleries, photos, return_check
from services.refusals import Refused
from services.return_check import ReturnCheck, ReturnCheckFailed
from services.transaction import changed_rows, promise, transaction

FINISHED = (Folder.FULL, Folder.WEB)
NOTE_LIMIT = 2000
NAMED = 10


class NothingToHandOver(Refused):
    """No finished photo has been uploaded."""


class HandedOverBefore(Refused):
    """The button was pressed before; telling the client again is another verb."""


class NotifiedBefore(Refused):
    """The same form was sent before."""


class NobodyToTell(Refused):
    """Every link has been revoked."""


def hand_over(gallery: Gallery, actor: str, note: str = "", waived: str = "") -> None:
    """Open the finished photos to the client; mail everybody invited, and visitors who ordered.

    Their links lead in from now on, also when nothing was sent to choose from. `note` goes into
    the mail and onto the client's page; `waived` is the fingerprint of the differences that may be.
    Raises NothingToHandOver, NobodyToTell, ReturnCheckFailed, or HandedOverBefore when pressed
    twice.
    """
    _check(gallery)
    now = utc_now()
    first = update(Delivery).where(
        Delivery.gallery_id == gallery.id, Delivery.handed_over_at.is_(None)
    )
    with transaction():
        if gallery.delivery.is_handed_over:
            raise HandedOverBefore(lazy_gettext("The photos have been handed over already."))
        check = _checked(gallery, waived)
        if changed_rows(first.values(handed_over_at=now)) != 1:
            raise HandedOverBefore(lazy_gettext("The photos have been handed over already."))
        if not gallery.is_sent:
            galleries.number_photos(gallery)
            gallery.sent_at = now
        _waive(gallery, check, actor)
        _notify(gallery, "delivery.handed_over", actor, now, note)
    completion.complete_handed_over(gallery)


def notify_again(
    gallery: Gallery, actor: str, seen_round: int, note: str = "", waived: str = ""
) -> None:
    """Mail everybody invited once more; files that came meanwhile are new to them.

    `seen_round` is the round the page showed. Raises NotifiedBefore when that is over,
    NothingToHandOver, NobodyToTell or ReturnCheckFailed.
    """
    _check(gallery)
    now = utc_now()
    still = update(Delivery).where(
        Delivery.gallery_id == gallery.id,
        Delivery.round == seen_round,
        Delivery.handed_over_at.is_not(None),
    )
    with transaction():
        told_at = gallery.delivery.notified_at
        if changed_rows(still.values(news_since_at=told_at)) != 1:
            raise NotifiedBefore(lazy_gettext("The client has been told already."))
        check = _checked(gallery, waived)
        _waive(gallery, check, actor)
        _notify(gallery, "delivery.notified", actor, now, note)
    completion.complete_handed_over(gallery)


def recipients(gallery: Gallery) -> list[Invitation]:
    """Whom finished photos are announced to: the invited, and visitors who have ordered."""
    standing = Order.of_gallery(gallery.id).where(Order.cancelled_at.is_(None))
    ordered = set(db.session.scalars(standing.with_only_columns(Order.invitation_id)))
    return [
        person
        for person in gallery.invitations
        if not person.is_revoked and (not person.is_visitor or person.id in ordered)
    ]


def fresh_count(gallery: Gallery) -> int:
    """Files that came after the client was last told."""
    if gallery.delivery.notified_at is None:
        return 0
    newer = _finished(gallery) & (Photo.received_at > gallery.delivery.notified_at)
    return db.session.scalar(select(func.count()).where(newer)) or 0


def ready_count(order: Order) -> int:
    """How many files of an order have been handed over, whether or not they may be taken yet."""
    gallery = order.gallery
    if gallery is None or not gallery.delivery.is_handed_over:
        return 0
    wanted = {matching_key(stem(photo.filename)) for photo in order.photos if photo.file_orders}
    known = photos.proof_stems(gallery) | wanted
    finished = select(Photo.filename).where(_finished(gallery), Photo.failed_at.is_(None))
    own = order.studio.finished_suffix
    here = {matching_stem(name, known, own) for name in db.session.scalars(finished)}
    return len(here & wanted)


def waits_for_payment(order: Order) -> bool:
    """The photos of an order may be taken only when it has been paid, and it has not."""
    if order.gallery is None:
        return False
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    delivery = order.gallery.delivery
    right = delivery.right_of(person) if person else delivery.download_right
    return right == DownloadRight.PAID and not order.is_settled


def _check(gallery: Gallery) -> None:
    if not recipients(gallery):
        raise NobodyToTell(lazy_gettext("Every link has been revoked. Give somebody a new one."))
    finished = select(Photo.id).where(_finished(gallery), Photo.failed_at.is_(None))
    if db.session.scalar(finished.limit(1)) is None:
        raise NothingToHandOver(lazy_gettext("Add finished photos first."))


def _checked(gallery: Gallery, waived: str) -> ReturnCheck:
    """The return check, without differences or with those that were seen and may be.

    Raises ReturnCheckFailed.
    """
    check = return_check.of(gallery)
    if check.differs and check.fingerprint not in (waived, check.waived):
        raise ReturnCheckFailed(
            lazy_gettext("The files differ from the orders. Say that they may, or mend it first."),
            check,
        )
    return check


def _waive(gallery: Gallery, check: ReturnCheck, actor: str) -> None:
    """Remember which differences were let pass, and that somebody did so."""
    if check.differs and not check.is_waived:
        differences = check.differences
        events.note_of_gallery(
            gallery,
            "delivery.waived",
            actor,
            missing=_named(differences.missing),
            surplus=_named(differences.surplus),
            folders=_named(differences.without_web + differences.only_web),
        )
    gallery.delivery.waived = check.fingerprint


def _named(filenames: tuple[str, ...]) -> str:
    """The first names, and how many there are beside them."""
    rest = len(filenames) - NAMED
    return ", ".join([*map(stem, filenames[:NAMED]), *([f"+{rest}"] if rest > 0 else [])])


def _notify(gallery: Gallery, kind: str, actor: str, now: datetime, note: str) -> None:
    delivery = gallery.delivery
    delivery.notified_at = now
    delivery.note = note.strip()[:NOTE_LIMIT]
    delivery.round += 1
    for invitation in recipients(gallery):
        promise(
            "mail.delivery_ready",
            invitation.id,
            gallery.studio_id,
            dedupe=str(delivery.round),
            recipient=invitation.email,
        )
    events.note_of_gallery(gallery, kind, actor)


def _finished(gallery: Gallery) -> ColumnElement[bool]:
    """What clients may get to see."""
    here = (Photo.gallery_id == gallery.id) & Photo.folder.in_(FINISHED)
    return here & Photo.hidden_at.is_(None)
