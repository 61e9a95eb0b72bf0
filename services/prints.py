"""Prints of all orders together, and the finished files they are made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from extensions import db
from formats.print_lists import ROOT, Prints
from formats.stems import matching_key, matching_stem, stem
from media.zip_writer import ZipPlan
from models.gallery import Gallery
from models.line_kind import PRINT_KINDS
from models.order import Order
from models.order_line import OrderLine
from models.photo import Folder, Photo
from services import downloads
from services.refusals import Refused


class NoPrintOrdered(Refused):
    """There is nothing to print."""


class NothingFinished(Refused):
    """Not one of the ordered prints has a finished file yet."""


@dataclass(frozen=True)
class Finished:
    """Ordered prints that have a file in full resolution; `missing` are names of those without."""

    files: Sequence[tuple[Prints, Photo]]
    missing: Sequence[str]


def count(orders: ColumnElement[bool]) -> int:
    """How many prints the standing orders hold."""
    pieces = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0))
        .join(OrderLine.order)
        .where(orders, Order.cancelled_at.is_(None), OrderLine.kind.in_(PRINT_KINDS))
    )
    return db.session.scalar(pieces) or 0


def ordered(orders: ColumnElement[bool]) -> list[Prints]:
    """Each photo, format and paper once, copies added up over the standing orders."""
    rows = db.session.execute(
        select(OrderLine, Order.number)
        .join(OrderLine.order)
        .where(orders, Order.cancelled_at.is_(None), OrderLine.kind.in_(PRINT_KINDS))
        .order_by(OrderLine.photo_number, OrderLine.filename, OrderLine.item_name, OrderLine.id)
    )
    found: dict[tuple, list[tuple[OrderLine, int]]] = {}
    for line, number in rows:
        key = line.photo_id or line.filename, line.item_name, line.paper
        found.setdefault(key, []).append((line, number))
    return [_prints(lines) for lines in found.values()]


def finished(gallery: Gallery, prints: Iterable[Prints]) -> Finished:
    """Files are matched by stem, suffixes such as "-Edit" allowed; the plainest name is taken."""
    files = _by_stem(gallery)
    pairs, missing = [], []
    for one in prints:
        photo = files.get(matching_key(stem(one.filename)))
        if photo:
            pairs.append((one, photo))
        else:
            missing.append(one.filename)
    return Finished(pairs, list(dict.fromkeys(missing)))


def zip_plan(found: Finished) -> ZipPlan:
    """The archive of the files in the folders that a lab expects."""
    return ZipPlan([downloads.zip_entry(photo, (ROOT, *one.folder)) for one, photo in found.files])


def _prints(lines: Sequence[tuple[OrderLine, int]]) -> Prints:
    first, _ = lines[0]
    return Prints(
        filename=first.filename,
        format=first.item_name,
        paper=first.paper,
        copies=sum(line.quantity for line, _ in lines),
        order_numbers=tuple(sorted({number for _, number in lines})),
    )


def _by_stem(gallery: Gallery) -> dict[str | None, Photo]:
    """The finished file of each proof's stem."""
    names = select(Photo.filename).where(
        Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS
    )
    stems = {matching_key(stem(name)) for name in db.session.scalars(names)}
    files = db.session.scalars(
        Photo.in_folder(gallery.id, Folder.FULL).where(Photo.failed_at.is_(None))
    )
    longest_first = sorted(files, key=lambda photo: -len(photo.filename))
    own = gallery.studio.finished_suffix
    return {matching_stem(photo.filename, stems, own): photo for photo in longest_first}
