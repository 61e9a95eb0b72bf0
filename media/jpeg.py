"""What must be known of a JPEG before a decoder sees it."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

from media.intake import Reason, UnreadablePhoto

LIMIT_SCANS = 100
_SOS, _EOI = 0xDA, 0xD9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xDA)))
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def refuse_scan_bomb(path: Path) -> None:
    """Raise UnreadablePhoto(TOO_SLOW) for more than LIMIT_SCANS scans.

    Each scan of a progressive JPEG is another pass over every pixel, and 3,000 of them fit into
    300 kB. A photograph has one scan, or about ten.
    """
    if path.stat().st_size == 0:
        raise UnreadablePhoto(Reason.EMPTY)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        scans = _count_scans(data)
    if scans > LIMIT_SCANS:
        raise UnreadablePhoto(Reason.TOO_SLOW, {"scans": scans})


def _count_scans(data: mmap.mmap) -> int:
    """Scans of the first picture, counted to just past the limit."""
    scans, is_progressive, components = 0, False, 0
    for marker, at in _markers(data):
        if marker in _FRAMES:
            is_progressive, components = marker in _PROGRESSIVE, _byte(data, at + 7)
        elif marker == _SOS:
            scans += 1
            if not is_progressive and _byte(data, at + 2) == components:
                return scans
        if marker == _EOI or scans > LIMIT_SCANS:
            break
    return scans


def _markers(data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Each marker with the place behind it, skipping segments and picture data."""
    at = 2
    while found := _NEXT_MARKER.search(data, at):
        marker, at = data[found.end() - 1], found.end()
        yield marker, at
        if marker not in _WITHOUT_LENGTH:
            at += int.from_bytes(data[at : at + 2], "big")


def _byte(data: mmap.mmap, at: int) -> int:
    return data[at] if at < len(data) else 0
