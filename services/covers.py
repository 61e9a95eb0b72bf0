"""The picture of a gallery's cover page: larger than the wall's, its watermark never cut."""

import structlog
from sqlalchemy import select, update

from extensions import db
from media.intake import UnreadablePhoto
from models.gallery import Gallery
from models.photo import Photo, Rendition
from services.files import storage
from services.marking import mark_of
from services.queues import Wake
from services.transaction import COVER_JOB, changed_rows, forget_files, transaction

log = structlog.get_logger()

COVER = "cover"
ROUND_LIMIT = 200


def make(photo_id: int) -> None:
    """Make the cover picture of a photo that is ready and has none."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or not photo.is_ready or _has_cover(photo_id):
        return
    revision, key, mark = photo.revision, photo.rendition_key(COVER), mark_of(photo.gallery)
    path, photo_format = storage().local_path(photo.storage_key), photo.format
    db.session.rollback()
    # Here, so that only the rendition worker loads libvips.
    from media.renditions import render_cover

    try:
        picture = render_cover(path, photo_format, mark)
    except UnreadablePhoto as error:
        log.warning("cover_unreadable", photo=photo_id, reason=error.reason)
        return
    storage().put(key, picture.data)
    row = Rendition(photo_id=photo_id, kind=COVER, key=key)
    row.width_px, row.height_px = picture.width_px, picture.height_px
    row.size_bytes = len(picture.data)
    _keep(row, revision)


def waiting() -> list[Wake]:
    """Chosen covers whose picture nobody has made."""
    made = select(Rendition.id).where(Rendition.photo_id == Photo.id, Rendition.kind == COVER)
    lacking = (
        select(Photo.id)
        .join(Gallery, Gallery.cover_photo_id == Photo.id)
        .where(Photo.rendered_at.is_not(None), ~made.exists())
    )
    rows = db.session.scalars(lacking.limit(ROUND_LIMIT))
    return [Wake("renditions", COVER_JOB, photo_id, is_urgent=True) for photo_id in rows]


def _keep(row: Rendition, revision: str) -> None:
    """Write the picture down, unless the photo was replaced or re-marked meanwhile.

    The photo's row is touched first, so that of two workers one waits and finds it done.
    """
    same = update(Photo).where(
        Photo.id == row.photo_id, Photo.revision == revision, Photo.rendered_at.is_not(None)
    )
    with transaction():
        if changed_rows(same.values(revision=revision)) != 1:
            forget_files([row.key])
        elif not _has_cover(row.photo_id):
            db.session.add(row)


def _has_cover(photo_id: int) -> bool:
    made = select(Rendition.id).where(Rendition.photo_id == photo_id, Rendition.kind == COVER)
    return db.session.scalar(made) is not None
