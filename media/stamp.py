"""A small picture ready to be blended into a large one."""

from __future__ import annotations

from dataclasses import dataclass

from media.vips import pyvips


@dataclass(frozen=True)
class Stamp:
    """`color` has three bands, `opacity` one; both lie in memory, 0 to 255."""

    color: pyvips.Image
    opacity: pyvips.Image

    @property
    def width(self) -> int:
        return self.color.width

    @property
    def height(self) -> int:
        return self.color.height
