"""Web versions that Kadr makes of finished photos, where the photographer wants them.

A new photo gets its own together with its previews. One that is made later or again stands in
the queue by the `web_asked_at` of its original, whose previews stay where they are.
"""

import hashlib
import zlib
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, Select, or_, select, update

from extensions import db
from media.fitting import fit_within
from media.intake import UnreadablePhoto
from models.photo import RENDER_TRIES, Folder, Photo, natural_key, new_revision
from models.types import utc_now
from services.files import storage
from services.queues import Wake
from services.transaction import (
    WEB_VERSION_JOB,
    ask_for_renditions,
    ask_for_web_version,
    changed_rows,
    transaction,
)

log = structlog.get_logger()

LEASE = timedelta(seconds=90)
ROUND_LIMIT = 2000


def make(photo_id: int) -> None:
    """Make the web version of one photo, or make it again, unless another worker does."""
    if (asked_at := _claim(photo_id)) is None:
        return
    photo = db.session.get_one(Photo, photo_id)
    path, photo_format = storage().local_path(photo.storage_key), photo.format
    px, quality = photo.gallery.delivery.web_px, photo.gallery.delivery.web_quality
    db.session.rollback()
    # Here, so that only the rendition worker loads libvips.
    from media.renditions import web_version

    try:
        data = web_version(path, photo_format, px, quality)
    except (UnreadablePhoto, FileNotFoundError) as error:
        log.warning("web_version_not_made", photo=photo_id, error=type(error).__name__)
        data = b""
    done = update(Photo).where(Photo.id == photo_id, Photo.web_asked_at == asked_at)
    with transaction():
        if changed_rows(done.values(web_asked_at=None, render_lease_until=None)) != 1:
            _release(photo_id)
        elif data:
            add(db.session.get_one(Photo, photo_id), data)


def waiting() -> list[Wake]:
    """What the relay offers again."""
    photos = db.session.scalars(_asked(utc_now()).limit(ROUND_LIMIT))
    return [Wake("renditions", WEB_VERSION_JOB, photo_id) for photo_id in photos]


def is_wanted(photo: Photo) -> bool:
    """True for a finished photo whose web version is neither made nor uploaded by hand."""
    if photo.folder != Folder.FULL or not photo.gallery.delivery.makes_web_version:
        return False
    made, uploaded = Photo.made_from_sha256 == photo.sha256, uploaded_as(photo)
    return first(photo.gallery_id, made | uploaded) is None


def add(photo: Photo, data: bytes) -> None:
    """Keep the web version of `photo` and have its previews made; a step of a verb.

    It takes the place of an earlier one, also when the original has been replaced; the bytes of
    that stay for archives that are on their way, until the next `leftovers.sweep`. The previews of
    one that only got another size or quality stay.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if first(photo.gallery_id, Photo.sha256 == sha256):
        return
    key = f"galleries/{photo.gallery_id}/{Folder.WEB}/{sha256}"
    storage().put(key, data)
    web = first(photo.gallery_id, Photo.made_from_sha256 == photo.sha256)
    is_remade = web is not None and web.is_ready
    web = web or _outdated(photo) or Photo(gallery_id=photo.gallery_id, folder=Folder.WEB)
    web.filename, web.format = filename_of(photo), "jpeg"
    web.sort_key = natural_key(web.filename)
    web.size_bytes, web.sha256, web.crc32 = len(data), sha256, zlib.crc32(data)
    web.storage_key, web.made_from_sha256 = key, photo.sha256
    web.received_at, web.hidden_at = photo.received_at, web.hidden_at or photo.hidden_at
    db.session.add(web)
    if is_remade and photo.width_px and photo.height_px:
        longest_px = photo.gallery.delivery.web_px
        web.width_px, web.height_px = fit_within(photo.width_px, photo.height_px, longest_px)
        return
    web.revision, web.render_tries = new_revision(), 0
    web.rendered_at = web.failed_at = web.failure = web.render_lease_until = None
    db.session.flush()
    ask_for_renditions(web)


def filename_of(photo: Photo) -> str:
    """IMG_1042.tif as IMG_1042.jpg; the camera's own spelling of .JPG stays."""
    stem, dot, ending = photo.filename.rpartition(".")
    return photo.filename if ending.casefold() == "jpg" else f"{stem or ending}.jpg"


def uploaded_as(photo: Photo) -> ColumnElement[bool]:
    """The file that the photographer put into the web folder for this photo."""
    by_hand = Photo.made_from_sha256.is_(None)
    return (Photo.filename == filename_of(photo)) & by_hand


def first(gallery_id: int, condition: ColumnElement[bool]) -> Photo | None:
    """The oldest file of the web folder of which the condition is true."""
    folder = select(Photo).where(Photo.gallery_id == gallery_id, Photo.folder == Folder.WEB)
    return db.session.scalar(folder.where(condition).order_by(Photo.id).limit(1))


def _asked(now: datetime) -> Select[int]:
    """Ids of photos whose web version nobody is making at the moment."""
    free = or_(Photo.render_lease_until.is_(None), Photo.render_lease_until < now)
    ready = Photo.rendered_at.is_not(None)
    return select(Photo.id).where(Photo.web_asked_at.is_not(None), ready, free)


def _claim(photo_id: int) -> datetime | None:
    """When it was asked for, once this worker holds it. One that has cost workers their life is
    not asked for any more."""
    now = utc_now()
    claim = (
        update(Photo)
        .where(Photo.id.in_(_asked(now).where(Photo.id == photo_id)))
        .values(render_lease_until=now + LEASE, render_tries=Photo.render_tries + 1)
        .returning(Photo.render_tries, Photo.web_asked_at)
    )
    with transaction():
        claimed = db.session.execute(claim).one_or_none()
        if claimed and claimed.render_tries > RENDER_TRIES:
            log.warning("web_version_given_up", photo=photo_id)
            gone = update(Photo).where(Photo.id == photo_id)
            db.session.execute(gone.values(web_asked_at=None, render_lease_until=None))
            return None
    return claimed.web_asked_at if claimed else None


def _release(photo_id: int) -> None:
    """Another choice came meanwhile: make it again at once."""
    asked = update(Photo).where(Photo.id == photo_id, Photo.web_asked_at.is_not(None))
    if changed_rows(asked.values(render_lease_until=None)):
        ask_for_web_version(db.session.get_one(Photo, photo_id))


def _outdated(photo: Photo) -> Photo | None:
    """The web version made of the photo that `photo` has replaced."""
    originals = select(Photo.sha256).where(
        Photo.gallery_id == photo.gallery_id, Photo.folder == Folder.FULL
    )
    lost = Photo.made_from_sha256.not_in(originals)
    return first(photo.gallery_id, (Photo.filename == filename_of(photo)) & lost)
