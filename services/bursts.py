"""Which photos of a gallery are shots of one moment: taken one after another and alike."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy import bindparam, select, update

from extensions import db
from media.intake import UnreadablePhoto
from media.similarity import ALIKE_BITS, distance, fingerprint_of
from models.photo import Folder, Photo
from services import queues
from services.files import storage
from services.queues import Wake
from services.transaction import transaction

log = structlog.get_logger()

PAUSE = timedelta(seconds=5)
FINGERPRINT_JOB = "jobs.renditions.fingerprint"


class Shot(NamedTuple):
    """`captured_at` has whole seconds; `similarity_hash` 64 bits, signed."""

    id: int
    captured_at: datetime
    similarity_hash: int
    burst_id: int | None = None


def find(gallery_id: int) -> bool:
    """Write down the bursts of a gallery once no preview of it is being made.

    Every run comes to the same end, whoever runs last. False while previews are missing.
    """
    if _is_rendering(gallery_id):
        return False
    with transaction():
        arrange(gallery_id)
    return True


def arrange(gallery_id: int) -> None:
    """Set `burst_id` of the photos whose burst is another than it was; a step of a verb."""
    db.session.flush()
    _forget_unknown(gallery_id)
    shots = _shots(gallery_id)
    bursts = {shot.id: burst[0].id for burst in together(shots) for shot in burst}
    changed = [
        {"photo": shot.id, "burst": bursts.get(shot.id)}
        for shot in shots
        if shot.burst_id != bursts.get(shot.id)
    ]
    if changed:
        photo = update(Photo).where(Photo.id == bindparam("photo"))
        db.session.connection().execute(photo.values(burst_id=bindparam("burst")), changed)


def together(shots: Iterable[Shot]) -> Iterator[list[Shot]]:
    """Groups of two or more, of shots in the order they were taken.

    A shot belongs to the most alike of the bursts that ended less than `PAUSE` ago. So two
    cameras at once make two bursts, and one failed flash does not end one.
    """
    found: list[list[Shot]] = []
    going: list[list[Shot]] = []
    for shot in shots:
        going = [burst for burst in going if shot.captured_at - burst[-1].captured_at <= PAUSE]
        nearest = min(going, key=lambda burst: _distance(burst, shot), default=None)
        if nearest is None or _distance(nearest, shot) > ALIKE_BITS:
            nearest = []
            found.append(nearest)
            going.append(nearest)
        nearest.append(shot)
    return (burst for burst in found if len(burst) > 1)


def fingerprint(photo_id: int) -> None:
    """For a photo rendered before Kadr knew fingerprints: make its own, then find the bursts."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or not photo.is_ready or photo.similarity_hash is not None:
        return
    gallery_id, revision = photo.gallery_id, photo.revision
    key, photo_format = photo.storage_key, photo.format
    db.session.rollback()
    try:
        made = fingerprint_of(storage().local_path(key), photo_format)
    except (UnreadablePhoto, OSError) as error:
        log.warning("photo_without_fingerprint", photo=photo_id, reason=repr(error))
        return
    unchanged = update(Photo).where(Photo.id == photo_id, Photo.revision == revision)
    with transaction():
        db.session.execute(unchanged.values(similarity_hash=made))
    find(gallery_id)


def ask_for_fingerprints() -> int:
    """Have the fingerprints made that older photos lack; returns how many are asked for."""
    lacking = select(Photo.id).where(
        Photo.folder == Folder.PROOFS,
        Photo.rendered_at.is_not(None),
        Photo.similarity_hash.is_(None),
    )
    photo_ids = db.session.scalars(lacking.order_by(Photo.id)).all()
    db.session.rollback()
    queues.wake(Wake("renditions", FINGERPRINT_JOB, photo_id) for photo_id in photo_ids)
    return len(photo_ids)


def _distance(burst: list[Shot], shot: Shot) -> int:
    return distance(burst[-1].similarity_hash, shot.similarity_hash)


def _forget_unknown(gallery_id: int) -> None:
    """A photo that was replaced by one without a time or a fingerprint leaves its burst."""
    lacks = Photo.captured_at.is_(None) | Photo.similarity_hash.is_(None)
    unknown = update(Photo).where(
        Photo.gallery_id == gallery_id, Photo.burst_id.is_not(None), lacks
    )
    db.session.execute(unknown.values(burst_id=None))


def _is_rendering(gallery_id: int) -> bool:
    undone = Photo.rendered_at.is_(None) & Photo.failed_at.is_(None)
    proofs = select(Photo.id).where(
        Photo.gallery_id == gallery_id, Photo.folder == Folder.PROOFS, undone
    )
    return db.session.scalar(proofs.limit(1)) is not None


def _shots(gallery_id: int) -> list[Shot]:
    """Photos that know their time, in the order they were taken; within a second, by name."""
    rows = (
        select(Photo.id, Photo.captured_at, Photo.similarity_hash, Photo.burst_id)
        .where(
            Photo.gallery_id == gallery_id,
            Photo.folder == Folder.PROOFS,
            Photo.captured_at.is_not(None),
            Photo.similarity_hash.is_not(None),
        )
        .order_by(Photo.captured_at, Photo.sort_key, Photo.id)
    )
    return [Shot._make(row) for row in db.session.execute(rows)]
