"""Reading stored photos again: are the bytes still those whose SHA-256 was written down?

Every night as many as there is time for, those first that were never read again, then those whose
last time is longest ago. Nothing is repaired and nothing is deleted.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import and_, func, select

from extensions import db
from models.photo import Photo
from models.photo_check import PhotoCheck
from models.types import utc_now
from services.files import storage
from services.transaction import transaction

BATCH = 50
PIECE_BYTES = 1024 * 1024


class NothingRead(Exception):
    """There are photos and time to read them, and not one was read: that is no success."""


@dataclass(frozen=True)
class Progress:
    """Of all photos: how many were read again as they are now, how many of those are wrong, and
    when the one that waits longest was read."""

    total: int
    checked: int
    wrong: int
    oldest_at: datetime | None


_is_current = and_(PhotoCheck.photo_id == Photo.id, PhotoCheck.sha256 == Photo.sha256)


def read_some(now: datetime) -> int:
    """Read for CHECKSUM_MINUTES; returns how many photos. Raises NothingRead.

    May break off anywhere: what was read is noted every `BATCH` photos.
    """
    minutes = current_app.config["CHECKSUM_MINUTES"]
    if minutes == 0:
        return 0
    end = time.monotonic() + minutes * 60
    read = 0
    for some in _batches(now):
        checks = {photo_id: _look(key, sha256) for photo_id, key, sha256 in some}
        _note({photo_id: sha256 for photo_id, _, sha256 in some}, checks)
        read += len(checks)
        if time.monotonic() > end:
            return read
    if read == 0 and db.session.scalar(select(Photo.id).limit(1)) is not None:
        raise NothingRead("no photo was read again")
    return read


def progress() -> Progress:
    """Two queries."""
    counts = select(
        func.count(), func.count().filter(PhotoCheck.fault != ""), func.min(PhotoCheck.checked_at)
    )
    checked, wrong, oldest_at = db.session.execute(
        counts.select_from(PhotoCheck).join(Photo, _is_current)
    ).one()
    return Progress(db.session.scalar(select(func.count(Photo.id))) or 0, checked, wrong, oldest_at)


def wrong_ones() -> Sequence[tuple[str, str]]:
    """(storage key, fault) of photos whose last reading went wrong."""
    found = select(Photo.storage_key, PhotoCheck.fault).join(PhotoCheck, _is_current)
    rows = db.session.execute(found.where(PhotoCheck.fault != "").order_by(Photo.id))
    return [(key, fault) for key, fault in rows]


def _batches(now: datetime) -> Iterator[Sequence[tuple[int, str, str]]]:
    """(id, key, SHA-256) of photos, each of them once; those that came meanwhile wait."""
    wanted = (
        select(Photo.id, Photo.storage_key, Photo.sha256)
        .outerjoin(PhotoCheck, _is_current)
        .where(PhotoCheck.checked_at.is_(None) | (PhotoCheck.checked_at < now))
        .where(Photo.received_at < now)
        .order_by(PhotoCheck.checked_at.is_not(None), PhotoCheck.checked_at, Photo.id)
        .limit(BATCH)
    )
    while rows := db.session.execute(wanted).all():
        db.session.rollback()
        yield [(photo_id, key, sha256) for photo_id, key, sha256 in rows]


def _look(key: str, sha256: str) -> str:
    """What is wrong: "", "missing" or "changed"."""
    digest = hashlib.sha256()
    try:
        with storage().open(key) as file:
            while piece := file.read(PIECE_BYTES):
                digest.update(piece)
    except OSError:
        return "missing"
    return "" if digest.hexdigest() == sha256 else "changed"


def _note(expected: dict[int, str], faults: dict[int, str]) -> None:
    """Of photos that went while they were read nothing is noted."""
    here = select(Photo.id).where(Photo.id.in_(expected))
    with transaction():
        for photo_id in db.session.scalars(here.order_by(Photo.id)).all():
            check = db.session.get(PhotoCheck, photo_id) or PhotoCheck(photo_id=photo_id)
            check.sha256, check.fault = expected[photo_id], faults[photo_id]
            check.checked_at = utc_now()
            db.session.add(check)
