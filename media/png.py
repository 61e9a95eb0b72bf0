"""What the first bytes of a PNG say of it. Nothing is decoded."""

import struct
from typing import NamedTuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _TRUECOLOR = 0, 2


class Header(NamedTuple):
    """`may_be_transparent` is False where no pixel can be."""

    width_px: int
    height_px: int
    may_be_transparent: bool


def read_header(data: bytes) -> Header | None:
    """The header of a PNG; None for anything else."""
    if len(data) < 33 or not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR":
        return None
    width_px, height_px, _depth, kind = struct.unpack(">IIBB", data[16:26])
    if not width_px or not height_px:
        return None
    before_pixels = data[: data.find(b"IDAT")]
    return Header(width_px, height_px, kind not in (_GREY, _TRUECOLOR) or b"tRNS" in before_pixels)
