"""Where bytes lie, by key. The rest of Kadr knows keys, never paths.

The interface is kept to what a bucket of an object store offers too: its twin is
`media.bucket.Bucket`, chosen by the setting STORAGE_URL.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

SCRATCH_FOLDER = ".incoming"
# nginx sends what is stored; it reads as the folder's group and writes nothing.
FILE_MODE = 0o640
PIECE_BYTES = 1024 * 1024
_PART = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")


@dataclass(frozen=True)
class Stored:
    """What is known of a file without reading it."""

    key: str
    size_bytes: int
    changed_at: datetime


class StorageAway(OSError):
    """The storage does not answer, or refuses; to be tried again."""


class Storage:
    """Files in one folder; a key such as `galleries/81/proofs/<sha256>` is a path below it.

    A key is made of letters, digits, `.`, `_`, `-` and `/`; no part is empty or starts with a dot.
    Every method raises ValueError for any other key.
    """

    def __init__(self, root: Path):
        self.root = Path(root).absolute()
        self.scratch = self.root / SCRATCH_FOLDER
        self.scratch.mkdir(parents=True, exist_ok=True)

    def put(self, key: str, data: bytes) -> None:
        """Store `data`, replacing what was there. A reader sees the old bytes or the new, whole."""
        self.send(key, BytesIO(data))

    def send(self, key: str, file: BinaryIO) -> None:
        """Store what the file holds, like `put`; it may be read twice."""
        path = self._path(key)
        descriptor, temp = tempfile.mkstemp(prefix="put-", dir=self.scratch)
        try:
            with os.fdopen(descriptor, "wb") as target:
                shutil.copyfileobj(file, target, PIECE_BYTES)
                target.flush()
                os.fsync(target.fileno())
            _move(Path(temp), path)
        except BaseException:
            Path(temp).unlink(missing_ok=True)
            raise

    def adopt(self, key: str, temp: Path) -> None:
        """Move a finished file of `scratch` under `key`; safe to repeat after a crash.

        When `temp` is gone and the key is there, the move happened before and nothing is done.
        Raises FileNotFoundError when neither is there.
        """
        path = self._path(key)
        try:
            sync(temp)
            _move(temp, path)
        except FileNotFoundError:
            if not path.is_file():
                raise

    def open(self, key: str) -> BinaryIO:
        """Raises FileNotFoundError when the key is unknown; so does `size`."""
        return self._path(key).open("rb")

    def size(self, key: str) -> int:
        return self._path(key).stat().st_size

    def changed_at(self, key: str) -> datetime:
        """When the bytes came, in UTC. Raises FileNotFoundError."""
        return datetime.fromtimestamp(self._path(key).stat().st_mtime, UTC)

    def touch(self, key: str) -> None:
        """Let the bytes count as new from now on. Raises FileNotFoundError."""
        os.utime(self._path(key))

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        """Forget the key; an unknown one is fine."""
        self._path(key).unlink(missing_ok=True)

    def list(self, prefix: str) -> Iterator[str]:
        """Keys below the folder `prefix` ("" for all); those of one folder come together."""
        return (entry.key for entry in self.entries(prefix))

    def entries(self, prefix: str) -> Iterator[Stored]:
        """What lies there, in the order of `list`."""
        top = self._path(prefix.rstrip("/")) if prefix else self.root
        for file in _files(top):
            status = file.stat()
            key = Path(file.path).relative_to(self.root).as_posix()
            yield Stored(key, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))

    def local_path(self, key: str) -> Path:
        """A path that a decoder can open; to be read only. Raises FileNotFoundError."""
        path = self._path(key)
        if not path.is_file():
            raise FileNotFoundError(key)
        return path

    def served(self, key: str) -> str:
        """Where the web server in front finds it in the folder, by a path in an address."""
        return check_key(key)

    def signed(self, key: str, life_s: int, media_type: str, disposition: str) -> str:
        """A folder has no address of its own."""
        return ""

    def sha256(self, key: str) -> str:
        """Of the bytes as they lie there now. Raises FileNotFoundError."""
        with self.open(key) as file:
            return sha256_of(file)

    def free_bytes(self) -> int:
        """Room left for an ordinary user."""
        return shutil.disk_usage(self.root).free

    def total_bytes(self) -> int:
        """How large the disk is."""
        return shutil.disk_usage(self.root).total

    def forget_unfinished(self, before: datetime) -> int:
        """A file is here whole or not at all."""
        return 0

    def _path(self, key: str) -> Path:
        return self.root / check_key(key)


def check_key(key: str) -> str:
    """The key itself. Raises ValueError when it is none."""
    if not all(_PART.fullmatch(part) for part in key.split("/")):
        raise ValueError(f"Not a storage key: {key!r}")
    return key


def sha256_of(file: BinaryIO) -> str:
    """Of all that comes from here to the end."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Of a folder and those in it; what begins with a dot is not meant."""
    try:
        found = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except FileNotFoundError:
        return
    for entry in sorted(found, key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry


def _move(temp: Path, path: Path) -> None:
    _make_folder(path.parent)
    temp.chmod(FILE_MODE)
    os.replace(temp, path)
    sync(path.parent)


def _make_folder(folder: Path) -> None:
    """Like mkdir -p, and every new folder survives a power cut."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync(folder.parent)


def sync(path: Path) -> None:
    """What was written to a file, or changed in a folder, survives a power cut from now on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
