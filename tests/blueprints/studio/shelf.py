"""A session that is done with, with bytes for every photo of it."""

from sqlalchemy import select

from extensions import db
from models.event import Event
from models.photo import Photo, Rendition
from services.files import storage


def make_finished(make, studio):
    """An order of the session "Łucja i Jan", four photos with their bytes, and a cart beside it."""
    order = make.make_mixed_order(studio)
    for photo in photos_of(order.gallery):
        keep_bytes(photo)
    make.make_cart(make.make_invitation(order.gallery), photos_of(order.gallery)[:1])
    return order


def keep_bytes(photo):
    storage().put(photo.storage_key, b"original")
    for kind in photo.rendition_kinds:
        key = photo.rendition_key(kind)
        storage().put(key, b"jpeg")
        db.session.add(
            Rendition(photo=photo, kind=kind, key=key, width_px=4, height_px=3, size_bytes=4)
        )
    db.session.commit()


def photos_of(gallery):
    found = select(Photo).where(Photo.gallery_id == gallery.id).order_by(Photo.id)
    return db.session.scalars(found).all()


def kinds(gallery_id):
    """What the timeline of the session tells, oldest first."""
    told = select(Event.kind).where(Event.gallery_id == gallery_id).order_by(Event.id)
    return [kind for kind in db.session.scalars(told) if kind.startswith("gallery.")]
