"""A studio's logo: checked and made small once, then a stamp on every proof."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from media import colour
from media.decoding import resized
from media.fitting import fit_within
from media.guard import photo_limits
from media.intake import Reason, UnreadablePhoto
from media.stamp import Stamp
from media.vips import pyvips

LONGEST_PX = 1200
LIMIT_SIDE_PX = 6000
# Fainter than this is no edge of a logo, only dust around it.
FAINTEST = 8


def prepare(path: Path) -> bytes:
    """An uploaded PNG as ours: sRGB with opacity, its empty margin cut off, at most LONGEST_PX.

    Raises UnreadablePhoto for what is no picture or shows nothing.
    """
    with photo_limits():
        try:
            image = pyvips.Image.pngload(str(path), access="sequential", fail_on="error")
            if max(image.width, image.height) > LIMIT_SIDE_PX:
                raise UnreadablePhoto(Reason.TOO_LARGE)
            return _trimmed(_with_opacity(image.copy_memory()))
        except pyvips.Error as error:
            raise UnreadablePhoto(Reason.DAMAGED) from error
        except MemoryError as error:
            raise UnreadablePhoto(Reason.TOO_LARGE) from error


@lru_cache(maxsize=16)
def stamp(
    path: Path, opacity_percent: int, sides: tuple[int, int], largest: tuple[float, float]
) -> Stamp:
    """A prepared logo, as large as fits into `largest`, parts of a picture of these `sides`."""
    image = pyvips.Image.pngload(str(path))
    room = [max(1.0, part * side) for part, side in zip(largest, sides, strict=True)]
    scale = min(room[0] / image.width, room[1] / image.height)
    size = [max(1, round(scale * side)) for side in (image.width, image.height)]
    image = resized(image.premultiply(), *size).unpremultiply().cast("uchar")
    opacity = (image[3] * (opacity_percent / 100)).cast("uchar")
    color = image.extract_band(0, n=3).copy(interpretation="srgb")
    return Stamp(color.copy_memory(), opacity.copy_memory())


def _with_opacity(image: pyvips.Image) -> pyvips.Image:
    """Four bands of eight bits."""
    if not image.hasalpha():
        return colour.to_srgb(image).bandjoin(255)
    alpha = image[image.bands - 1]
    if image.format == "ushort":
        alpha = alpha >> 8
    rest = image.extract_band(0, n=image.bands - 1)
    return colour.to_srgb(rest).bandjoin(alpha.cast("uchar"))


def _trimmed(image: pyvips.Image) -> bytes:
    left, top, width_px, height_px = image[3].find_trim(threshold=FAINTEST, background=0)
    if not width_px or not height_px:
        raise UnreadablePhoto(Reason.DAMAGED)
    image = image.crop(left, top, width_px, height_px)
    size = fit_within(width_px, height_px, LONGEST_PX)
    if size != (width_px, height_px):
        image = resized(image.premultiply(), *size).unpremultiply().cast("uchar")
    return image.pngsave_buffer(keep="none")
