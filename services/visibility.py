"""Hiding photos from clients, and showing them again."""

from collections.abc import Collection

from sqlalchemy import select, update

from extensions import db
from models.gallery import Gallery
from models.photo import Folder, Photo
from models.types import utc_now
from services import events, withdrawals
from services.transaction import transaction


def hide_photos(gallery: Gallery, photos: Collection[Photo], actor: str) -> int:
    """No client sees them any more, on no page and in no archive; returns how many were shown.

    Orders keep what was ordered; open carts are told. Web versions that Kadr made go along.
    """
    return _change(gallery, photos, actor, is_hidden=True)


def show_photos(gallery: Gallery, photos: Collection[Photo], actor: str) -> int:
    """As before, with what carts wanted of them; returns how many were hidden."""
    return _change(gallery, photos, actor, is_hidden=False)


def renew(gallery: Gallery) -> None:
    """Clients' pages are read anew; of two who change the photos one waits. A step of a verb."""
    mine = update(Gallery).where(Gallery.id == gallery.id)
    db.session.execute(mine.values(photo_epoch=Gallery.photo_epoch + 1))


def _change(gallery: Gallery, photos: Collection[Photo], actor: str, *, is_hidden: bool) -> int:
    with transaction():
        renew(gallery)
        changed = [photo for photo in photos if photo.is_hidden != is_hidden]
        if not changed:
            return 0
        hidden_at = utc_now() if is_hidden else None
        for photo in (*changed, *_made_from(changed)):
            photo.hidden_at = hidden_at
        if is_hidden:
            withdrawals.withdraw(gallery.id, changed)
        else:
            withdrawals.bring_back(gallery.id, {photo.id for photo in changed})
        kind = "gallery.photos_hidden" if is_hidden else "gallery.photos_shown"
        events.note_of_gallery(gallery, kind, actor, photos=names_of(changed))
    return len(changed)


def names_of(photos: Collection[Photo]) -> str:
    """The first few names and how many there are: "IMG_1.JPG, IMG_2.JPG … (17)"."""
    first = ", ".join(photo.filename for photo in list(photos)[:3])
    return f"{first} … ({len(photos)})" if len(photos) > 3 else first


def _made_from(photos: Collection[Photo]) -> list[Photo]:
    """The web versions that Kadr made of full-resolution files."""
    originals = [photo.sha256 for photo in photos if photo.folder == Folder.FULL]
    if not originals:
        return []
    gallery_id = next(iter(photos)).gallery_id
    made = (Photo.gallery_id == gallery_id, Photo.made_from_sha256.in_(originals))
    return list(db.session.scalars(select(Photo).where(*made)))
