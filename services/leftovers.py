"""Bytes that no row names any more: what a process that died between two steps has left. And files
of products that nobody has confirmed."""

from datetime import datetime, timedelta

from extensions import db
from media import incoming
from models.catalogue_import import CatalogueImport
from services import inventory, stored_keys
from services.files import storage
from services.transaction import forget_files, transaction

# A file is there before its row, so what is young may be about to be named.
YOUNG = timedelta(days=1)
# Whoever wants to continue an upload does so within this time.
CONTINUED_WITHIN = timedelta(days=7)


def sweep(now: datetime) -> int:
    """Delete old bytes that no row names, uploads that nobody continues and forgotten files of
    products; returns how many."""
    unfinished = incoming.sweep(storage(), CONTINUED_WITHIN.total_seconds())
    unfinished += storage().forget_unfinished(now - CONTINUED_WITHIN)
    unnamed = sum(_sweep(folder, now) for folder in stored_keys.FOLDERS)
    return unfinished + _sweep_imports(now) + unnamed


def _sweep_imports(now: datetime) -> int:
    """The last look at them goes along."""
    with transaction():
        wanted = CatalogueImport.forgotten(now).with_for_update()
        forgotten = db.session.scalars(wanted).all()
        forget_files(taken.key for taken in forgotten)
        for taken in forgotten:
            db.session.delete(taken)
    return len(forgotten)


def _sweep(folder: str, now: datetime) -> int:
    old = [place.key for place in inventory.places(folder) if _is_left(place, now)]
    left = sorted(set(old) - stored_keys.named(old))
    db.session.rollback()
    return sum(_delete(key, now) for key in left)


def _is_left(place: inventory.Place, now: datetime) -> bool:
    return bool(place.stored and not place.namings and place.stored.changed_at < now - YOUNG)


def _delete(key: str, now: datetime) -> bool:
    """Unless the same bytes came again meanwhile."""
    try:
        if storage().changed_at(key) >= now - YOUNG:
            return False
    except FileNotFoundError:
        return False
    storage().delete(key)
    return True
