"""How many pixels a picture has, told by its header alone: nothing of it is decoded."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image

# Of the others even the header is read by decoders, which run guarded and elsewhere.
BY_HEADER = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF"}
SIDEWAYS = (5, 6, 7, 8)
_ORIENTATION = 0x0112


def size_px(path: Path, kind: str) -> tuple[int, int]:
    """Width and height as people see it, turned upright; (0, 0) where the header does not tell.

    `kind` is a key of intake.MEDIA_TYPES. A header promises nothing about the rest.
    """
    if kind not in BY_HEADER:
        return 0, 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=(BY_HEADER[kind],)) as image:
                width, height = image.size
                is_sideways = image.getexif().get(_ORIENTATION) in SIDEWAYS
    except Exception:  # A stranger wrote the header: whatever it breaks, the size is unknown.
        return 0, 0
    return (height, width) if is_sideways else (width, height)
