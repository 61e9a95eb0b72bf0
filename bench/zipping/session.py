"""A session of 500 photographs that takes the room of eight: equal files under many keys."""

import os
import zlib
from datetime import datetime
from pathlib import Path

from media.storage import Storage
from media.zip_writer import ZipEntry

COUNT, KINDS, PHOTO_BYTES = 500, 8, 8_800_000
TAKEN_AT = datetime(2026, 5, 16, 14, 30)
FOLDER = Path(__file__).resolve().parents[1] / "out" / "zip"


def make() -> None:
    storage = Storage(FOLDER / "media")
    for number in range(KINDS):
        key = _key(number)
        if not storage.exists(key):
            storage.put(key, os.urandom(PHOTO_BYTES))
    for number in range(KINDS, COUNT):
        path = storage.root / _key(number)
        if not path.exists():
            path.hardlink_to(storage.local_path(_key(number % KINDS)))


def entries() -> list[ZipEntry]:
    """What the database would hold: names, sizes and check sums known since the upload."""
    storage = Storage(FOLDER / "media")
    crcs = [zlib.crc32(storage.local_path(_key(n)).read_bytes()) for n in range(KINDS)]
    return [
        ZipEntry(f"Ślub_{n:04}.jpg", PHOTO_BYTES, crcs[n % KINDS], TAKEN_AT, _key(n))
        for n in range(COUNT)
    ]


def _key(number: int) -> str:
    return f"galleries/1/full/{number:04}"
