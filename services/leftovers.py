"""Bytes that no row names any more: what a process that died between two steps has left."""

from datetime import datetime, timedelta

from sqlalchemy import select

from extensions import db
from models.gallery import Gallery
from models.photo import Photo, Rendition
from services.files import storage

# A file is there before its row, so what is young may be about to be named.
YOUNG = timedelta(days=1)


def sweep(now: datetime) -> int:
    """Delete old originals, renditions and web versions of replaced photos; returns how many."""
    ids = db.session.scalars(select(Gallery.id).where(Gallery.deleted_at.is_(None))).all()
    return sum(_sweep(gallery_id, now) for gallery_id in ids)


def _sweep(gallery_id: int, now: datetime) -> int:
    originals = select(Photo.storage_key).where(Photo.gallery_id == gallery_id)
    mine = select(Photo.id).where(Photo.gallery_id == gallery_id)
    renditions = select(Rendition.key).where(Rendition.photo_id.in_(mine))
    old = [
        key
        for key in storage().list(f"galleries/{gallery_id}")
        if storage().changed_at(key) < now - YOUNG
    ]
    if not old:
        return 0
    named = {*db.session.scalars(originals), *db.session.scalars(renditions)}
    left = [key for key in old if key not in named]
    for key in left:
        storage().delete(key)
    return len(left)
