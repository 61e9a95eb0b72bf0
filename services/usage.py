"""Counting how much room each studio takes, kind by kind, for the operator's pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, select

from extensions import db
from models.document import Document
from models.gallery import Gallery
from models.partner import Partner
from models.partner_file import PartnerFile
from models.photo import Folder, Photo, Rendition
from models.product import Product
from models.product_picture import ProductPicture
from models.studio_usage import Kind, StudioUsage
from services.transaction import transaction


def count(now: datetime) -> int:
    """Count everything again, one pass over each table; returns the studios that have files."""
    rows = [
        {
            "studio_id": studio_id,
            "kind": kind,
            "file_count": files,
            "size_bytes": int(size_bytes),
            "counted_at": now,
        }
        for counted in _counts()
        for studio_id, kind, files, size_bytes in db.session.execute(counted)
    ]
    db.session.rollback()
    with transaction():
        db.session.execute(delete(StudioUsage))
        if rows:
            db.session.execute(insert(StudioUsage), rows)
    return len({row["studio_id"] for row in rows})


def _counts() -> Iterator[Select]:
    """(studio id, kind, how many files, their bytes)."""
    galleries, is_proof = Photo.gallery_id == Gallery.id, Photo.folder == Folder.PROOFS
    photos = _count(Gallery.studio_id, Kind.PROOFS, Photo.size_bytes).join(Photo, galleries)
    yield photos.where(is_proof)
    finished = _count(Gallery.studio_id, Kind.FINISHED, Photo.size_bytes).join(Photo, galleries)
    yield finished.where(~is_proof)
    previews = _count(Gallery.studio_id, Kind.PREVIEWS, Rendition.size_bytes)
    yield previews.join(Photo, galleries).join(Rendition, Rendition.photo_id == Photo.id)
    pictures = _count(Product.studio_id, Kind.PRODUCTS, ProductPicture.size_bytes)
    yield pictures.join(ProductPicture, ProductPicture.product_id == Product.id)
    files = _count(Partner.studio_id, Kind.PARTNERS, PartnerFile.size_bytes)
    yield files.join(PartnerFile, PartnerFile.partner_id == Partner.id)
    documents = _count(Document.studio_id, Kind.DOCUMENTS, Document.pdf_bytes)
    yield documents.where(Document.pdf_bytes.is_not(None))


def _count(studio_id: Any, kind: Kind, size_bytes: Any) -> Select:
    counted = select(studio_id, literal(kind.value), func.count(), func.sum(size_bytes))
    return counted.select_from(studio_id.class_).group_by(studio_id)
