"""Bytes that no row names any more: what a process that died between two steps has left. And files
of products that nobody has confirmed."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from extensions import db
from models.catalogue_import import CatalogueImport
from models.gallery import Gallery
from models.photo import Photo, Rendition
from models.product_picture import ProductPicture
from services import feed_files
from services.files import storage
from services.transaction import forget_files, transaction

# A file is there before its row, so what is young may be about to be named.
YOUNG = timedelta(days=1)
BATCH = 500


def sweep(now: datetime) -> int:
    """Delete old originals, renditions and web versions of replaced photos, old pictures and files
    of products; returns how many."""
    ids = db.session.scalars(select(Gallery.id).where(Gallery.deleted_at.is_(None))).all()
    swept = sum(_sweep(gallery_id, now) for gallery_id in ids) + _sweep_pictures(now)
    return swept + _sweep_imports(now) + feed_files.leftovers(now, YOUNG)


def _sweep(gallery_id: int, now: datetime) -> int:
    originals = select(Photo.storage_key).where(Photo.gallery_id == gallery_id)
    mine = select(Photo.id).where(Photo.gallery_id == gallery_id)
    renditions = select(Rendition.key).where(Rendition.photo_id.in_(mine))
    return _delete_unnamed(_old(f"galleries/{gallery_id}", now), (originals, renditions))


def _sweep_imports(now: datetime) -> int:
    """The last look at them goes along."""
    with transaction():
        wanted = CatalogueImport.forgotten(now).with_for_update()
        forgotten = db.session.scalars(wanted).all()
        forget_files(taken.key for taken in forgotten)
        for taken in forgotten:
            db.session.delete(taken)
    old = [key for key in _old("studios", now) if "/imports/" in key]
    return len(forgotten) + _delete_unnamed(old, [select(CatalogueImport.key)])


def _sweep_pictures(now: datetime) -> int:
    pictures = (ProductPicture.source_key, ProductPicture.key, ProductPicture.icon_key)
    old, deleted = _old("products", now), 0
    for start in range(0, len(old), BATCH):
        some = old[start : start + BATCH]
        deleted += _delete_unnamed(some, (select(key).where(key.in_(some)) for key in pictures))
    return deleted


def _old(folder: str, now: datetime) -> list[str]:
    keys = storage().list(folder)
    return [key for key in keys if storage().changed_at(key) < now - YOUNG]


def _delete_unnamed(old: Sequence[str], named: Iterable[Select]) -> int:
    if not old:
        return 0
    known = {key for wanted in named for key in db.session.scalars(wanted)}
    left = [key for key in old if key not in known]
    for key in left:
        storage().delete(key)
    return len(left)
