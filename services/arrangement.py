"""Where photos stand: in which chapter, and in which order. Numbers never change with it."""

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from models.chapter import Chapter
from models.gallery import Gallery
from models.photo import Folder, Photo
from services import events
from services.refusals import Refused
from services.transaction import transaction
from services.visibility import names_of, renew

SORTS = {
    "number": None,
    "name": (Photo.sort_key, Photo.id),
    "time": (Photo.captured_at.is_(None), Photo.captured_at, Photo.sort_key, Photo.id),
}


class PlaceUnknown(Refused):
    """No photo of the session has this number or name."""

    status = 422


def find_place(gallery: Gallery, typed: str) -> Photo:
    """The photo that the photographer means by a number or a name. Raises PlaceUnknown."""
    typed = typed.strip()
    proofs = Photo.in_folder(gallery.id, Folder.PROOFS)
    if typed.isascii() and typed.isdigit() and len(typed) < 10:
        found = db.session.scalar(proofs.where(Photo.number == int(typed)).limit(1))
    else:
        named = proofs.where(Photo.filename == typed)
        stems = proofs.where(Photo.filename.startswith(f"{typed}.", autoescape=True))
        found = db.session.scalar(named.limit(1)) or db.session.scalar(stems.limit(1))
    if found is None or not typed:
        raise PlaceUnknown(
            lazy_gettext("No photo of the session has the number or name “%(typed)s”.", typed=typed)
        )
    return found


def place_photos(
    gallery: Gallery, photos: Sequence[Photo], target: Photo, *, is_before: bool, actor: str
) -> None:
    """Put the photos, in the order they have, right before or after another one."""
    moved = {photo.id for photo in photos}
    with transaction():
        renew(gallery)
        order = _order(gallery)
        rest = [one for one in order if one not in moved or one == target.id]
        at = rest.index(target.id)
        going = [one for one in order if one in moved and one != target.id]
        at += 0 if is_before else 1
        _write([*rest[:at], *going, *rest[at:]])
        events.note_of_gallery(gallery, "gallery.photos_moved", actor, photos=names_of(photos))


def sort_photos(gallery: Gallery, by: str, actor: str) -> None:
    """By a key of SORTS; "number" forgets where photos were put. Chapters stay what they are."""
    with transaction():
        renew(gallery)
        if (columns := SORTS[by]) is None:
            mine = (Photo.gallery_id == gallery.id, Photo.folder == Folder.PROOFS)
            db.session.execute(update(Photo).where(*mine).values(position=None))
        else:
            proofs = Photo.in_folder(gallery.id, Folder.PROOFS).order_by(None)
            ids = proofs.with_only_columns(Photo.id).order_by(*columns)
            _write(list(db.session.scalars(ids)))
        events.note_of_gallery(gallery, "gallery.photos_sorted", actor, by=by)


def move_to_chapter(
    gallery: Gallery, photos: Collection[Photo], chapter: Chapter | None, actor: str
) -> None:
    """Into a chapter of the gallery, or out of all."""
    with transaction():
        renew(gallery)
        ids = [photo.id for photo in photos]
        moved = update(Photo).where(Photo.id.in_(ids), Photo.gallery_id == gallery.id)
        db.session.execute(moved.values(chapter_id=chapter.id if chapter else None))
        named = {"photos": names_of(photos), "chapter": chapter.name if chapter else ""}
        events.note_of_gallery(gallery, "gallery.photos_moved", actor, **named)


def _order(gallery: Gallery) -> list[int]:
    proofs = Photo.in_folder(gallery.id, Folder.PROOFS).with_only_columns(Photo.id)
    return list(db.session.scalars(proofs))


def _write(ids: Sequence[int]) -> None:
    if ids:
        rows = [{"id": photo_id, "position": place} for place, photo_id in enumerate(ids, start=1)]
        db.session.execute(update(Photo), rows)
