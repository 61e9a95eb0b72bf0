"""The smaller pictures of a photograph: thumbnail, grid and proof.

Importing this loads no decoder, so the web process may; the first `render` does.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from media.fitting import fit_within
from media.guard import guard, photo_limits

if TYPE_CHECKING:
    from pyvips import Image

    from media.watermark import Mark

KINDS = {"thumb": 400, "grid": 1024, "proof": 2048}
COVER, COVER_PX = "cover", 1600
QUALITY = 80

__all__ = [
    "COVER",
    "KINDS",
    "RenditionFile",
    "Rendered",
    "fit_within",
    "guard",
    "render",
    "render_cover",
    "web_version",
]


@dataclass(frozen=True)
class RenditionFile:
    """One JPEG: sRGB, upright, without any metadata."""

    data: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True)
class Rendered:
    """`width_px` and `height_px` are the upright size of the original.

    `captured_at` is the camera's wall clock, without a time zone. `dominant_color` is six
    hexadecimal digits. `similarity_hash` is the fingerprint of the picture without its watermark.
    `may_be_damaged`: the decoder complained, the pictures want a look.
    """

    width_px: int
    height_px: int
    captured_at: datetime | None
    dominant_color: str
    similarity_hash: int
    may_be_damaged: bool
    files: Mapping[str, RenditionFile]


def render(path: Path, format: str, mark: Mark | None, kinds: Sequence[str]) -> Rendered:
    """Make the renditions `kinds` (names in KINDS) of a file whose format `intake.sniff` told.

    The watermark is on the largest before the others are made from it, so no bytes without it
    exist. Nothing is enlarged. Raises UnreadablePhoto.
    """
    from media import decoding
    from media.similarity import fingerprint

    with photo_limits():
        largest_px = max(KINDS[kind] for kind in kinds)
        decoded = decoding.decode(path, format, largest_px)
        image = mark.on_proof(decoded.image) if mark else decoded.image
        upright_px = (decoded.width_px, decoded.height_px)
        pictures = dict(_pictures(image, upright_px, kinds))
        return Rendered(
            *upright_px,
            decoded.captured_at,
            _mean_color(list(pictures.values())[-1]),
            fingerprint(decoded.image),
            decoded.may_be_damaged,
            {kind: _file(picture) for kind, picture in pictures.items()},
        )


def render_cover(path: Path, format: str, mark: Mark | None) -> RenditionFile:
    """The picture of the cover page, at most COVER_PX long, its mark small and never cut.

    Raises UnreadablePhoto.
    """
    from media import decoding

    with photo_limits():
        image = decoding.decode(path, format, COVER_PX).image
        return _file(mark.on_cover(image) if mark else image)


def web_version(path: Path, format: str, longest_px: int, quality: int) -> bytes:
    """A finished photo for the web: JPEG, sRGB, upright, at most so long, no metadata.

    Nothing is enlarged. Raises UnreadablePhoto.
    """
    from media import decoding

    with photo_limits():
        image = decoding.decode(path, format, longest_px).image
        return image.jpegsave_buffer(Q=quality, keep="none")


def _pictures(
    image: Image, upright_px: tuple[int, int], kinds: Sequence[str]
) -> Iterator[tuple[str, Image]]:
    """Each rendition made from the next larger one."""
    from media.decoding import resized

    for kind in sorted(kinds, key=lambda kind: KINDS[kind], reverse=True):
        image = resized(image, *fit_within(*upright_px, KINDS[kind])).copy_memory()
        yield kind, image


def _file(picture: Image) -> RenditionFile:
    data = picture.jpegsave_buffer(Q=QUALITY, keep="none")
    return RenditionFile(data, picture.width, picture.height)


def _mean_color(picture: Image) -> str:
    """Stands in for the picture until it has loaded."""
    means = picture.stats().crop(4, 1, 1, 3).write_to_memory()
    red, green, blue = (round(mean) for mean in struct.unpack("3d", means))
    return f"{red:02x}{green:02x}{blue:02x}"
