"""The photographer's text across a proof.

Three small lines on the falling diagonal: a crop that is worth keeping still holds one of them,
and most of the picture stays as it is. White letters with a dark edge show on any background.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from media.vips import pyvips

FONT = Path(__file__).parent / "fonts" / "instrument-sans-600.ttf"
PLACES = ((0.26, 0.2), (0.5, 0.5), (0.74, 0.8))
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
    line = _line(text, image.width, max(image.width, image.height))
    for across, down in PLACES:
        image = _blend(image, line, across, down)
    return image.copy_memory()


def _blend(image: pyvips.Image, line: pyvips.Image, across: float, down: float) -> pyvips.Image:
    """Only the pixels under the line are touched."""
    width_px, height_px = min(line.width, image.width), min(line.height, image.height)
    left = min(max(round(image.width * across - width_px / 2), 0), image.width - width_px)
    top = min(max(round(image.height * down - height_px / 2), 0), image.height - height_px)
    line = line.crop(0, 0, width_px, height_px)
    under = image.crop(left, top, width_px, height_px)
    blended = line[3].ifthenelse(line.extract_band(0, n=3), under, blend=True)
    return image.insert(blended, left, top)


@lru_cache(maxsize=16)
def _line(text: str, width_px: int, longest_px: int) -> pyvips.Image:
    """The text as RGBA: at most LINE_WIDTH of the picture wide, letters never huge."""
    letters_px = max(longest_px * LARGEST_LETTERS, 1)
    font = ImageFont.truetype(FONT, letters_px)
    letters_px *= min(1, width_px * LINE_WIDTH / max(font.getlength(text), 1))
    font = ImageFont.truetype(FONT, max(letters_px, 1))
    edge_px = max(round(letters_px / 30), 1)
    left, top, right, bottom = font.getbbox(text, stroke_width=edge_px)
    size = (max(int(right - left) + 1, 1), max(int(bottom - top) + 1, 1))
    fill, outline = (_mask(size, (-left, -top), text, font, edge) for edge in (0, edge_px))
    return _rgba(fill, outline)


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


def _rgba(fill: pyvips.Image, outline: pyvips.Image) -> pyvips.Image:
    """White letters over their own dark, slightly larger shape."""
    white = fill * (FILL_OPACITY / 255)
    alpha = white + outline * (EDGE_OPACITY / 255) * (1 - white)
    grey = (alpha > 0).ifthenelse(white / alpha, 0) * 255
    return (
        grey.bandjoin([grey, grey, alpha * 255])
        .cast("uchar")
        .copy(interpretation="srgb")
        .copy_memory()
    )
