"""Receiving photographs: streamed to disk, checked by content, named letter for letter.

An upload is identified by what the browser knows of the file (its SHA-256 where it can reckon one),
so adding the same files again continues what broke off and skips what is here.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy.exc import IntegrityError

from extensions import db
from media.incoming import Incoming, Readable, Received, TooLarge, UploadBusy, WrongOffset
from media.intake import Reason, UnreadablePhoto, check_name, sniff
from models.gallery import Gallery
from models.photo import Folder, Photo, natural_key, new_revision
from models.types import utc_now
from services import chapters, events, galleries, namesakes, quotas
from services.files import is_full, storage
from services.namesakes import Announced
from services.reasons import sentence
from services.refusals import Refused
from services.transaction import ask_for_renditions, forget_files, transaction

NAME_LIMIT_BYTES = 1024


class PhotoRefused(Refused):
    """The file is no photo Kadr takes; `reason` is a media.intake.Reason, or "transit"."""

    status = 422

    def __init__(self, reason: str, detail: dict | None = None):
        super().__init__(sentence(reason, detail))
        self.reason = reason


class FileTooLarge(Refused):
    status = 413


class OffsetWrong(Refused):
    """The upload continues elsewhere; `expected` is how many bytes are here."""

    def __init__(self, expected: int):
        super().__init__(lazy_gettext("The upload continues from another place."))
        self.expected = expected


class UploadRunning(Refused):
    """The same file is being sent by another tab right now."""


class DiskFull(Refused):
    status = 507


def find_received(gallery: Gallery, folder: Folder, announced: Announced) -> Photo | None:
    """The photo with this very content, when it is in the folder already."""
    if announced.sha256 is None:
        return None
    return db.session.scalar(
        namesakes.of_folder(gallery, folder).where(Photo.sha256 == announced.sha256)
    )


def offset_of(gallery: Gallery, folder: Folder, announced: Announced) -> int:
    """Bytes of this upload that are here. Raises the refusals that need no content."""
    _check(gallery, folder, announced)
    return _incoming(gallery, folder, announced).offset


def receive(
    gallery: Gallery, folder: Folder, announced: Announced, stream: Readable, offset: int = 0
) -> Photo | None:
    """Take the bytes from `offset` on; the photo once it is whole, None while bytes are missing.

    Raises PhotoRefused, FileTooLarge, NameTaken, OffsetWrong, UploadRunning, OverQuota or
    DiskFull.
    """
    _check(gallery, folder, announced)
    incoming = _incoming(gallery, folder, announced)
    # No transaction is kept open while the bytes come in.
    db.session.rollback()
    with refusing(incoming):
        limit = min(announced.size_bytes or limit_bytes(), limit_bytes())
        if incoming.append(stream, offset, limit) < announced.size_bytes:
            return None
        received = incoming.finish()
        if announced.sha256 and received.sha256 != announced.sha256:
            incoming.discard()
            raise PhotoRefused("transit")
        announced = replace(announced, upload_id=received.sha256)
        photo_format = sniff(received.head, received.size_bytes)
        return _keep(gallery, folder, announced, received, photo_format)


def _check(gallery: Gallery, folder: Folder, announced: Announced) -> None:
    if announced.size_bytes > limit_bytes():
        raise _too_large()
    chapters.check_name(announced.chapter)
    try:
        if announced.size_bytes == 0:
            raise UnreadablePhoto(Reason.EMPTY)
        check_filename(announced.filename)
    except UnreadablePhoto as error:
        raise PhotoRefused(error.reason, error.detail) from error
    replaced = namesakes.replaced_by(gallery, folder, announced)
    freed_bytes = replaced.size_bytes if replaced else 0
    quotas.check_room(gallery.studio, announced.size_bytes - freed_bytes)


def check_filename(filename: str) -> None:
    """Raise UnreadablePhoto for a name no file can have or a client must not download."""
    hidden = sum(unicodedata.category(letter) == "Cc" for letter in filename)
    if hidden:
        raise UnreadablePhoto(Reason.NAME, {"hidden_letters": hidden})
    length_bytes = len(filename.encode("utf-8", "replace"))
    if not 0 < length_bytes <= NAME_LIMIT_BYTES:
        raise UnreadablePhoto(Reason.NAME, {"name_bytes": length_bytes})
    check_name(filename)


def _keep(
    gallery: Gallery, folder: Folder, announced: Announced, received: Received, photo_format: str
) -> Photo:
    """Name the file and write its row; the same content twice gives the first row."""
    key = f"galleries/{gallery.id}/{folder}/{received.sha256}"
    storage().adopt(key, received.path)
    content = {
        "format": photo_format,
        "size_bytes": received.size_bytes,
        "sha256": received.sha256,
        "crc32": received.crc32,
        "storage_key": key,
        "received_at": utc_now(),
    }
    if announced.chapter and folder is Folder.PROOFS:
        content["chapter_id"] = chapters.chapter_named(gallery, announced.chapter).id
    try:
        with quotas.storing(key), transaction(reread=False):
            photo = _row(gallery, folder, announced)
            for name, value in content.items():
                setattr(photo, name, value)
            db.session.add(photo)
            db.session.flush()
            if gallery.is_sent and folder is Folder.PROOFS:
                galleries.number_photos(gallery)
            quotas.hold(gallery.studio_id)
            ask_for_renditions(photo)
        return photo
    except IntegrityError:
        same = namesakes.of_folder(gallery, folder).where(Photo.sha256 == received.sha256)
        return db.session.scalars(same).one()


def _row(gallery: Gallery, folder: Folder, announced: Announced) -> Photo:
    """A new row, or that of the photo it replaces: name, carts and orders keep their place."""
    photo = namesakes.replaced_by(gallery, folder, announced)
    if photo is None:
        return Photo(
            gallery_id=gallery.id,
            folder=folder,
            filename=announced.filename,
            sort_key=natural_key(announced.filename),
        )
    forget_files([photo.storage_key])
    photo.rendered_at = photo.failed_at = photo.failure = photo.render_lease_until = None
    photo.render_tries, photo.revision = 0, new_revision()
    events.note_of_gallery(
        gallery, "gallery.photo_replaced", announced.actor, photos=photo.filename
    )
    return photo


def _incoming(gallery: Gallery, folder: Folder, announced: Announced) -> Incoming:
    return Incoming(storage(), f"{gallery.id}-{folder}-{announced.upload_id}")


@contextmanager
def refusing(incoming: Incoming) -> Iterator[None]:
    """Turn what the media room raises into refusals; a refused file leaves nothing behind."""
    try:
        yield
    except UnreadablePhoto as error:
        incoming.discard()
        raise PhotoRefused(error.reason, error.detail) from error
    except WrongOffset as error:
        raise OffsetWrong(error.expected) from error
    except UploadBusy as error:
        raise UploadRunning(lazy_gettext("This file is being sent in another window.")) from error
    except TooLarge as error:
        raise _too_large() from error
    except OSError as error:
        if not is_full(error):
            raise
        raise DiskFull(lazy_gettext("The disk is full. The photo was not saved.")) from error


def limit_bytes() -> int:
    return current_app.config["UPLOAD_LIMIT_MB"] * 1_000_000


def _too_large() -> FileTooLarge:
    limit = current_app.config["UPLOAD_LIMIT_MB"]
    return FileTooLarge(lazy_gettext("The file is larger than %(limit)s MB.", limit=limit))
