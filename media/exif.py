"""The EXIF block, where libvips does not read it, and camera time wherever it comes from."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from media.intake import Reason, UnreadablePhoto

_DATE_TIME_ORIGINAL = 0x9003
_EXIF_FOLDER = 0x8769
_NEW_SUBFILE_TYPE = 254
_DNG_VERSION = 50_706


def captured_at_unless_raw(path: Path) -> datetime | None:
    """Camera time of a TIFF file.

    Raises UnreadablePhoto(RAW) for a camera's raw file that is a TIFF by its first bytes: its
    first picture is a small preview, and nobody wants that delivered as the photograph.
    """
    try:
        with _large_sizes_allowed(), Image.open(path, formats=("TIFF",)) as image:
            exif = image.getexif()
            taken_at = captured_at(exif)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    if _DNG_VERSION in exif or exif.get(_NEW_SUBFILE_TYPE) == 1:
        raise UnreadablePhoto(Reason.RAW)
    return taken_at


@contextmanager
def _large_sizes_allowed() -> Iterator[None]:
    """Only the header is read here; sizes are judged elsewhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def captured_at(exif: Image.Exif) -> datetime | None:
    return camera_time(str(exif.get_ifd(_EXIF_FOLDER).get(_DATE_TIME_ORIGINAL, "")))


def camera_time(text: str) -> datetime | None:
    """EXIF writes `2026:05:16 14:30:00`, without a time zone; None for anything else."""
    try:
        return datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
