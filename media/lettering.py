"""A line of text as a stamp: white letters over their own dark, slightly larger shape."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from media.stamp import Stamp
from media.vips import pyvips

FONT = Path(__file__).parent / "fonts" / "instrument-sans-600.ttf"
# How opaque the dark edge is beside the letters.
EDGE_PART = 0.63


def line(
    text: str, opacity_percent: int, sides: tuple[int, int], widest_px: float, largest_px: float
) -> Stamp:
    """One line, at most `widest_px` wide with letters of at most `largest_px`, and never larger
    than a picture of these `sides`.
    """
    letters_px = max(largest_px, 1)
    font = ImageFont.truetype(FONT, letters_px)
    letters_px *= min(1, widest_px / max(font.getlength(text), 1))
    font = ImageFont.truetype(FONT, max(letters_px, 1))
    edge_px = max(round(letters_px / 30), 1)
    left, top, right, bottom = font.getbbox(text, stroke_width=edge_px)
    size = (max(int(right - left) + 1, 1), max(int(bottom - top) + 1, 1))
    fill, outline = (_mask(size, (-left, -top), text, font, edge) for edge in (0, edge_px))
    fitting = (min(size[0], sides[0]), min(size[1], sides[1]))
    return _blendable(
        fill.crop(0, 0, *fitting), outline.crop(0, 0, *fitting), opacity_percent / 100
    )


def _mask(
    size: tuple[int, int],
    at: tuple[float, float],
    text: str,
    font: ImageFont.FreeTypeFont,
    edge_px: int,
) -> pyvips.Image:
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).text(at, text, fill=255, font=font, stroke_width=edge_px)
    return pyvips.Image.new_from_memory(mask.tobytes(), *size, 1, "uchar")


def _blendable(fill: pyvips.Image, outline: pyvips.Image, opacity: float) -> Stamp:
    white = fill * (opacity / 255)
    covered = white + outline * (opacity * EDGE_PART / 255) * (1 - white)
    grey = ((covered > 0).ifthenelse(white / covered, 0) * 255).cast("uchar")
    grey = grey.bandjoin([grey, grey]).copy(interpretation="srgb")
    return Stamp(grey.copy_memory(), (covered * 255).cast("uchar").copy_memory())
