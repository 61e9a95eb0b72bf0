"""The one picture by which a session is known, for many sessions at once."""

from collections.abc import Iterable

from sqlalchemy import select

from extensions import db
from models.gallery import Gallery
from models.photo import Folder, Photo


def covers_of(galleries: Iterable[Gallery]) -> dict[int, Photo]:
    """By gallery id: the chosen cover, or the first ready photo as its own pages show it.

    One query when `cover_photo` is loaded. Galleries without a ready photo are not in the answer.
    """
    chosen = {one.id: one.cover_photo for one in galleries}
    ready = {key: photo for key, photo in chosen.items() if photo and photo.is_shown}
    return _first_photos([key for key in chosen if key not in ready]) | ready


def _first_photos(ids: list[int]) -> dict[int, Photo]:
    if not ids:
        return {}
    first = (
        select(Photo.id)
        .where(Photo.gallery_id == Gallery.id, Photo.folder == Folder.PROOFS)
        .where(Photo.rendered_at.is_not(None), Photo.hidden_at.is_(None))
        .order_by(*Photo.sheet_order())
        .limit(1)
        .scalar_subquery()
    )
    covers = select(Photo).where(Photo.id.in_(select(first).where(Gallery.id.in_(ids))))
    return {one.gallery_id: one for one in db.session.scalars(covers)}
