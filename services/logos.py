"""The studio's logo: taken in by its first bytes, prepared by the rendition worker, then used."""

import hashlib
import secrets
from typing import IO

import structlog
from flask_babel import lazy_gettext
from sqlalchemy import select, update

from extensions import db
from media.intake import UnreadablePhoto
from media.png import read_header
from models.gallery import Gallery, Watermark
from models.studio import LOGO_TRIES, Studio
from services.files import storage
from services.queues import Wake
from services.refusals import Refused
from services.transaction import (
    LOGO_JOB,
    ask_for_picture,
    changed_rows,
    forget_files,
    transaction,
)
from services.watermarks import render_again

log = structlog.get_logger()

LIMIT_BYTES = 2_000_000
LIMIT_SIDE_PX = 6000


class LogoWrong(Refused):
    """The file is no PNG, too large, or has no transparent background."""

    status = 422


def receive_logo(studio: Studio, stream: IO[bytes]) -> None:
    """Take a file in; it becomes the logo once a worker could read it. Raises LogoWrong."""
    data = stream.read(LIMIT_BYTES + 1)
    _check(data)
    key = f"studios/{studio.id}/logo-{secrets.token_hex(8)}"
    storage().put(key, data)
    with transaction():
        if studio.logo_source_key:
            forget_files([studio.logo_source_key])
        studio.logo_source_key, studio.logo_tries = key, 0
        ask_for_picture(LOGO_JOB, studio.id)


def prepare(studio_id: int) -> None:
    """Make the uploaded file the studio's logo, and new previews wherever it is the watermark."""
    source = _claim(studio_id)
    if source is None:
        return
    # Here, so that only the rendition worker loads libvips.
    from media.logo import prepare as prepared

    try:
        data = prepared(storage().local_path(source))
    except UnreadablePhoto as error:
        log.warning("logo_unreadable", studio=studio_id, reason=error.reason)
        _set_aside(studio_id, source)
        return
    key = f"studios/{studio_id}/logo-{hashlib.sha256(data).hexdigest()[:24]}.png"
    storage().put(key, data)
    _take_over(studio_id, source, key)


def waiting() -> list[Wake]:
    """Logos that nobody has prepared."""
    rows = db.session.scalars(select(Studio.id).where(*_undone()))
    return [Wake("renditions", LOGO_JOB, studio_id, is_urgent=True) for studio_id in rows]


def _check(data: bytes) -> None:
    if len(data) > LIMIT_BYTES:
        raise LogoWrong(lazy_gettext("The logo is larger than 2 MB. Save it smaller."))
    header = read_header(data)
    if header is None:
        raise LogoWrong(lazy_gettext("The logo has to be a PNG file. Save it as PNG."))
    if max(header.width_px, header.height_px) > LIMIT_SIDE_PX:
        raise LogoWrong(
            lazy_gettext("The logo has sides of more than 6,000 pixels. Save it smaller.")
        )
    if not header.may_be_transparent:
        raise LogoWrong(
            lazy_gettext(
                "The logo has no transparent background: it would lie on the photos as a box. "
                "Save it as PNG with transparency."
            )
        )


def _claim(studio_id: int) -> str | None:
    """The key of the file to prepare, its try counted."""
    claim = (
        update(Studio)
        .where(Studio.id == studio_id, *_undone())
        .values(logo_tries=Studio.logo_tries + 1)
        .returning(Studio.logo_source_key)
    )
    with transaction():
        return db.session.scalar(claim)


def _undone() -> tuple:
    return Studio.logo_source_key.is_not(None), Studio.logo_tries < LOGO_TRIES


def _set_aside(studio_id: int, source: str) -> None:
    spent = update(Studio).where(Studio.id == studio_id, Studio.logo_source_key == source)
    with transaction():
        db.session.execute(spent.values(logo_tries=LOGO_TRIES))


def _take_over(studio_id: int, source: str, key: str) -> None:
    """Unless another file was uploaded meanwhile."""
    taken = update(Studio).where(Studio.id == studio_id, Studio.logo_source_key == source)
    with transaction():
        before = db.session.scalar(select(Studio.logo_key).where(Studio.id == studio_id))
        if changed_rows(taken.values(logo_key=key, logo_source_key=None, logo_tries=0)) != 1:
            return
        forget_files([source])
        if before == key:
            return
        if before:
            forget_files([before])
        marked = select(Gallery).where(
            Gallery.studio_id == studio_id, Gallery.watermark_kind == Watermark.LOGO
        )
        for gallery in db.session.scalars(marked):
            render_again(gallery)
