"""One photo of an order with everything that was ordered of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.line_kind import PHOTO_KINDS, LineKind

if TYPE_CHECKING:
    from models.order_line import OrderLine
    from models.photo import Photo


@dataclass(frozen=True)
class OrderedPhoto:
    """`lines` are never empty and all name the same photo."""

    lines: tuple[OrderLine, ...]

    @property
    def photo(self) -> Photo | None:
        return self.lines[0].photo

    @property
    def photo_id(self) -> int | None:
        return self.lines[0].photo_id

    @property
    def filename(self) -> str:
        return self.lines[0].filename

    @property
    def number(self) -> int | None:
        return self.lines[0].photo_number

    @property
    def note(self) -> str:
        return next((line.note for line in self.lines if line.note), "")

    @property
    def pin(self) -> tuple[int, int] | None:
        """Where the note points: thousandths of the picture's width and height."""
        pins = ((line.pin_x, line.pin_y) for line in self.lines)
        return next(((x, y) for x, y in pins if x is not None and y is not None), None)

    @property
    def is_retouched(self) -> bool:
        return any(line.kind in PHOTO_KINDS for line in self.lines)

    @property
    def is_extra(self) -> bool:
        return any(line.kind == LineKind.EXTRA_PHOTO for line in self.lines)

    @property
    def pieces(self) -> list[OrderLine]:
        """Its prints and files."""
        return [line for line in self.lines if line.kind not in PHOTO_KINDS]

    @property
    def total_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)

    @classmethod
    def group(cls, lines: Iterable[OrderLine]) -> list[OrderedPhoto]:
        """Lines without a photo are left out."""
        found: dict[int | str, list[OrderLine]] = {}
        for line in lines:
            if line.filename:
                found.setdefault(line.photo_id or line.filename, []).append(line)
        return [cls(tuple(group)) for group in found.values()]
