"""The photos of a gallery as plain tuples: a page of a thousand is made of nothing heavier."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func

from blueprints.formatting import color_class, ratio_class
from blueprints.proofing.choice import Choice, Picked
from extensions import db
from models.photo import Folder, Photo

SHOWS = ("all", "picked", "unpicked", "notes")
SECTION = 60
WHOLE = 300
FIRST = 120
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


class Words(NamedTuple):
    """What every photo of a wall repeats, translated once."""

    photo: str
    note: str
    in_cart: str


def words() -> Words:
    return Words(
        photo=_("Photo"),
        note=_("note"),
        in_cart=_("In the cart"),
    )


def rows(choice: Choice, show: str = "all", keep: int | None = None) -> list[tuple]:
    """(place in the gallery, columns) of every ready proof that a filter shows, by one query.

    The photo `keep` is among them in any case.
    """
    columns = Photo.ready_in_folder(choice.gallery.id, Folder.PROOFS).with_only_columns(
        Photo.id,
        Photo.number,
        Photo.filename,
        Photo.width_px,
        Photo.height_px,
        Photo.dominant_color,
        Photo.revision,
    )
    shown = filter_for(choice, show)
    found = enumerate(db.session.execute(columns), start=1)
    return [(place, row) for place, row in found if shown(row[0]) or row[0] == keep]


def counts(choice: Choice) -> dict[str, int]:
    """How many photos each filter shows."""
    ready = Photo.ready_in_folder(choice.gallery.id, Folder.PROOFS)
    count = db.session.scalar(ready.with_only_columns(func.count()).order_by(None)) or 0
    picked_count = len(choice.picked)
    return {
        "all": count,
        "picked": picked_count,
        "unpicked": max(0, count - picked_count),
        "notes": choice.noted_count,
    }


def cells(choice: Choice, found: Iterable[tuple]) -> list[Cell]:
    return [cell(row, place, choice.picked) for place, row in found]


def cell_of(choice: Choice, photo: Photo) -> Cell:
    """One photo alone. Its place is looked up only when it has no number yet."""
    found = [] if photo.number else rows(choice)
    place = next((place for place, row in found if row[0] == photo.id), 0)
    return cell(columns_of(photo), place, choice.picked)


def columns_of(photo: Photo) -> tuple:
    return (
        photo.id,
        photo.number,
        photo.filename,
        photo.width_px,
        photo.height_px,
        photo.dominant_color,
        photo.revision,
    )


def filter_for(choice: Choice, show: str):
    """Which photo ids a filter lets through."""
    picked = choice.picked
    match show:
        case "picked":
            return picked.__contains__
        case "unpicked":
            return lambda photo_id: photo_id not in picked
        case "notes":
            return lambda photo_id: photo_id in picked and bool(picked[photo_id].note)
        case _:
            return lambda photo_id: True


def cell(row, place: int, picked: dict[int, Picked]) -> Cell:
    photo_id, number, filename, width_px, height_px, color, revision = row
    said = picked.get(photo_id)
    stem, dot, extension = filename.rpartition(".")
    shape, grid_width_px, grid_height_px, thumb_px = _shape(width_px, height_px, color)
    return Cell(
        photo_id,
        number or place,
        stem or filename,
        dot + extension if stem else "",
        shape,
        grid_width_px,
        grid_height_px,
        thumb_px,
        revision,
        said is not None,
        said.note if said else "",
        said.version if said else 0,
    )


def sections(photos: list[Cell], whole: bool) -> list[list[Cell]]:
    """Sixty to a section that is painted when it is seen; a `whole` wall is one section, because
    every section ends with a short row."""
    size = len(photos) if whole else SECTION
    return [photos[at : at + size] for at in range(0, len(photos), size or 1)]


def stop_after(count: int, at_least: int) -> int:
    """Where the first answer ends: whole walls up to 300, else full sections."""
    if count <= WHOLE:
        return count
    wanted = max(FIRST, at_least)
    return min(count, -(-wanted // SECTION) * SECTION)


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
