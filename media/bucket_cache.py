"""Files of a bucket that this machine has fetched: the newest used, up to a bound."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from media.storage import FILE_MODE

FOLDER = ".cached"
# Whoever was given a path opens it within this time, bound or no bound.
IN_USE_S = 600
# What nobody has asked for in a day may be gone from the bucket, too.
FORGOTTEN_S = 86_400


class BucketCache:
    """What was fetched of `feeds/…` lies in `feeds/.cached`, so that the web server in front knows
    it by the rules of its folder. Several processes share it."""

    def __init__(self, root: Path, limit_bytes: int):
        self.root = root
        self._limit_bytes = limit_bytes

    def path(self, key: str, version: str, fetch: Callable[[BinaryIO], None]) -> Path:
        """Where the bytes of this version lie, fetched unless they are here."""
        path = self._folder(key) / f"{_digest(key)}-{_digest(version)}"
        try:
            os.utime(path)
        except FileNotFoundError:
            _fetch(path, fetch)
            self._make_room()
        return path

    def forget(self, key: str) -> None:
        for path in self._folder(key).glob(f"{_digest(key)}-*"):
            path.unlink(missing_ok=True)

    def _folder(self, key: str) -> Path:
        return self.root / key.partition("/")[0] / FOLDER

    def _make_room(self) -> None:
        """Delete what was used longest ago."""
        now, total = time.time(), 0
        for used_at, size_bytes, path in sorted(self._found(), reverse=True):
            total += size_bytes
            age_s = now - used_at
            if age_s > FORGOTTEN_S or (total > self._limit_bytes and age_s > IN_USE_S):
                path.unlink(missing_ok=True)

    def _found(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self.root.glob(f"*/{FOLDER}/*"):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            found.append((status.st_mtime, status.st_size, path))
        return found


def _fetch(path: Path, fetch: Callable[[BinaryIO], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temp = tempfile.mkstemp(prefix="fetching-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            fetch(file)
        os.chmod(temp, FILE_MODE)
        os.replace(temp, path)
    except BaseException:
        Path(temp).unlink(missing_ok=True)
        raise


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
