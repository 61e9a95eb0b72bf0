"""The photographer's choice of web versions: whether Kadr makes them, how large and how fine."""

from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, func, select, update

from extensions import db
from models.gallery import Gallery
from models.photo import Folder, Photo
from models.types import utc_now
from services import events, web_versions
from services.refusals import Refused
from services.transaction import ask_for_web_version, transaction

SIDES_PX = (1600, 2048, 2560, 3000)
QUALITIES = range(70, 96)


class ChoiceUnknown(Refused):
    """No such long side or quality is on offer."""

    status = 400


@dataclass(frozen=True)
class Choice:
    """Whether web versions are made, how long their long side is at most, and the JPEG quality."""

    is_made: bool
    px: int
    quality: int


def change(gallery: Gallery, choice: Choice, actor: str) -> int:
    """Make web versions from now on, and others of the photos that are here; or none any more.

    Returns how many are to be made. Those that were uploaded stay. Raises ChoiceUnknown.
    """
    if choice.px not in SIDES_PX or choice.quality not in QUALITIES:
        raise ChoiceUnknown(lazy_gettext("Choose one of the sizes and qualities on offer."))
    delivery = gallery.delivery
    before = Choice(delivery.makes_web_version, delivery.web_px, delivery.web_quality)
    if before == choice:
        return 0
    with transaction():
        delivery.makes_web_version = choice.is_made
        delivery.web_px, delivery.web_quality = choice.px, choice.quality
        is_other = (before.px, before.quality) != (choice.px, choice.quality)
        count = _ask(gallery, again=is_other) if choice.is_made else _ask_for_none(gallery)
        told = f"{choice.px} px, {choice.quality}" if choice.is_made else ""
        events.note_of_gallery(gallery, "delivery.web_version", actor, choice=told)
    return count


def made_count(gallery: Gallery) -> int:
    """Web versions that another choice makes again."""
    made = (Photo.folder == Folder.WEB) & Photo.made_from_sha256.is_not(None)
    return _count(gallery, made)


def asked_count(gallery: Gallery) -> int:
    """Web versions that are still to be made of photos whose previews are there."""
    return _count(gallery, Photo.web_asked_at.is_not(None))


def _ask(gallery: Gallery, again: bool) -> int:
    """Have web versions made of the photos that have none, `again` of all but the uploaded."""
    now, count = utc_now(), 0
    for photo in db.session.scalars(Photo.ready_in_folder(gallery.id, Folder.FULL)).all():
        made = Photo.made_from_sha256 == photo.sha256
        keeps = web_versions.uploaded_as(photo) if again else made | web_versions.uploaded_as(photo)
        if web_versions.first(gallery.id, keeps) is None:
            photo.web_asked_at, photo.render_tries, photo.render_lease_until = now, 0, None
            ask_for_web_version(photo)
            count += 1
    return count


def _ask_for_none(gallery: Gallery) -> int:
    photos = update(Photo).where(Photo.gallery_id == gallery.id)
    db.session.execute(photos.values(web_asked_at=None))
    return 0


def _count(gallery: Gallery, condition: ColumnElement[bool]) -> int:
    here = select(func.count()).where(Photo.gallery_id == gallery.id, condition)
    return db.session.scalar(here) or 0
