"""Putting sessions away, and taking them out again."""

from sqlalchemy import update

from models.gallery import Gallery
from models.types import utc_now
from services import events
from services.transaction import changed_rows, transaction


def archive_gallery(gallery: Gallery, actor: str) -> None:
    """Out of the lists of the day, and closed to choosing. What was handed over may be downloaded
    until its own end; carts and orders stay. Pressed twice it is archived once.
    """
    _move(gallery, is_archived=True, actor=actor)


def restore_gallery(gallery: Gallery, actor: str) -> None:
    """As it was before: the same links, carts and last days."""
    _move(gallery, is_archived=False, actor=actor)


def _move(gallery: Gallery, is_archived: bool, actor: str) -> None:
    still = Gallery.archived_at.is_(None) if is_archived else Gallery.archived_at.is_not(None)
    move = update(Gallery).where(Gallery.id == gallery.id, still)
    with transaction():
        if changed_rows(move.values(archived_at=utc_now() if is_archived else None)) == 1:
            kind = "gallery.archived" if is_archived else "gallery.restored"
            events.note_of_gallery(gallery, kind, actor)
