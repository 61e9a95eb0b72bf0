"""Web versions that Kadr makes of finished photos, where the photographer wants them."""

import hashlib
import zlib

from sqlalchemy import ColumnElement, select, update

from extensions import db
from models.gallery import Gallery
from models.photo import Folder, Photo, natural_key, new_revision
from models.types import utc_now
from services.files import storage
from services.transaction import ask_for_renditions, forget_files


def is_wanted(photo: Photo) -> bool:
    """True for a finished photo whose web version is neither made nor uploaded by hand."""
    if photo.folder != Folder.FULL or not photo.gallery.delivery.makes_web_version:
        return False
    made, uploaded = Photo.made_from_sha256 == photo.sha256, _uploaded_as(photo)
    return _first(photo.gallery_id, made | uploaded) is None


def add(photo: Photo, data: bytes) -> None:
    """Keep the web version of `photo` and have its previews made; a step of a verb.

    It takes the place of one whose original has been replaced.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if _first(photo.gallery_id, Photo.sha256 == sha256):
        return
    key = f"galleries/{photo.gallery_id}/{Folder.WEB}/{sha256}"
    storage().put(key, data)
    web = _outdated(photo) or Photo(gallery_id=photo.gallery_id, folder=Folder.WEB)
    if web.storage_key:
        forget_files([web.storage_key])
    web.filename, web.format = filename_of(photo), "jpeg"
    web.sort_key = natural_key(web.filename)
    web.size_bytes, web.sha256, web.crc32 = len(data), sha256, zlib.crc32(data)
    web.storage_key, web.made_from_sha256, web.received_at = key, photo.sha256, utc_now()
    web.revision, web.render_tries = new_revision(), 0
    web.rendered_at = web.failed_at = web.failure = web.render_lease_until = None
    db.session.add(web)
    db.session.flush()
    ask_for_renditions(web)


def ask_for_missing(gallery: Gallery) -> None:
    """Have every finished photo without a web version rendered once more; a step of a verb."""
    for photo in db.session.scalars(Photo.ready_in_folder(gallery.id, Folder.FULL)).all():
        if is_wanted(photo):
            again = update(Photo).where(Photo.id == photo.id)
            db.session.execute(again.values(rendered_at=None, render_tries=0))
            ask_for_renditions(photo)


def filename_of(photo: Photo) -> str:
    """IMG_1042.tif as IMG_1042.jpg; the camera's own spelling of .JPG stays."""
    stem, dot, ending = photo.filename.rpartition(".")
    return photo.filename if ending.casefold() == "jpg" else f"{stem or ending}.jpg"


def _outdated(photo: Photo) -> Photo | None:
    """The web version made of the photo that `photo` has replaced."""
    originals = select(Photo.sha256).where(
        Photo.gallery_id == photo.gallery_id, Photo.folder == Folder.FULL
    )
    lost = Photo.made_from_sha256.not_in(originals)
    return _first(photo.gallery_id, (Photo.filename == filename_of(photo)) & lost)


def _uploaded_as(photo: Photo) -> ColumnElement[bool]:
    by_hand = Photo.made_from_sha256.is_(None)
    return (Photo.filename == filename_of(photo)) & by_hand


def _first(gallery_id: int, condition: ColumnElement[bool]) -> Photo | None:
    folder = select(Photo).where(Photo.gallery_id == gallery_id, Photo.folder == Folder.WEB)
    return db.session.scalar(folder.where(condition).order_by(Photo.id).limit(1))
