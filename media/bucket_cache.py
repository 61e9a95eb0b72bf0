"""Files of a bucket that this machine has fetched: the newest used, up to a bound."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

# Whoever was given a path opens it within this time, bound or no bound.
IN_USE_S = 600
# What nobody has asked for in a day may be gone from the bucket, too.
FORGOTTEN_S = 86_400


class BucketCache:
    """One folder; several processes share it."""

    def __init__(self, folder: Path, limit_bytes: int):
        self.folder = folder
        self._limit_bytes = limit_bytes
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str, version: str, fetch: Callable[[BinaryIO], None]) -> Path:
        """Where the bytes of this version lie, fetched unless they are here."""
        path = self.folder / f"{_digest(key)}-{_digest(version)}"
        try:
            os.utime(path)
        except FileNotFoundError:
            self._fetch(path, fetch)
            self._make_room()
        return path

    def forget(self, key: str) -> None:
        for path in self.folder.glob(f"{_digest(key)}-*"):
            path.unlink(missing_ok=True)

    def _fetch(self, path: Path, fetch: Callable[[BinaryIO], None]) -> None:
        descriptor, temp = tempfile.mkstemp(prefix="fetching-", dir=self.folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                fetch(file)
            os.replace(temp, path)
        except BaseException:
            Path(temp).unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        """Delete what was used longest ago."""
        now, total = time.time(), 0
        for used_at, size_bytes, path in sorted(self._found(), reverse=True):
            total += size_bytes
            age_s = now - used_at
            if age_s > FORGOTTEN_S or (total > self._limit_bytes and age_s > IN_USE_S):
                Path(path).unlink(missing_ok=True)

    def _found(self) -> list[tuple[float, int, str]]:
        found = []
        for entry in os.scandir(self.folder):
            try:
                status = entry.stat()
            except FileNotFoundError:
                continue
            found.append((status.st_mtime, status.st_size, entry.path))
        return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
