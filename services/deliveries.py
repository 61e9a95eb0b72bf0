"""Handing finished photos over, and what a client may take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import func, select, update

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from media.zip_writer import ZipEntry, ZipPlan
from models.delivery import Delivery, Download, DownloadRight
from models.event import Event
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from models.types import utc_now
from services import galleries, web_versions
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
    """Open the finished photos to the client and mail everybody invited.

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


def downloadable(
    gallery: Gallery, folder: Folder, now: datetime, photo_id: int | None = None
) -> list[Photo]:
    """The finished photos of a folder that the client may take today; with `photo_id` that one."""
    delivery = gallery.delivery
    if not delivery.is_handed_over or delivery.is_expired_at(now):
        return []
    return permitted(gallery, folder, photo_id)


def permitted(gallery: Gallery, folder: Folder, photo_id: int | None = None) -> list[Photo]:
    """The finished photos of a folder that the right to download covers, handed over or not."""
    delivery = gallery.delivery
    finished = Photo.in_folder(gallery.id, folder)
    if photo_id is not None:
        finished = finished.where(Photo.id == photo_id)
    photos = db.session.scalars(finished).all()
    if delivery.download_right == DownloadRight.ALL:
        return list(photos)
    paid_only = delivery.download_right == DownloadRight.PAID
    allowed = {
        matching_key(stem(photo.filename))
        for photo in _ordered_photos(gallery)
        if any(order.is_settled or not paid_only for order in photo.file_orders)
    }
    proofs = _proof_stems(gallery)
    return [photo for photo in photos if matching_stem(photo.filename, proofs) in allowed]


def zip_plan(photos: Iterable[Photo]) -> ZipPlan:
    """The archive of these photos under their camera names."""
    return ZipPlan(
        [
            ZipEntry(
                name=photo.filename,
                size_bytes=photo.size_bytes,
                crc32=photo.crc32,
                modified_at=photo.captured_at or photo.received_at.replace(tzinfo=None),
                key=photo.storage_key,
            )
            for photo in photos
        ]
    )


def record_download(
    invitation: Invitation, folder: Folder, photo: Photo | None, file_count: int = 1
) -> None:
    """Write down that the client took one photo, or a folder when `photo` is None."""
    with transaction(reread=False):
        db.session.add(
            Download(
                delivery_id=invitation.gallery.delivery.id,
                invitation_id=invitation.id,
                photo_id=photo.id if photo else None,
                folder=folder,
                file_count=file_count,
            )
        )


def _check(gallery: Gallery) -> None:
    if all(invitation.is_revoked for invitation in gallery.invitations):
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
    for invitation in gallery.invitations:
        if not invitation.is_revoked:
            promise(
                "mail.delivery_ready",
                invitation.id,
                gallery.studio_id,
                dedupe=str(delivery.round),
                recipient=invitation.email,
            )
    db.session.add(
        Event(studio_id=gallery.studio_id, gallery_id=gallery.id, kind=kind, actor=actor)
    )


def _ordered_photos(gallery: Gallery) -> list[OrderedPhoto]:
    """What the finished photos are made of: every photo of the standing orders, in sheet order."""
    standing = (Order.gallery_id == gallery.id) & Order.cancelled_at.is_(None)
    orders = db.session.scalars(Order.with_photos(standing)).all()
    photos = OrderedPhoto.group(line for order in orders for line in order.lines)
    return sorted(photos, key=lambda one: (one.number is None, one.number or 0))


def _proof_stems(gallery: Gallery) -> set[str]:
    names = db.session.scalars(
        select(Photo.filename).where(Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
    )
    return {matching_key(stem(name)) for name in names}
