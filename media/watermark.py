"""The photographer's mark on a proof: a text or a logo, in one of four places.

The text stands three times, small, on the falling diagonal, so that a crop worth keeping still
holds one of them; white letters with a dark edge show on any background. A cover is cut by the
screen that shows it, so its mark lies where every screen shows it whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from media import lettering, logo
from media.stamp import Stamp
from media.vips import pyvips

LONGEST_TEXT = 60


@dataclass(frozen=True)
class Place:
    """Where stamps stand, and how large one may be. All figures are parts of the picture.

    `at`: parts of the room that a stamp leaves to its left and above it. `text_width` and
    `letters` (of the longest side) bound a line of text, `logo_size` a logo.
    """

    at: tuple[tuple[float, float], ...]
    text_width: float
    letters: float
    logo_size: tuple[float, float]


DIAGONAL = Place(((0.1, 0.18), (0.5, 0.5), (0.9, 0.82)), 0.4, 0.05, (0.26, 0.2))
MIDDLE = Place(((0.5, 0.5),), 0.6, 0.08, (0.45, 0.45))
CORNER = Place(((0.98, 0.975),), 0.3, 0.03, (0.18, 0.16))
# A wide picture loses its sides on a screen and keeps its height; a tall one loses top and bottom.
WIDE_COVER = Place(((0.5, 0.97),), 0.26, 0.017, (0.14, 0.08))
TALL_COVER = Place(((0.5, 0.68),), 0.4, 0.017, (0.22, 0.06))
PLACES = {"diagonal": DIAGONAL, "middle": MIDDLE, "corner": CORNER}


@dataclass(frozen=True)
class Mark:
    """What lies on a proof: `logo`, a file that `media.logo.prepare` made, or else `text`.

    `place` is a key of PLACES. `opacity_percent`, 1 to 100, is that of white letters or of the
    logo's solid parts. A text of spaces only marks nothing.
    """

    text: str = ""
    logo: Path | None = None
    place: str = "diagonal"
    opacity_percent: int = 35

    def on_cover(self, image: pyvips.Image) -> pyvips.Image:
        """The image with one small mark that no screen cuts."""
        return self._put(image, WIDE_COVER if image.width > image.height else TALL_COVER)

    def on_proof(self, image: pyvips.Image) -> pyvips.Image:
        return self._put(image, PLACES[self.place])

    def _put(self, image: pyvips.Image, place: Place) -> pyvips.Image:
        stamp = self._stamp(place, image.width, image.height)
        if stamp is None:
            return image
        for left, top in _corners(image, stamp, place):
            under = image.crop(left, top, stamp.width, stamp.height)
            blended = stamp.opacity.ifthenelse(stamp.color, under, blend=True)
            image = image.insert(blended, left, top)
        return image.copy_memory()

    def _stamp(self, place: Place, width_px: int, height_px: int) -> Stamp | None:
        sides = (width_px, height_px)
        if self.logo:
            return logo.stamp(self.logo, self.opacity_percent, sides, place.logo_size)
        if text := " ".join(self.text.split())[:LONGEST_TEXT]:
            return _line(text, self.opacity_percent, sides, place)
        return None


@lru_cache(maxsize=16)
def _line(text: str, opacity_percent: int, sides: tuple[int, int], place: Place) -> Stamp:
    largest_px = max(sides) * place.letters
    return lettering.line(text, opacity_percent, sides, sides[0] * place.text_width, largest_px)


def _corners(image: pyvips.Image, stamp: Stamp, place: Place) -> Iterator[tuple[int, int]]:
    """Left and top of every stamp, pixels."""
    for across, down in place.at:
        yield (
            round((image.width - stamp.width) * across),
            round((image.height - stamp.height) * down),
        )
