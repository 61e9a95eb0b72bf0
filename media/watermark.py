"""The photographer's text across a proof.

Three small lines on the falling diagonal: a crop that is worth keeping still holds one of them,
and most of the picture stays as it is. White letters with a dark edge show on any background.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from media.vips import pyvips

FONT = Path(__file__).parent / "fonts" / "instrument-sans-600.ttf"
# Parts of the room that a line leaves, to its left and above it.
PLACES = ((0.1, 0.18), (0.5, 0.5), (0.9, 0.82))
LINE_WIDTH = 0.4
LARGEST_LETTERS = 0.05
LONGEST_TEXT = 60
FILL_OPACITY = 0.35
EDGE_OPACITY = 0.22


def put_on(image: pyvips.Image, text: str) -> pyvips.Image:
    """The image with `text` on it, in memory. A text of spaces only changes nothing."""
    text = " ".join(text.split())[:LONGEST_TEXT]
    if not text:
        return image
    line = _line(text, image.width, image.height)
    marked = image
    for across, down in PLACES:
        left = round((image.width - line.grey.width) * across)
        top = round((image.height - line.grey.height) * down)
        under = image.crop(left, top, line.grey.width, line.grey.height)
        blended = line.opacity.ifthenelse(line.grey, under, blend=True)
        marked = marked.insert(blended, left, top)
    return marked.copy_memory()


@dataclass(frozen=True)
class _Line:
    """The text, ready to be blended: how light (three bands), and how opaque (one)."""

    grey: pyvips.Image
    opacity: pyvips.Image


@lru_cache(maxsize=16)
def _line(text: str, width_px: int, height_px: int) -> _Line:
    """At most LINE_WIDTH of the picture wide, letters never huge; never larger than the picture."""
    letters_px = max(max(width_px, height_px) * LARGEST_LETTERS, 1)
    font = ImageFont.truetype(FONT, letters_px)
    letters_px *= min(1, width_px * LINE_WIDTH / max(font.getlength(text), 1))
    font = ImageFont.truetype(FONT, max(letters_px, 1))
    edge_px = max(round(letters_px / 30), 1)
    left, top, right, bottom = font.getbbox(text, stroke_width=edge_px)
    size = (max(int(right - left) + 1, 1), max(int(bottom - top) + 1, 1))
    fill, outline = (_mask(size, (-left, -top), text, font, edge) for edge in (0, edge_px))
    fitting = (min(size[0], width_px), min(size[1], height_px))
    return _blendable(fill.crop(0, 0, *fitting), outline.crop(0, 0, *fitting))


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


def _blendable(fill: pyvips.Image, outline: pyvips.Image) -> _Line:
    """White letters over their own dark, slightly larger shape."""
    white = fill * (FILL_OPACITY / 255)
    opacity = white + outline * (EDGE_OPACITY / 255) * (1 - white)
    grey = ((opacity > 0).ifthenelse(white / opacity, 0) * 255).cast("uchar")
    grey = grey.bandjoin([grey, grey]).copy(interpretation="srgb")
    return _Line(grey.copy_memory(), (opacity * 255).cast("uchar").copy_memory())
