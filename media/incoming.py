"""Uploads on their way in: each a `.part` file that a later request can continue."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from media.storage import Storage

PIECE_BYTES = 1024 * 1024
HEAD_BYTES = 64
_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{8,128}")


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class UploadRefused(Exception):
    """These bytes cannot be added to this upload."""


class UploadBusy(UploadRefused):
    """Another request is writing this upload right now."""


class WrongOffset(UploadRefused):
    """The sender is not where we are; `expected` is how many bytes are here."""

    def __init__(self, expected: int):
        super().__init__(f"The upload continues at byte {expected}.")
        self.expected = expected


class TooLarge(UploadRefused):
    """The file is past the limit; what had arrived of it is gone."""

    def __init__(self, limit_bytes: int):
        super().__init__(f"The file is larger than {limit_bytes} bytes.")
        self.limit_bytes = limit_bytes


@dataclass(frozen=True)
class Received:
    """A whole file, on disk for good but without a key; hand `path` to `Storage.adopt`."""

    sha256: str
    crc32: int
    size_bytes: int
    head: bytes
    path: Path


class Incoming:
    """One upload. `upload_id` is the caller's name for it: 8 to 128 of letters, digits, - and _."""

    def __init__(self, storage: Storage, upload_id: str):
        if not _UPLOAD_ID.fullmatch(upload_id):
            raise ValueError(f"Not an upload id: {upload_id!r}")
        self._part = storage.scratch / f"{upload_id}.part"
        self._whole: Path | None = None
        self._sums = _Sums()
        self._summed_state = (0, 0)

    @property
    def offset(self) -> int:
        """Bytes already here."""
        try:
            return self._part.stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, stream: Readable, offset: int, limit_bytes: int) -> int:
        """Add what `stream` gives, in pieces, and return how many bytes are here now.

        When the sender vanishes, the pieces that came stay for a later request. The caller
        compares the returned number with the announced size.
        Raises WrongOffset, UploadBusy, TooLarge.
        """
        with _locked(self._part) as file:
            here = os.fstat(file.fileno()).st_size
            if offset != here:
                raise WrongOffset(here)
            self._check_sums(file)
            file.seek(offset)
            while piece := stream.read(PIECE_BYTES):
                if here + len(piece) > limit_bytes:
                    self._part.unlink()
                    raise TooLarge(limit_bytes)
                _write_all(file, piece)
                self._sums.add(piece, here)
                here += len(piece)
            self._summed_state = _state(file)
            return here

    def finish(self) -> Received:
        """Close the upload: sums made, bytes synced, nobody can add to it any more.

        Bytes that came in earlier requests are read back once. Raises UploadBusy.
        """
        with _locked(self._part) as file:
            self._check_sums(file)
            file.seek(self._sums.size_bytes)
            while piece := file.read(PIECE_BYTES):
                self._sums.add(piece, self._sums.size_bytes)
            os.fsync(file.fileno())
            self._whole = self._part.with_suffix(f".{secrets.token_hex(8)}.whole")
            os.replace(self._part, self._whole)
        return self._sums.received(self._whole)

    def discard(self) -> None:
        """Remove what is here, finished or not."""
        self._part.unlink(missing_ok=True)
        if self._whole:
            self._whole.unlink(missing_ok=True)

    def _check_sums(self, file: BinaryIO) -> None:
        """Forget sums made of bytes that another request has touched since."""
        if _state(file) != self._summed_state:
            self._sums = _Sums()


def sweep(storage: Storage, older_than_s: float) -> int:
    """Delete files of uploads nobody continued for that long; returns how many."""
    deadline = time.time() - older_than_s
    stale = [path for path in storage.scratch.iterdir() if _age_mark(path) < deadline]
    return sum(_delete_unless_busy(path) for path in stale)


class _Sums:
    """SHA-256, CRC-32 and the head of a file whose bytes pass by in order."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._crc32 = 0
        self._head = b""
        self.size_bytes = 0

    def add(self, piece: bytes, offset: int) -> None:
        """Count `piece` when it is the next one; a gap is left for `finish` to read back."""
        if offset != self.size_bytes:
            return
        self._sha256.update(piece)
        self._crc32 = zlib.crc32(piece, self._crc32)
        self._head += piece[: HEAD_BYTES - len(self._head)]
        self.size_bytes += len(piece)

    def received(self, path: Path) -> Received:
        digest = self._sha256.hexdigest()
        return Received(digest, self._crc32, self.size_bytes, self._head, path)


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    """The part file, open and ours alone. Raises UploadBusy."""
    while True:
        with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadBusy("This upload is being written by another request.") from error
            if _is_at(path, file):
                yield file
                return


def _state(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_mtime_ns


def _is_at(path: Path, file: BinaryIO) -> bool:
    """False when the file was finished or discarded between our opening and our locking it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _write_all(file: BinaryIO, piece: bytes) -> None:
    """An unbuffered write may take only a part of the piece."""
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]


def _age_mark(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _delete_unless_busy(path: Path) -> bool:
    try:
        with _locked(path):
            path.unlink()
            return True
    except UploadBusy:
        return False
