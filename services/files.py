"""The one place where the stored bytes are reached; which storage it is, the settings say."""

from collections.abc import Iterable

from flask import current_app
from sqlalchemy import or_, select

from extensions import db
from media.storage import Storage
from models.document import Document
from models.photo import Photo, Rendition
from models.product_picture import ProductPicture


def storage() -> Storage:
    return current_app.extensions["kadr.storage"]


def forget(keys: Iterable[str]) -> None:
    """Delete the files of those keys that no row names any more."""
    for key in keys:
        photo = select(Photo.id).where(Photo.storage_key == key)
        rendition = select(Rendition.id).where(Rendition.key == key)
        document = select(Document.id).where(Document.pdf_key == key)
        pictures = (ProductPicture.source_key, ProductPicture.key, ProductPicture.icon_key)
        picture = select(ProductPicture.id).where(or_(*(one == key for one in pictures)))
        if db.session.scalar(photo.union_all(rendition, document, picture).limit(1)) is None:
            storage().delete(key)
