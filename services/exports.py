"""Which picked names go to another program, what to warn of, and what went there before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import insert, select

from extensions import db
from formats.collisions import Shot
from formats.exports.picked import PickedPhoto, Wish
from models.chapter import Chapter
from models.export import Export, ExportedPhoto
from models.gallery import Gallery
from models.line_kind import PRINT_KINDS
from models.order import Order
from models.order_list import photos_in
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from models.studio import Studio
from services.refusals import Refused
from services.transaction import transaction


class NothingOrdered(Refused):
    """There is no name to list."""


@dataclass(frozen=True)
class Since:
    """What has changed since the last export; nothing when `last` is None.

    `fresh` are picked and were in no export. `cancelled` stood when it was made, `leftovers` are
    names that were exported and are wanted no more.
    """

    last: Export | None = None
    fresh: Sequence[PickedPhoto] = ()
    cancelled: Sequence[Order] = ()
    leftovers: Sequence[str] = ()


def picked_photos(gallery: Gallery, orders: Iterable[Order]) -> list[PickedPhoto]:
    """The photos of all orders that stand, each once, in gallery order."""
    # The list keeps the orders alive: a line knows its order only weakly.
    standing = [order for order in orders if order.is_standing]
    photos = OrderedPhoto.group(line for order in standing for line in order.lines)
    folders = _folders(gallery)
    picked = [_picked(photo, folders) for photo in photos]
    return sorted(picked, key=lambda photo: (photo.number, photo.filename))


def shots(gallery: Gallery) -> list[Shot]:
    """Every photo that could be picked, as far as names can confuse it with another one."""
    folders = _folders(gallery)
    rows = db.session.execute(
        select(Photo.filename, Photo.chapter_id, Photo.captured_at)
        .where(Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
        .order_by(Photo.id)
    )
    return [
        Shot(filename, folders.get(chapter_id, ""), taken_at and taken_at.date())
        for filename, chapter_id, taken_at in rows
    ]


def since_last_export(gallery: Gallery, picked: Sequence[PickedPhoto]) -> Since:
    """Compare what is picked with what was exported since everything was last exported."""
    exports = db.session.scalars(Export.since_last_whole(gallery.id)).all()
    if not exports:
        return Since()
    held = _held(exports)
    wanted = {photo.photo_id or photo.filename for photo in picked}
    return Since(
        last=exports[0],
        fresh=[photo for photo in picked if (photo.photo_id or photo.filename) not in held],
        cancelled=_cancelled_since(gallery, exports[-1]),
        leftovers=[name for key, name in held.items() if key not in wanted],
    )


def fresh_count(gallery: Gallery) -> int:
    """How many photos `since_last_export` would call new, without reading the orders."""
    exports = db.session.scalars(Export.since_last_whole(gallery.id)).all()
    if not exports:
        return 0
    held = {str(key) for key in _held(exports)}
    ordered = db.session.scalars(photos_in(Order.gallery_id == gallery.id))
    return len(set(ordered) - held)


def record_export(
    gallery: Gallery,
    picked: Sequence[PickedPhoto],
    program: str,
    form: str,
    actor: str,
    *,
    is_whole: bool,
) -> None:
    """Write down what was taken, and open the panel with this program and form next time."""
    with transaction(reread=False):
        gallery.studio.last_export_program = program
        gallery.studio.last_export_form = form
        export = Export(
            gallery_id=gallery.id,
            program=program,
            form=form,
            actor=actor,
            is_whole=is_whole,
            photo_count=len(picked),
        )
        db.session.add(export)
        db.session.flush()
        rows = [
            {"export_id": export.id, "photo_id": photo.photo_id, "filename": photo.filename}
            for photo in picked
        ]
        db.session.execute(insert(ExportedPhoto), rows)


def remember_choice(studio: Studio, program: str, form: str | None) -> None:
    """The panel opens with this program next time, in this form when one was chosen."""
    with transaction():
        studio.last_export_program = program
        studio.last_export_form = form


def _held(exports: Sequence[Export]) -> dict[int | str, str]:
    """Names of all photos in these exports by what tells them apart."""
    rows = db.session.execute(
        select(ExportedPhoto.photo_id, ExportedPhoto.filename)
        .where(ExportedPhoto.export_id.in_([export.id for export in exports]))
        .order_by(ExportedPhoto.id)
    )
    return {photo_id or name: name for photo_id, name in rows}


def _cancelled_since(gallery: Gallery, export: Export) -> Sequence[Order]:
    gone = Order.of_gallery(gallery.id).where(
        Order.cancelled_at > export.made_at, Order.placed_at <= export.made_at
    )
    return db.session.scalars(gone).all()


def _folders(gallery: Gallery) -> dict[int | None, str]:
    chapters = db.session.scalars(Chapter.of_gallery(gallery.id))
    return {chapter.id: chapter.name for chapter in chapters}


def _picked(ordered: OrderedPhoto, folders: dict[int | None, str]) -> PickedPhoto:
    photo = ordered.photo
    captured_at = photo.captured_at if photo else None
    return PickedPhoto(
        filename=ordered.filename,
        captured_at=captured_at.replace(tzinfo=UTC) if captured_at else None,
        number=ordered.number or 0,
        order_numbers=tuple(sorted({order.number for order in ordered.orders})),
        note=" · ".join(ordered.notes),
        kind=ordered.kind,
        folder=folders.get(photo.chapter_id, "") if photo else "",
        prints=_prints(ordered),
        wishes=tuple(_wish(order, ordered) for order in ordered.orders),
        photo_id=ordered.photo_id,
    )


def _prints(ordered: OrderedPhoto) -> tuple[tuple[str, int], ...]:
    """Pieces of each format, added up over the orders."""
    pieces: dict[str, int] = {}
    for line in ordered.lines:
        if line.kind in PRINT_KINDS:
            pieces[line.full_name] = pieces.get(line.full_name, 0) + line.quantity
    return tuple(pieces.items())


def _wish(order: Order, ordered: OrderedPhoto) -> Wish:
    own = ordered.of_order(order)
    return Wish(
        order.client_name, order.client_email, order.number, own.kind, " · ".join(own.notes)
    )
