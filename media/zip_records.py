"""The records of a ZIP archive with stored entries (PKWARE APPNOTE 6.3.10), byte for byte."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FULL_16 = 0xFFFF
FULL_32 = 0xFFFFFFFF
UTF8_NAMES = 1 << 11
MADE_ON_UNIX = (3 << 8) | 45
READABLE_FILE = 0o100644 << 16
ZIP64_EXTRA = 1


@dataclass(frozen=True)
class Record:
    """What both headers of one entry say; `offset` is where its local header starts."""

    name: bytes
    size_bytes: int
    crc32: int
    modified_at: datetime
    offset: int


def local_header(record: Record) -> bytes:
    """Goes before the entry's bytes; its length does not depend on `offset`."""
    large = record.size_bytes >= FULL_32
    extra = _zip64_extra([record.size_bytes] * 2) if large else b""
    size = FULL_32 if large else record.size_bytes
    head = struct.pack(
        "<4s3H2H3L2H",
        b"PK\3\4",
        45 if large else 20,
        UTF8_NAMES,
        0,
        *_dos_time(record.modified_at),
        record.crc32,
        size,
        size,
        len(record.name),
        len(extra),
    )
    return head + record.name + extra


def directory(records: Sequence[Record], offset: int) -> bytes:
    """Everything behind the last entry; `offset` is where it starts."""
    listing = b"".join(_directory_header(record) for record in records)
    return listing + _end(len(records), len(listing), offset)


def _directory_header(record: Record) -> bytes:
    large_size = record.size_bytes >= FULL_32
    large_offset = record.offset >= FULL_32
    extra = _zip64_extra([record.size_bytes] * 2 * large_size + [record.offset] * large_offset)
    size = FULL_32 if large_size else record.size_bytes
    head = struct.pack(
        "<4s4H2H3L5H2L",
        b"PK\1\2",
        MADE_ON_UNIX,
        45 if extra else 20,
        UTF8_NAMES,
        0,
        *_dos_time(record.modified_at),
        record.crc32,
        size,
        size,
        len(record.name),
        len(extra),
        0,
        0,
        0,
        READABLE_FILE,
        FULL_32 if large_offset else record.offset,
    )
    return head + record.name + extra


def _zip64_extra(values: Sequence[int]) -> bytes:
    """The 64-bit values that did not fit, in the order APPNOTE 4.5.3 fixes; b"" for none."""
    if not values:
        return b""
    return struct.pack(f"<2H{len(values)}Q", ZIP64_EXTRA, 8 * len(values), *values)


def _end(count: int, size_bytes: int, offset: int) -> bytes:
    large = count >= FULL_16 or size_bytes >= FULL_32 or offset >= FULL_32
    counts = [min(count, FULL_16)] * 2
    sizes = [min(size_bytes, FULL_32), min(offset, FULL_32)]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *counts, *sizes, 0)
    return (_zip64_end(count, size_bytes, offset) if large else b"") + end


def _zip64_end(count: int, size_bytes: int, offset: int) -> bytes:
    end = struct.pack(
        "<4sQ2H2L4Q", b"PK\6\6", 44, MADE_ON_UNIX, 45, 0, 0, count, count, size_bytes, offset
    )
    return end + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size_bytes, 1)


def _dos_time(moment: datetime) -> tuple[int, int]:
    """Time and date as ZIP keeps them: two-second steps from 1980 to 2107."""
    year = min(max(moment.year, 1980), 2107)
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (year - 1980) << 9 | moment.month << 5 | moment.day
