"""Handing finished photos over, and what is still missing."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import func, select, update

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from models.delivery import Delivery, DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from models.types import utc_now
from services import events, galleries, web_versions
from services.refusals import Refused
from services.transaction import changed_rows, promise, transaction

FINISHED = (Folder.FULL, Folder.WEB)


class NothingToHandOver(Refused):
    """No finished photo has been uploaded."""


class HandedOverBefore(Refused):
    """The button was pressed before; telling the client again is another verb."""


class NotifiedBefore(Refused):
    """The same form was sent before."""


class NobodyToTell(Refused):
    """Every link has been revoked."""


@dataclass(frozen=True)
class ReturnCheck:
    """Ordered photos against the full-resolution folder; `missing` has each photo once."""

    ordered_count: int
    missing: list[OrderedPhoto]

    @property
    def here_count(self) -> int:
        return self.ordered_count - len(self.missing)


def hand_over(gallery: Gallery, actor: str) -> None:
    """Open the finished photos to the client; mail everybody invited, and visitors who ordered.

    Their links lead in from now on, also when nothing was sent to choose from.
    Raises NothingToHandOver, NobodyToTell, or HandedOverBefore when pressed twice.
    """
    _check(gallery)
    now = utc_now()
    first = update(Delivery).where(
        Delivery.gallery_id == gallery.id, Delivery.handed_over_at.is_(None)
    )
    with transaction():
        if changed_rows(first.values(handed_over_at=now)) != 1:
            raise HandedOverBefore(lazy_gettext("The photos have been handed over already."))
        if not gallery.is_sent:
            galleries.number_photos(gallery)
            gallery.sent_at = now
        _notify(gallery, "delivery.handed_over", actor, now)


def notify_again(gallery: Gallery, actor: str, seen_round: int) -> None:
    """Mail everybody invited once more, for instance about new files.

    `seen_round` is the round the page showed. Raises NotifiedBefore when that is over,
    NothingToHandOver or NobodyToTell.
    """
    _check(gallery)
    now = utc_now()
    still = update(Delivery).where(
        Delivery.gallery_id == gallery.id,
        Delivery.round == seen_round,
        Delivery.handed_over_at.is_not(None),
    )
    with transaction():
        if changed_rows(still.values(notified_at=now)) != 1:
            raise NotifiedBefore(lazy_gettext("The client has been told already."))
        _notify(gallery, "delivery.notified", actor, now)


def change_delivery(delivery: Delivery, right: DownloadRight, makes_web_version: bool) -> None:
    """Change what may be taken, and whether Kadr makes web versions: of what is here, too."""
    with transaction():
        delivery.download_right = right
        delivery.makes_web_version = makes_web_version
        if makes_web_version:
            web_versions.ask_for_missing(delivery.gallery)


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
    newer = select(func.count()).where(
        Photo.gallery_id == gallery.id,
        Photo.folder.in_(FINISHED),
        Photo.received_at > gallery.delivery.notified_at,
    )
    return db.session.scalar(newer) or 0


def check_return(gallery: Gallery) -> ReturnCheck:
    """Which ordered photos have no finished full-resolution file yet.

    Names are compared without extension and suffix: IMG_1044-Edit.jpg counts as IMG_1044.
    """
    ordered = {matching_key(stem(one.filename)): one for one in _ordered_photos(gallery)}
    names = db.session.scalars(
        select(Photo.filename).where(Photo.gallery_id == gallery.id, Photo.folder == Folder.FULL)
    )
    here = {matching_stem(name, ordered) for name in names}
    return ReturnCheck(len(ordered), [one for name, one in ordered.items() if name not in here])


def ready_count(order: Order) -> int:
    """How many files of an order have been handed over, whether or not they may be taken yet."""
    if not order.gallery.delivery.is_handed_over:
        return 0
    stems = {matching_key(stem(photo.filename)) for photo in order.photos if photo.file_orders}
    finished = select(Photo.filename).where(
        Photo.gallery_id == order.gallery_id, Photo.folder.in_(FINISHED), Photo.failed_at.is_(None)
    )
    here = {matching_stem(name, stems) for name in db.session.scalars(finished)}
    return len(here - {None})


def waits_for_payment(order: Order) -> bool:
    """The photos of an order may be taken only when it has been paid, and it has not."""
    right = order.gallery.delivery.download_right
    return right == DownloadRight.PAID and not order.is_settled


def _check(gallery: Gallery) -> None:
    if not recipients(gallery):
        raise NobodyToTell(lazy_gettext("Every link has been revoked. Give somebody a new one."))
    finished = select(Photo.id).where(
        Photo.gallery_id == gallery.id, Photo.folder.in_(FINISHED), Photo.failed_at.is_(None)
    )
    if db.session.scalar(finished.limit(1)) is None:
        raise NothingToHandOver(lazy_gettext("Add finished photos first."))


def _notify(gallery: Gallery, kind: str, actor: str, now: datetime) -> None:
    delivery = gallery.delivery
    delivery.notified_at = now
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


def _ordered_photos(gallery: Gallery) -> list[OrderedPhoto]:
    """What the finished photos are made of: every photo of the standing orders, in sheet order."""
    standing = (Order.gallery_id == gallery.id) & Order.cancelled_at.is_(None)
    orders = db.session.scalars(Order.with_photos(standing)).all()
    photos = OrderedPhoto.group(line for order in orders for line in order.lines)
    return sorted(photos, key=lambda one: (one.number is None, one.number or 0))
