"""The photos of a wall as HTML. Most are in nobody's cart and look the same for everybody who
looks the same way, so their markup is kept."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.formatting import color_class, ratio_class
from blueprints.proofing.captions import NOTHING_TOLD, Caption
from blueprints.proofing.choice import Picked
from models.photo import Photo
from models.roll import Frame

KEPT_FIGURES = 10_000
GRID_PX, THUMB_PX = 1024, 400
UNKNOWN_SHAPE = (3, 2)


class Cell(NamedTuple):
    """One photo on the wall. Sizes are those of the picture the browser gets, in pixels."""

    id: int
    number: int
    stem: str
    extension: str
    shape: str
    width_px: int
    height_px: int
    thumb_px: int
    revision: str
    is_picked: bool
    note: str
    version: int
    extra: str
    brief: str


class Words(NamedTuple):
    """What every photo of a wall repeats, translated once."""

    photo: str
    in_cart: str


class Repeated(NamedTuple):
    """What the figures of a page have in common: the beginnings and ends of their addresses.

    A thousand calls of url_for and gettext would cost more than the rest of the page.
    """

    photos_url: str
    look_query: Markup
    own_query: Markup
    is_preview: bool
    heart: Markup
    words: Words


def words() -> Words:
    return Words(photo=_("Photo"), in_cart=_("In the cart"))


def figures(
    frames: Iterable[Frame],
    picked: dict[int, Picked],
    told: dict[int, Caption],
    repeated: Repeated,
) -> Markup:
    """The markup of all these photos."""
    made = (
        _figure(cell(frame, picked, told), repeated)
        if frame.id in picked
        else _free(frame, repeated)
        for frame in frames
    )
    return Markup().join(made)


def cell(frame: Frame, picked: dict[int, Picked], told: dict[int, Caption]) -> Cell:
    said = picked.get(frame.id)
    stem, dot, extension = frame.filename.rpartition(".")
    shape, grid_width_px, grid_height_px, thumb_px = _shape(
        frame.width_px, frame.height_px, frame.color
    )
    return Cell(
        frame.id,
        frame.number,
        stem or frame.filename,
        dot + extension if stem else "",
        shape,
        grid_width_px,
        grid_height_px,
        thumb_px,
        frame.revision,
        said is not None,
        said.note if said else "",
        said.version if said else 0,
        *told.get(frame.id, NOTHING_TOLD),
    )


def frame_of(photo: Photo) -> Frame:
    """A photo alone, for pages without a wall."""
    return Frame(
        photo.id,
        photo.number or 0,
        photo.filename,
        photo.width_px,
        photo.height_px,
        photo.dominant_color,
        photo.revision,
        photo.chapter_id,
        photo.captured_at,
    )


@lru_cache(maxsize=KEPT_FIGURES)
def _free(frame: Frame, repeated: Repeated) -> Markup:
    return _figure(cell(frame, {}, {}), repeated)


def _figure(one: Cell, repeated: Repeated) -> Markup:
    """By the macro that also answers a press, so there is one truth about a photo's markup."""
    draw: Callable[[Cell, Repeated], Markup] = get_template_attribute(
        "proofing/_macros.html", "figure"
    )
    return draw(one, repeated)


@lru_cache(maxsize=4096)
def _shape(
    width_px: int | None, height_px: int | None, color: str | None
) -> tuple[str, int, int, int]:
    """Classes of the frame, width and height of the grid picture, width of the thumbnail."""
    wide, high = (width_px, height_px) if width_px and height_px else UNKNOWN_SHAPE
    longest = max(wide, high)
    grid_px, thumb_px = min(GRID_PX, longest), min(THUMB_PX, longest)
    return (
        f"{ratio_class(wide, high)} {color_class(color)}",
        max(1, round(wide * grid_px / longest)),
        max(1, round(high * grid_px / longest)),
        max(1, round(wide * thumb_px / longest)),
    )
