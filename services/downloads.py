"""What a person may take of the finished photos, why not the rest, and what they took."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from media.zip_writer import ZipEntry, ZipPlan
from models.delivery import Download, DownloadRight
from models.invitation import Invitation
from models.order import Order
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from services import audit, photos
from services.transaction import transaction

PART_BYTES = 2_000_000_000


class Hindrance(StrEnum):
    """Why somebody cannot take a photo. The first three close everything."""

    REVOKED = "revoked"
    NOT_HANDED_OVER = "not handed over"
    ENDED = "ended"
    HIDDEN = "hidden"
    NOT_ORDERED = "not ordered"
    NO_FILE_ORDERED = "no file ordered"
    UNPAID = "unpaid"


@dataclass(frozen=True)
class Offered:
    """A finished photo as one person meets it; `unpaid` are the orders that it waits for."""

    photo: Photo
    hindrance: Hindrance | None = None
    unpaid: tuple[Order, ...] = ()


def downloadable(
    invitation: Invitation, folder: Folder, now: datetime, photo_id: int | None = None
) -> list[Photo]:
    """The finished photos of a folder that this person may take today; with `photo_id` that one."""
    if closed(invitation, now):
        return []
    found = offered(invitation, folder, now, photo_id)
    return [one.photo for one in found if one.hindrance is None]


def offered(
    invitation: Invitation, folder: Folder, now: datetime, photo_id: int | None = None
) -> list[Offered]:
    """Every finished photo of a folder and what keeps this person from it, if anything does."""
    finished = Photo.in_folder(invitation.gallery_id, folder)
    if photo_id is not None:
        finished = finished.where(Photo.id == photo_id)
    found = list(db.session.scalars(finished))
    if shut := closed(invitation, now):
        return [Offered(photo, shut) for photo in found]
    return _by_right(invitation, found)


def permitted(invitation: Invitation, folder: Folder) -> list[Photo]:
    """What the person's right opens to them, were the photos handed over this minute."""
    found = list(db.session.scalars(Photo.in_folder(invitation.gallery_id, folder)))
    return [one.photo for one in _by_right(invitation, found) if one.hindrance is None]


def closed(invitation: Invitation, now: datetime) -> Hindrance | None:
    """What keeps a person from every finished photo, whatever their right."""
    delivery = invitation.gallery.delivery
    if invitation.is_revoked:
        return Hindrance.REVOKED
    if not delivery.is_handed_over:
        return Hindrance.NOT_HANDED_OVER
    return Hindrance.ENDED if delivery.is_expired_at(now, invitation) else None


def wait_for_payment(invitation: Invitation) -> bool:
    """True when finished photos stay closed to this person until an order is paid."""
    if invitation.gallery.delivery.right_of(invitation) != DownloadRight.PAID:
        return False
    standing = select(Order).where(invitation.own_orders, Order.cancelled_at.is_(None))
    return any(not order.is_settled for order in db.session.scalars(standing))


def zip_plan(taken_photos: Iterable[Photo]) -> ZipPlan:
    """The archive of these photos under their camera names."""
    return ZipPlan([zip_entry(photo) for photo in taken_photos])


def zip_entry(photo: Photo, folder: tuple[str, ...] = ()) -> ZipEntry:
    """A stored photo as a file of an archive, in folders, outermost first."""
    return ZipEntry(
        name=photo.filename,
        size_bytes=photo.size_bytes,
        crc32=photo.crc32,
        modified_at=photo.captured_at or photo.received_at.replace(tzinfo=None),
        key=photo.storage_key,
        folder=folder,
    )


def record_download(
    invitation: Invitation,
    folder: Folder,
    photo: Photo | None,
    file_count: int = 1,
    size_bytes: int | None = None,
) -> None:
    """Write down that the client took one photo, or a folder when `photo` is None."""
    studio_id, title = invitation.gallery.studio_id, invitation.gallery.title
    kind, about = ("data.photo_taken", photo.filename) if photo else ("data.archive_taken", title)
    with transaction(reread=False):
        audit.add(studio_id, kind, invitation.name, about=about)
        db.session.add(
            Download(
                delivery_id=invitation.gallery.delivery.id,
                invitation_id=invitation.id,
                photo_id=photo.id if photo else None,
                folder=folder,
                file_count=file_count,
                size_bytes=photo.size_bytes if photo else size_bytes,
            )
        )


@dataclass(frozen=True)
class Taken:
    """What a person has downloaded of a folder: when which photo last, and the newest archive with
    its number of photos."""

    photos: dict[int, datetime]
    archive_at: datetime | None = None
    archive_count: int = 0


def taken(invitation: Invitation, folder: Folder) -> Taken:
    """The person's own downloads of a folder."""
    theirs = (Download.invitation_id == invitation.id, Download.folder == folder)
    single = select(Download.photo_id, func.max(Download.started_at)).group_by(Download.photo_id)
    found = db.session.execute(single.where(*theirs, Download.photo_id.is_not(None)))
    whole = select(Download.started_at, Download.file_count).order_by(Download.id.desc()).limit(1)
    newest = db.session.execute(whole.where(*theirs, Download.file_count > 1)).one_or_none()
    return Taken({one: at for one, at in found if one}, *(newest or ()))


def parts(finished: list[Photo]) -> list[list[Photo]]:
    """A folder in archives of at most PART_BYTES, for old disks and slow lines; one is enough for
    most. A photo is never cut."""
    found: list[list[Photo]] = [[]]
    room = PART_BYTES
    for photo in finished:
        if found[-1] and photo.size_bytes > room:
            found.append([])
            room = PART_BYTES
        found[-1].append(photo)
        room -= photo.size_bytes
    return found


def _by_right(invitation: Invitation, finished: list[Photo]) -> list[Offered]:
    right = invitation.gallery.delivery.right_of(invitation)
    if right == DownloadRight.ALL:
        return [_hidden(photo) or Offered(photo) for photo in finished]
    ordered = _ordered(invitation)
    known = photos.proof_stems(invitation.gallery) | set(ordered)
    own = invitation.gallery.studio.finished_suffix
    return [
        _hidden(photo)
        or _judged(photo, ordered.get(matching_stem(photo.filename, known, own) or ""), right)
        for photo in finished
    ]


def _hidden(photo: Photo) -> Offered | None:
    """A photo that the studio has hidden is nobody's, whoever has paid for it."""
    return Offered(photo, Hindrance.HIDDEN) if photo.is_hidden else None


def _judged(photo: Photo, wanted: list[OrderedPhoto] | None, right: DownloadRight) -> Offered:
    """A print or a product alone brings no file, and an unpaid order none where it must be paid."""
    if not wanted:
        return Offered(photo, Hindrance.NOT_ORDERED)
    orders = tuple(dict.fromkeys(order for one in wanted for order in one.file_orders))
    if not orders:
        return Offered(photo, Hindrance.NO_FILE_ORDERED)
    if right == DownloadRight.ORDERED or any(order.is_settled for order in orders):
        return Offered(photo)
    return Offered(photo, Hindrance.UNPAID, orders)


def _ordered(invitation: Invitation) -> dict[str, list[OrderedPhoto]]:
    """What counts as ordered by this person, under the keys of the names."""
    standing = Order.with_photos(invitation.own_orders & Order.cancelled_at.is_(None))
    lines = (line for order in db.session.scalars(standing) for line in order.lines)
    found: dict[str, list[OrderedPhoto]] = {}
    for photo in OrderedPhoto.group(lines):
        found.setdefault(matching_key(stem(photo.filename)), []).append(photo)
    return found
