"""The film strip below a large photo: its neighbours on the wall, and which of them come next."""

from functools import cached_property
from typing import NamedTuple

from blueprints.proofing.figures import UNKNOWN_SHAPE, Cell
from blueprints.proofing.wall import Wall
from models.roll import Frame

LENGTH = 13
PROOF_PX = 2048


class Still(NamedTuple):
    """One photo of the strip; the sizes are those of its proof, in pixels."""

    cell: Cell
    proof_width_px: int
    proof_height_px: int


class Strip:
    """`place` is counted from 1, `first` is the place of the first still from 0."""

    def __init__(self, wall: Wall, photo_id: int):
        self.wall = wall
        self.place = wall.place_of(photo_id)
        self.count = len(wall.frames)
        self.first = max(0, min(self.place - 1 - LENGTH // 2, self.count - LENGTH))

    @cached_property
    def stills(self) -> list[Still]:
        """The photo in their middle, or nearer to an end."""
        stop = self.first + LENGTH
        frames = self.wall.frames[self.first : stop]
        cells = self.wall.cells(self.first, stop)
        return [Still(cell, *_proof_px(frame)) for cell, frame in zip(cells, frames, strict=True)]

    @property
    def previous(self) -> Cell | None:
        return self._beside(-1)

    @property
    def following(self) -> Cell | None:
        return self._beside(1)

    def _beside(self, step: int) -> Cell | None:
        at = self.place - 1 - self.first + step
        return self.stills[at].cell if 0 <= at < len(self.stills) else None


def _proof_px(frame: Frame) -> tuple[int, int]:
    wide, high = frame.width_px, frame.height_px
    if not wide or not high:
        wide, high = UNKNOWN_SHAPE
    scale = min(1, PROOF_PX / max(wide, high))
    return max(1, round(wide * scale)), max(1, round(high * scale))
