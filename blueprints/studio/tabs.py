"""What the header and the tabs of a session need, the same on all its pages."""

from typing import Any

from sqlalchemy import func, select

from extensions import db
from models.gallery import Gallery
from models.order import Order
from models.photo import Folder, Photo
from services import photos


def tab_values(gallery: Gallery, tab: str) -> dict[str, Any]:
    """Values for studio/_session_head.html; `tab` is photos, orders, delivery or settings.

    `stage` is `gallery.state`, asked once; `counts` has proofs, full, web, orders, and of the
    proofs ready and waiting; `preview` is the invitation in whose place the photographer looks, or
    None; so may be `cover`.
    """
    live = [one for one in (*gallery.people, *gallery.visitors) if not one.is_revoked]
    return {
        "gallery": gallery,
        "stage": gallery.state,
        "tab": tab,
        "place": "galleries",
        "counts": _counts(gallery),
        "cover": _cover(gallery),
        "preview": live[0] if live else None,
    }


def _cover(gallery: Gallery) -> Photo | None:
    """The chosen cover, or the first photo while none is chosen."""
    if gallery.cover_photo and gallery.cover_photo.is_shown:
        return gallery.cover_photo
    return db.session.scalar(Photo.shown_in_folder(gallery.id, Folder.PROOFS).limit(1))


def _counts(gallery: Gallery) -> dict[str, int]:
    orders = select(func.count()).where(Order.gallery_id == gallery.id)
    counted = select(
        func.count(Photo.rendered_at), func.count(Photo.failed_at), orders.scalar_subquery()
    ).where(Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
    ready, failed, placed = db.session.execute(counted).one()
    counts = photos.counts(gallery)
    waiting = counts["proofs"] - ready - failed
    return counts | {"ready": ready, "waiting": waiting, "orders": placed}
