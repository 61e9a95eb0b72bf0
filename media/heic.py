"""HEIC, which the wheel of libvips cannot decode, through libheif."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast

import pillow_heif
from PIL import Image

from media import exif
from media.intake import Reason, UnreadablePhoto
from media.vips import pyvips

pillow_heif.options.DECODE_THREADS = 1
_BANDS = {"RGB": 3, "RGBA": 4, "L": 1, "LA": 2}
_DISPLAY_P3_PRIMARIES = 12


class HeicFile:
    """`header` has the size and nothing else; `load()` decodes.

    libheif already turns the picture as the container says, so the orientation of the EXIF block,
    which tells the same once more, is left out: applying both would turn it twice.
    """

    def __init__(self, path: Path):
        try:
            opened = pillow_heif.open_heif(path, convert_hdr_to_8bit=True)
            self._picture = opened[opened.primary_index]
        except (OSError, ValueError, RuntimeError, SyntaxError, EOFError) as error:
            raise UnreadablePhoto(Reason.DAMAGED) from error
        width_px, height_px = self._picture.size
        self.header = pyvips.Image.black(width_px, height_px)
        self.captured_at = _captured_at(cast(bytes | None, self._picture.info.get("exif")))

    def load(self) -> pyvips.Image:
        picture = self._picture
        if picture.mode not in _BANDS:
            raise UnreadablePhoto(Reason.UNSUPPORTED)
        try:
            image = _from_rows(
                bytes(picture.data), picture.size, _BANDS[picture.mode], picture.stride
            )
        except (OSError, ValueError, RuntimeError, EOFError) as error:
            raise UnreadablePhoto(Reason.DAMAGED) from error
        return _with_profile(image, picture.info)


def _from_rows(data: bytes, size: tuple[int, int], bands: int, stride_bytes: int) -> pyvips.Image:
    """Rows may be padded; the padding is cropped off as extra pixels."""
    width_px, height_px = size
    image = pyvips.Image.new_from_memory(data, stride_bytes, height_px, 1, "uchar")
    rows = image.crop(0, 0, width_px * bands, height_px).write_to_memory()
    space = "srgb" if bands > 2 else "b-w"
    return pyvips.Image.new_from_memory(rows, width_px, height_px, bands, "uchar").copy(
        interpretation=space
    )


def _with_profile(image: pyvips.Image, info: dict) -> pyvips.Image:
    profile = info.get("icc_profile")
    if not profile and _is_display_p3(info):
        return image.icc_transform("srgb", input_profile="p3", intent="relative")
    image = image.copy()
    if profile:
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", bytes(profile))
    return image


def _is_display_p3(info: dict) -> bool:
    profile = info.get("nclx_profile") or {}
    return profile.get("color_primaries") == _DISPLAY_P3_PRIMARIES


def _captured_at(block: bytes | None) -> datetime | None:
    if not block:
        return None
    found = Image.Exif()
    try:
        found.load(block)
        return exif.captured_at(found)
    except (SyntaxError, ValueError, KeyError, OSError):
        return None
