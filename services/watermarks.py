"""Choosing what lies on the proofs of a gallery, and showing it beforehand."""

from dataclasses import asdict, dataclass

import structlog
from flask_babel import lazy_gettext
from sqlalchemy import delete, update

from extensions import db
from media.intake import UnreadablePhoto
from models.gallery import Gallery, Watermark, WatermarkPlace
from models.photo import Folder, Photo, new_revision
from models.types import utc_now
from models.watermark_example import TRIES, WatermarkExample
from services.files import storage
from services.marking import mark_of
from services.queues import Wake
from services.refusals import Refused
from services.transaction import (
    EXAMPLE_JOB,
    ask_for_picture,
    ask_for_renditions,
    changed_rows,
    forget_files,
    transaction,
)

log = structlog.get_logger()


class WatermarkEmpty(Refused):
    """A text without letters, or a logo that the studio does not have."""

    status = 422


@dataclass(frozen=True)
class WatermarkTerms:
    """The columns of a gallery and of an example of the same names."""

    watermark_kind: str = Watermark.TEXT
    watermark_text: str = ""
    watermark_place: str = WatermarkPlace.DIAGONAL
    watermark_opacity_percent: int = 35

    @classmethod
    def of(cls, settings: Gallery | WatermarkExample) -> "WatermarkTerms":
        return cls(**{name: getattr(settings, name) for name in cls.__dataclass_fields__})


def change_watermark(gallery: Gallery, terms: WatermarkTerms) -> None:
    """Take over another watermark; every preview is made again when it looks different.

    Raises WatermarkEmpty.
    """
    _check(gallery, terms)
    with transaction():
        before = _visible(WatermarkTerms.of(gallery))
        for name, value in asdict(terms).items():
            setattr(gallery, name, value)
        _forget_example(gallery)
        if _visible(terms) != before:
            render_again(gallery)


def show_example(gallery: Gallery, photo: Photo, terms: WatermarkTerms) -> WatermarkExample:
    """Have the photo shown as these terms would mark it. Raises WatermarkEmpty."""
    _check(gallery, terms)
    with transaction():
        _forget_example(gallery)
        example = WatermarkExample(gallery=gallery, photo_id=photo.id, **asdict(terms))
        db.session.add(example)
        db.session.flush()
        ask_for_picture(EXAMPLE_JOB, gallery.id)
    return example


def make_example(gallery_id: int) -> None:
    """Make the newest example of a gallery, unless it is made."""
    if not _claim(gallery_id):
        return
    example = db.session.get_one(WatermarkExample, gallery_id)
    photo = db.session.get_one(Photo, example.photo_id)
    revision, key, mark = example.revision, example.key, mark_of(example)
    path, photo_format = storage().local_path(photo.storage_key), photo.format
    db.session.rollback()
    from media.renditions import render

    try:
        picture = render(path, photo_format, mark, ("grid",)).files["grid"]
    except UnreadablePhoto as error:
        log.warning("example_unreadable", gallery=gallery_id, reason=error.reason)
        return
    storage().put(key, picture.data)
    made = (
        update(WatermarkExample)
        .where(WatermarkExample.gallery_id == gallery_id, WatermarkExample.revision == revision)
        .values(made_at=utc_now())
    )
    with transaction():
        if changed_rows(made) != 1:
            forget_files([key])


def waiting() -> list[Wake]:
    """Examples that nobody has made."""
    rows = db.session.scalars(WatermarkExample.waiting())
    return [Wake("renditions", EXAMPLE_JOB, gallery_id, is_urgent=True) for gallery_id in rows]


def render_again(gallery: Gallery) -> None:
    """Have every preview of a gallery made anew; until then nobody sees the old ones.

    A step of a verb: the caller's transaction commits it.
    """
    for photo in db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS)):
        photo.revision = new_revision()
        photo.rendered_at = photo.failed_at = photo.failure = photo.render_lease_until = None
        photo.render_tries = 0
        ask_for_renditions(photo)


def _check(gallery: Gallery, terms: WatermarkTerms) -> None:
    if terms.watermark_kind == Watermark.TEXT and not terms.watermark_text.strip():
        raise WatermarkEmpty(lazy_gettext("Write what should lie on the photos."))
    if terms.watermark_kind == Watermark.LOGO and not gallery.studio.logo_key:
        raise WatermarkEmpty(lazy_gettext("Add the studio's logo first, in the settings."))


def _visible(terms: WatermarkTerms) -> tuple:
    """What of the terms can be seen on a photo."""
    if terms.watermark_kind == Watermark.NONE:
        return (Watermark.NONE,)
    looks = (terms.watermark_kind, terms.watermark_place, terms.watermark_opacity_percent)
    return looks if terms.watermark_kind == Watermark.LOGO else (*looks, terms.watermark_text)


def _forget_example(gallery: Gallery) -> None:
    if example := db.session.get(WatermarkExample, gallery.id):
        forget_files([example.key])
        db.session.expunge(example)
        db.session.execute(
            delete(WatermarkExample).where(WatermarkExample.gallery_id == gallery.id)
        )


def _claim(gallery_id: int) -> bool:
    claim = (
        update(WatermarkExample)
        .where(
            WatermarkExample.gallery_id == gallery_id,
            WatermarkExample.made_at.is_(None),
            WatermarkExample.tries < TRIES,
        )
        .values(tries=WatermarkExample.tries + 1)
    )
    with transaction():
        return changed_rows(claim) == 1
