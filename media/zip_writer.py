"""A ZIP of stored files, known to the last byte before the first is sent.

Photographs do not shrink, so nothing is compressed; with size and CRC-32 known from the upload,
length, ETag and any byte range follow without reading a file that lies before it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from media import zip_names, zip_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from media.storage import Storage

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class ZipEntry:
    """One file of the archive: `key` says where its bytes lie, `name` what the client sees.

    `modified_at` is written as it stands, without a time zone: ZIP keeps wall-clock time.
    `folder` are the folders it lies in, outermost first.
    """

    name: str
    size_bytes: int
    crc32: int
    modified_at: datetime
    key: str
    folder: tuple[str, ...] = ()


class StoredFileChanged(Exception):
    """A file is shorter than its entry says; the archive must be cut off, not padded."""


class ZipPlan:
    """The layout of an archive. Equal entries give equal bytes, so downloads can be resumed.

    Names are made safe and unique (see `media.zip_names`); `names` holds them in order.
    """

    def __init__(self, entries: Sequence[ZipEntry]):
        self.entries = tuple(entries)
        self.names = zip_names.unique_paths([(entry.folder, entry.name) for entry in self.entries])
        self._headers = [
            zip_records.local_header(record) for record in self._records([0] * len(self.entries))
        ]
        offsets = self._offsets()
        self._tail = zip_records.directory(self._records(offsets), offsets[-1])
        self._starts = offsets
        self.length_bytes = offsets[-1] + len(self._tail)

    @cached_property
    def etag(self) -> str:
        """Strong and without quotes; changes with any name, size, date or content."""
        digest = hashlib.sha256(self._tail)
        for header in self._headers:
            digest.update(header)
        return digest.hexdigest()[:32]

    def chunks(self, storage: Storage, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Bytes `start` to `stop` (exclusive, default: the end) in pieces of at most 1 MiB.

        Raises StoredFileChanged or FileNotFoundError in the middle when a file is not as planned.
        """
        stop = self.length_bytes if stop is None else min(stop, self.length_bytes)
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._starts) and self._starts[index] < stop:
            at = self._starts[index]
            yield from self._part(storage, index, max(start - at, 0), stop - at)
            index += 1

    def _part(self, storage: Storage, index: int, start: int, stop: int) -> Iterator[bytes]:
        """Bytes of one entry, header first, or of the directory behind the last entry."""
        if index == len(self.entries):
            yield from _pieces_of(self._tail[start:stop])
            return
        header, entry = self._headers[index], self.entries[index]
        if start < len(header):
            yield header[start:stop]
        file_start = max(start - len(header), 0)
        file_stop = min(stop - len(header), entry.size_bytes)
        if file_start < file_stop:
            yield from _pieces_of_file(storage, entry, file_start, file_stop)

    def _offsets(self) -> list[int]:
        """Where each entry starts, and behind the last one the directory."""
        offsets = [0]
        for header, entry in zip(self._headers, self.entries, strict=True):
            offsets.append(offsets[-1] + len(header) + entry.size_bytes)
        return offsets

    def _records(self, offsets: Sequence[int]) -> list[zip_records.Record]:
        return [
            zip_records.Record(
                name.encode(), entry.size_bytes, entry.crc32, entry.modified_at, offset
            )
            for name, entry, offset in zip(self.names, self.entries, offsets, strict=False)
        ]


def _pieces_of(data: bytes) -> Iterator[bytes]:
    for at in range(0, len(data), PIECE_BYTES):
        yield data[at : at + PIECE_BYTES]


def _pieces_of_file(storage: Storage, entry: ZipEntry, start: int, stop: int) -> Iterator[bytes]:
    with storage.open(entry.key) as file:
        file.seek(start)
        read: Callable[[int], bytes] = file.read
        while start < stop:
            piece = read(min(PIECE_BYTES, stop - start))
            if not piece:
                raise StoredFileChanged(entry.key)
            yield piece
            start += len(piece)
