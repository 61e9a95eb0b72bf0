"""What a person may take of the finished photos, and what they took."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from media.zip_writer import ZipEntry, ZipPlan
from models.delivery import Download, DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from services.transaction import transaction


def downloadable(
    invitation: Invitation, folder: Folder, now: datetime, photo_id: int | None = None
) -> list[Photo]:
    """The finished photos of a folder that this person may take today; with `photo_id` that one.

    A visitor of a public session never gets more than what they have ordered themselves.
    """
    gallery, delivery = invitation.gallery, invitation.gallery.delivery
    if not delivery.is_handed_over or delivery.is_expired_at(now):
        return []
    right = DownloadRight(delivery.download_right)
    if right == DownloadRight.ALL and invitation.is_visitor:
        right = DownloadRight.ORDERED
    return _covered(gallery, folder, right, invitation.own_orders, photo_id)


def permitted(gallery: Gallery, folder: Folder) -> list[Photo]:
    """The finished photos of a folder that somebody may take, handed over or not."""
    right = DownloadRight(gallery.delivery.download_right)
    return _covered(gallery, folder, right, Order.gallery_id == gallery.id)


def wait_for_payment(invitation: Invitation) -> bool:
    """True when finished photos stay closed to this person until an order is paid."""
    if invitation.gallery.delivery.download_right != DownloadRight.PAID:
        return False
    standing = select(Order).where(invitation.own_orders, Order.cancelled_at.is_(None))
    return any(not order.is_settled for order in db.session.scalars(standing))


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


def _covered(
    gallery: Gallery,
    folder: Folder,
    right: DownloadRight,
    orders: ColumnElement[bool],
    photo_id: int | None = None,
) -> list[Photo]:
    """The photos of a folder that the right opens to whoever placed the orders."""
    finished = Photo.in_folder(gallery.id, folder)
    if photo_id is not None:
        finished = finished.where(Photo.id == photo_id)
    photos = list(db.session.scalars(finished))
    if right == DownloadRight.ALL:
        return photos
    standing = db.session.scalars(Order.with_photos(orders & Order.cancelled_at.is_(None)))
    ordered = OrderedPhoto.group(line for order in standing for line in order.lines)
    allowed = {
        matching_key(stem(photo.filename))
        for photo in ordered
        if any(one.is_settled or right == DownloadRight.ORDERED for one in photo.file_orders)
    }
    proofs = _proof_stems(gallery)
    return [photo for photo in photos if matching_stem(photo.filename, proofs) in allowed]


def _proof_stems(gallery: Gallery) -> set[str]:
    names = db.session.scalars(
        select(Photo.filename).where(Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
    )
    return {matching_key(stem(name)) for name in names}
