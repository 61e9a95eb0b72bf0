"""Chapters of a gallery: made by the folders that are uploaded, named and put in order by hand."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.chapter import Chapter
from models.gallery import Gallery
from services.refusals import Refused
from services.transaction import transaction

NAME_LIMIT_BYTES = 1024


class ChapterNameWrong(Refused):
    """The name has letters nobody sees, or is too long."""

    status = 422


class ChapterNameTaken(Refused):
    """Two chapters of a gallery would have one name."""

    status = 422


@dataclass(frozen=True)
class Named:
    """What the photographer typed about a chapter; without a name it is dissolved."""

    chapter_id: int
    name: str
    position: int


def check_name(name: str) -> None:
    """Raises ChapterNameWrong for what no folder is called."""
    hidden = any(unicodedata.category(letter) == "Cc" for letter in name)
    if hidden or len(name.encode("utf-8", "replace")) > NAME_LIMIT_BYTES:
        raise ChapterNameWrong(
            lazy_gettext("The folder's name is too long or has hidden characters. Rename it first.")
        )


def chapter_named(gallery: Gallery, name: str) -> Chapter:
    """The chapter with exactly this name; made when there is none, behind those put in order."""
    if chapter := db.session.scalar(_named(gallery, name)):
        return chapter
    highest = select(func.max(Chapter.position)).where(Chapter.gallery_id == gallery.id)
    last = db.session.scalar(highest) or 0
    try:
        with transaction():
            position = last + 1 if last else 0
            db.session.add(Chapter(gallery_id=gallery.id, name=name, position=position))
    except IntegrityError:
        pass  # Another photo of the folder made it first.
    return db.session.scalars(_named(gallery, name)).one()


def change_chapters(gallery: Gallery, typed: Sequence[Named]) -> None:
    """Rename chapters and put them in the order of their positions; photos stay what they are.

    Raises ChapterNameWrong, ChapterNameTaken.
    """
    for one in typed:
        check_name(one.name)
    kept = sorted((one for one in typed if one.name.strip()), key=lambda one: one.position)
    if len({one.name.strip() for one in kept}) < len(kept):
        raise ChapterNameTaken(lazy_gettext("Two chapters cannot have the same name."))
    places = {one.chapter_id: (at, one.name.strip()) for at, one in enumerate(kept, start=1)}
    with transaction():
        chapters = {row.id: row for row in db.session.scalars(Chapter.of_gallery(gallery.id))}
        for one in typed:
            if one.chapter_id in chapters and one.chapter_id not in places:
                db.session.delete(chapters.pop(one.chapter_id))
        _rename(chapters, places)


def _rename(chapters: dict[int, Chapter], places: dict[int, tuple[int, str]]) -> None:
    """By way of names that nobody has, because two chapters may swap theirs."""
    changed = [row for row in chapters.values() if row.id in places]
    for row in changed:
        row.name = f"\n{row.id}"
    db.session.flush()
    for row in changed:
        row.position, row.name = places[row.id]


def _named(gallery: Gallery, name: str):
    return select(Chapter).where(Chapter.gallery_id == gallery.id, Chapter.name == name)
