"""Finished files of an offer: written aside as drafts, hashed meanwhile, then shown at once.

The bytes of a key never change. What is replaced stays for a while, for those who have just read
of it.
"""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, select, update

from extensions import db
from models.feed_file import FeedFile
from models.outbox import new_marker
from services import crash_points
from services.feed_lease import FeedLease
from services.files import storage
from services.transaction import forget_files, transaction

GOOD_FOR = timedelta(days=7)
# Unchanged bytes are written anew before they would tell a time that is over.
RENEWED_AFTER = timedelta(days=6)
STAYS_FOR = timedelta(hours=1)
FOLDER = "feeds"
GZIP = 31


class BrokenFile(Exception):
    """What would have been shown is not what the format wants."""

    def __init__(self, name: str, fault: str):
        super().__init__(name, fault)
        self.name, self.fault = name, fault


@dataclass
class Written:
    """What is known of bytes once they are stored."""

    key: str = ""
    gzip_key: str = ""
    md5: str = ""
    size_bytes: int = 0
    gzip_bytes: int = 0


def write(lease: FeedLease, chunks: Iterable[bytes]) -> Written:
    """Store the bytes and their packed twin under new keys. The lease is kept while they come;
    raises LeaseLost."""
    key = f"{FOLDER}/{lease.edition_id}/{new_marker()}"
    plain, packed = _scratch(), _scratch()
    try:
        digest, sizes = _pour(_kept(lease, chunks), plain, packed)
        storage().adopt(key, plain)
        storage().adopt(f"{key}.gz", packed)
    except BaseException:
        plain.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)
        raise
    return Written(key, f"{key}.gz", digest, *sizes)


def current(edition_id: int) -> Select[FeedFile]:
    """What partners are shown now."""
    shown = (FeedFile.edition_id == edition_id, FeedFile.dropped_at.is_(None))
    return select(FeedFile).where(*shown, ~FeedFile.is_draft).order_by(FeedFile.id)


def drafts(edition_id: int) -> Select[FeedFile]:
    own = (FeedFile.edition_id == edition_id, FeedFile.is_draft)
    return select(FeedFile).where(*own).order_by(FeedFile.id)


def is_stale(file: FeedFile, now: datetime) -> bool:
    return file.written_at < now - RENEWED_AFTER


def show(drafts: Iterable[FeedFile], now: datetime) -> None:
    """Put these in the places of those before them; a step.

    Who asks by date has seen what was shown before, however long ago these were written.
    """
    for draft in drafts:
        shown = (*_place(draft), FeedFile.dropped_at.is_(None), ~FeedFile.is_draft)
        db.session.execute(update(FeedFile).where(*shown).values(dropped_at=now))
        draft.is_draft, draft.changed_at, draft.written_at = False, now, now
        for key in filter(None, (draft.key, draft.gzip_key)):
            storage().touch(key)


def forget_drafts(edition_id: int, replaced_by: FeedFile | None = None) -> None:
    """All of an edition, or the one in the place of another; a step."""
    wanted = drafts(edition_id)
    if replaced_by is not None:
        wanted = wanted.where(*_place(replaced_by))
    for draft in db.session.scalars(wanted):
        forget_files([draft.key, draft.gzip_key])
        db.session.delete(draft)


def sweep(now: datetime) -> int:
    """Delete what was replaced long enough ago; returns how many files."""
    old = select(FeedFile).where(FeedFile.dropped_at < now - STAYS_FOR)
    with transaction():
        gone = db.session.scalars(old).all()
        for file in gone:
            forget_files([file.key, file.gzip_key])
            db.session.delete(file)
    return len(gone)


def _place(file: FeedFile):
    return (
        FeedFile.edition_id == file.edition_id,
        FeedFile.name == file.name,
        FeedFile.discount_bp.is_not_distinct_from(file.discount_bp),
        FeedFile.partner_shop_id.is_not_distinct_from(file.partner_shop_id),
    )


def _kept(lease: FeedLease, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        crash_points.here("feed:in_file")
        lease.keep()


def _scratch() -> Path:
    descriptor, path = tempfile.mkstemp(prefix="feed-", dir=storage().scratch)
    os.close(descriptor)
    return Path(path)


def _pour(chunks: Iterable[bytes], plain: Path, packed: Path) -> tuple[str, tuple[int, int]]:
    digest = hashlib.md5(usedforsecurity=False)
    pack = zlib.compressobj(6, zlib.DEFLATED, GZIP)
    with plain.open("wb") as file, packed.open("wb") as twin:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
            twin.write(pack.compress(chunk))
        twin.write(pack.flush())
        sizes = file.tell(), twin.tell()
    return digest.hexdigest(), sizes
