"""A small fingerprint of a picture: alike pictures differ in few of its 64 bits.

Half of the bits say where it gets brighter from left to right, half from top to bottom. They are
read from a softened copy, so a camera held a little differently changes few of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from media.guard import photo_limits

if TYPE_CHECKING:
    from pyvips import Image

BITS = 64
ALIKE_BITS = 14  # measured: docs/decisions/0010-similar-shots.md
CELLS = 8
CELL_PX = 9
SOFTEN_SIGMA_PX = 6.0
DECODED_PX = 400


def fingerprint(image: Image) -> int:
    """Signed, as databases keep 64 bits. The picture is upright sRGB."""
    side_px = CELLS * CELL_PX
    soft = _sized(image, side_px, side_px).colourspace("b-w").gaussblur(SOFTEN_SIGMA_PX)
    across, down = _brightness(soft, CELLS + 1, CELLS), _brightness(soft, CELLS, CELLS + 1)
    bits = _bits(_rises_across(across) + _rises_down(down))
    return bits - (1 << BITS) if bits >> (BITS - 1) else bits


def fingerprint_of(path: Path, format: str) -> int:
    """The fingerprint of a file whose format `intake.sniff` told. Raises UnreadablePhoto."""
    from media import decoding

    with photo_limits():
        return fingerprint(decoding.decode(path, format, DECODED_PX).image)


def distance(one: int, other: int) -> int:
    """How many of the 64 bits of two fingerprints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


def _sized(image: Image, width_px: int, height_px: int) -> Image:
    across, down = width_px / image.width, height_px / image.height
    return image.resize(across, vscale=down, kernel="linear").copy_memory()


def _brightness(picture: Image, width: int, height: int) -> list[list[int]]:
    """Rows of cells, 0 to 255."""
    cells = _sized(picture, width, height).cast("uchar").write_to_memory()
    return [list(cells[at : at + width]) for at in range(0, width * height, width)]


def _rises_across(rows: list[list[int]]) -> list[bool]:
    return [row[at] < row[at + 1] for row in rows for at in range(0, CELLS, 2)]


def _rises_down(rows: list[list[int]]) -> list[bool]:
    pairs = [(rows[at], rows[at + 1]) for at in range(0, CELLS, 2)]
    return [above < below for one, other in pairs for above, below in zip(one, other, strict=True)]


def _bits(rises: list[bool]) -> int:
    return sum(1 << at for at, rise in enumerate(rises) if rise)
