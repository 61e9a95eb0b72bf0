"""Which picked names go into a list for another program, and what to warn of."""

from collections.abc import Iterable
from datetime import UTC

from sqlalchemy import select

from extensions import db
from formats.collisions import Audit, audit
from formats.filename_lists import PickedPhoto
from models.gallery import Gallery
from models.order import Order
from models.ordered_photo import OrderedPhoto
from models.photo import Folder, Photo
from models.studio import Studio
from services.refusals import Refused
from services.transaction import transaction


class NothingOrdered(Refused):
    """There is no name to list."""


def picked_photos(orders: Iterable[Order]) -> list[PickedPhoto]:
    """The photos of all orders that stand, each once, in gallery order."""
    # The list keeps the orders alive: a line knows its order only weakly.
    standing = [order for order in orders if order.is_standing]
    photos = OrderedPhoto.group(line for order in standing for line in order.lines)
    return sorted(map(_picked, photos), key=lambda photo: (photo.number, photo.filename))


def warnings(gallery: Gallery, picked: list[PickedPhoto]) -> Audit:
    """Names that a text filter would show though nobody picked them, or cannot carry."""
    everything = db.session.scalars(
        select(Photo.filename).where(Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
    ).all()
    return audit(picked, everything)


def remember_program(studio: Studio, slug: str) -> None:
    """The panel opens with this program next time."""
    with transaction():
        studio.last_export_program = slug


def _picked(ordered: OrderedPhoto) -> PickedPhoto:
    captured_at = ordered.photo.captured_at if ordered.photo else None
    return PickedPhoto(
        filename=ordered.filename,
        captured_at=captured_at.replace(tzinfo=UTC) if captured_at else None,
        number=ordered.number or 0,
        order_numbers=tuple(sorted({order.number for order in ordered.orders})),
        note=" · ".join(ordered.notes),
        kind=ordered.kind,
    )
