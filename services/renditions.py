"""Making the smaller pictures of a photo. The photo's own row is the promise and the lease."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from sqlalchemy import Update, delete, or_, select, update

from extensions import db
from media.intake import Reason, UnreadablePhoto
from models.gallery import Gallery
from models.photo import RENDER_TRIES, Folder, Photo, Rendition
from models.types import utc_now
from services import (
    bursts,
    covers,
    logos,
    picture_preparing,
    queues,
    watermarks,
    web_versions,
)
from services.files import is_full, storage
from services.marking import mark_of
from services.queues import Wake
from services.transaction import (
    COVER_JOB,
    RENDITION_JOB,
    ask_for_picture,
    ask_for_renditions,
    changed_rows,
    forget_files,
    transaction,
)

log = structlog.get_logger()

LEASE = timedelta(seconds=90)
ROUND_LIMIT = 2000


def make(photo_id: int) -> None:
    """Render one photo, unless it is done or another worker holds it.

    A photo that has cost `RENDER_TRIES` workers their life is set aside.
    """
    if not _claim(photo_id):
        return
    photo = db.session.get_one(Photo, photo_id)
    revision, folder, gallery_id = photo.revision, Folder(photo.folder), photo.gallery_id
    path = storage().local_path(photo.storage_key)
    mark = mark_of(photo.gallery) if folder is Folder.PROOFS else None
    photo_format, kinds = photo.format, photo.rendition_kinds
    keys = {kind: photo.rendition_key(kind) for kind in kinds}
    delivery = photo.gallery.delivery
    choice = (delivery.web_px, delivery.web_quality) if web_versions.is_wanted(photo) else None
    db.session.rollback()
    # Here, so that only the rendition worker loads libvips.
    from media.renditions import render, web_version

    try:
        rendered = render(path, photo_format, mark, kinds)
        for_web = web_version(path, photo_format, *choice) if choice else None
    except UnreadablePhoto as error:
        _give_up(photo_id, revision, error.reason, error.detail)
    else:
        with _waiting_for_room(photo_id, revision):
            for kind, file in rendered.files.items():
                storage().put(keys[kind], file.data)
            _finish(photo_id, revision, rendered, keys, for_web)
    if folder is Folder.PROOFS:
        bursts.find(gallery_id)


def retry(photo: Photo) -> None:
    """Try a failed photo again, with all its tries."""
    with transaction():
        photo.failed_at = photo.failure = photo.failure_detail = photo.render_lease_until = None
        photo.render_tries = 0
        ask_for_renditions(photo)


def relay() -> int:
    """Offer everything that waits for the rendition worker again; returns how much."""
    photos = db.session.scalars(Photo.waiting(utc_now()).limit(ROUND_LIMIT))
    wakes = [Wake("renditions", RENDITION_JOB, photo_id) for photo_id in photos]
    wakes += [*logos.waiting(), *watermarks.waiting(), *covers.waiting()]
    wakes += [*web_versions.waiting(), *picture_preparing.waiting()]
    db.session.rollback()
    queues.wake(wakes)
    return len(wakes)


def _claim(photo_id: int) -> bool:
    now = utc_now()
    claim = (
        update(Photo)
        .where(
            Photo.id == photo_id,
            Photo.rendered_at.is_(None),
            Photo.failed_at.is_(None),
            or_(Photo.render_lease_until.is_(None), Photo.render_lease_until < now),
        )
        .values(render_lease_until=now + LEASE, render_tries=Photo.render_tries + 1)
        .returning(Photo.render_tries, Photo.revision)
    )
    with transaction():
        claimed = db.session.execute(claim).one_or_none()
    if claimed is None:
        return False
    if claimed.render_tries > RENDER_TRIES:
        _give_up(photo_id, claimed.revision, Reason.QUARANTINED, {})
        return False
    return True


def _give_up(photo_id: int, revision: str, reason: str, detail: dict) -> None:
    log.warning("photo_unreadable", photo=photo_id, reason=reason)
    failed = (
        update(Photo)
        .where(Photo.id == photo_id, Photo.revision == revision)
        .values(failed_at=utc_now(), failure=reason, failure_detail=detail, render_lease_until=None)
    )
    with transaction():
        db.session.execute(failed)


@contextmanager
def _waiting_for_room(photo_id: int, revision: str) -> Iterator[None]:
    """A full disk is no fault of the photo: the try does not count, the next one is made once the
    lease has ended."""
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        log.warning("no_room_for_renditions", photo=photo_id)
        untried = update(Photo).where(Photo.id == photo_id, Photo.revision == revision)
        with transaction():
            db.session.execute(untried.values(render_tries=Photo.render_tries - 1))


def _finish(
    photo_id: int, revision: str, rendered, keys: dict[str, str], for_web: bytes | None
) -> None:
    """Write the renditions down, unless the photo was replaced or re-marked meanwhile."""
    with transaction():
        if changed_rows(_done(photo_id, revision, rendered)) != 1:
            forget_files(keys.values())
            return
        forget_files(db.session.scalars(select(Rendition.key).filter_by(photo_id=photo_id)))
        db.session.execute(delete(Rendition).where(Rendition.photo_id == photo_id))
        db.session.add_all(
            Rendition(
                photo_id=photo_id,
                kind=kind,
                key=keys[kind],
                width_px=file.width_px,
                height_px=file.height_px,
                size_bytes=len(file.data),
            )
            for kind, file in rendered.files.items()
        )
        if _is_cover(photo_id):
            ask_for_picture(COVER_JOB, photo_id)
        if for_web:
            web_versions.add(db.session.get_one(Photo, photo_id), for_web)


def _is_cover(photo_id: int) -> bool:
    chosen = select(Gallery.id).where(Gallery.cover_photo_id == photo_id)
    return db.session.scalar(chosen.limit(1)) is not None


def _done(photo_id: int, revision: str, rendered) -> Update:
    """What is known of a photo once it is rendered; changes no row when its revision is another."""
    return (
        update(Photo)
        .where(Photo.id == photo_id, Photo.revision == revision)
        .values(
            rendered_at=utc_now(),
            render_lease_until=None,
            width_px=rendered.width_px,
            height_px=rendered.height_px,
            captured_at=rendered.captured_at,
            dominant_color=rendered.dominant_color,
            similarity_hash=rendered.similarity_hash,
            may_be_damaged=rendered.may_be_damaged,
        )
    )
