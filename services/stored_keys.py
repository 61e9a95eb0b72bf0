"""Which rows name stored bytes: the one list for all that look after files.

What a row names must not be deleted; a file that none names is left over.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, cast, collate, literal, null, select, union_all

from extensions import db
from models.catalogue_import import CatalogueImport
from models.document import Document
from models.feed_file import FeedFile
from models.gallery import Gallery
from models.partner_file import PartnerFile
from models.photo import Photo, Rendition
from models.product_picture import ProductPicture
from models.studio import Studio
from models.watermark_example import WatermarkExample

BATCH = 500
NO_SIZE = null()
_ALWAYS = literal(True)


@dataclass(frozen=True)
class Named:
    """`key` is a column, or how a row's key is made of its columns; all of them begin with
    `folder`. `size` is what the row knows of the bytes. A file that is not `sure` may be missing,
    and a row of which `given` does not hold has done with it.
    """

    folder: str
    table: str
    key: Any
    size: Any = NO_SIZE
    sure: bool = True
    given: Any = _ALWAYS

    def rows(self) -> Select:
        """(key, size, table, sure) of every row that names a file."""
        told = (self.size.label("size"), literal(self.table), literal(self.sure))
        return select(self.key.label("key"), *told).where(self.key != "", self.given)


def _column(folder: str, column: Any, size: Any = NO_SIZE, given: Any = _ALWAYS) -> Named:
    return Named(folder, column.class_.__tablename__, column, size, given=given)


def _text(value: Any) -> Any:
    return cast(value, String)


_studio_of_example = (
    select(Gallery.studio_id).where(Gallery.id == WatermarkExample.gallery_id).scalar_subquery()
)
_example = (
    literal("studios/")
    .concat(_text(_studio_of_example))
    .concat("/examples/")
    .concat(_text(WatermarkExample.gallery_id))
    .concat("-")
    .concat(WatermarkExample.revision)
    .concat(".jpg")
)
_is_wanted = CatalogueImport.finished_at.is_(None) & (CatalogueImport.failure == "")
_sample = literal("studios/").concat(_text(Studio.id)).concat("/document-sample.pdf")

NAMED = (
    _column("galleries", Photo.storage_key, Photo.size_bytes),
    _column("galleries", Rendition.key, Rendition.size_bytes),
    _column("studios", Document.pdf_key, Document.pdf_bytes),
    _column("studios", Studio.logo_key),
    _column("studios", Studio.logo_source_key),
    _column("studios", CatalogueImport.key, given=_is_wanted),
    Named("studios", "watermark_examples", _example, given=WatermarkExample.made_at.is_not(None)),
    Named("studios", "studios", _sample, sure=False),
    _column("products", ProductPicture.source_key),
    _column("products", ProductPicture.key),
    _column("products", ProductPicture.icon_key),
    _column("feeds", FeedFile.key, FeedFile.size_bytes),
    _column("feeds", FeedFile.gzip_key, FeedFile.gzip_bytes),
    _column("partners", PartnerFile.storage_key, PartnerFile.size_bytes),
)
FOLDERS = tuple(dict.fromkeys(one.folder for one in NAMED))


def named(keys: Iterable[str]) -> set[str]:
    """Those of the keys that a row names."""
    asked = defaultdict(list)
    for key in keys:
        asked[key.partition("/")[0]].append(key)
    found: set[str] = set()
    for one in NAMED:
        wanted = asked[one.folder]
        for start in range(0, len(wanted), BATCH):
            some = one.key.in_(wanted[start : start + BATCH])
            found.update(db.session.scalars(select(one.key).where(some, one.given)))
    return found


def in_order(folder: str) -> Select:
    """(key, size, table, sure) of all rows that name a file of the folder, by the bytes of the
    key, as a bucket lists them."""
    rows = union_all(*(one.rows() for one in NAMED if one.folder == folder)).subquery()
    binary = "BINARY" if db.engine.dialect.name == "sqlite" else "C"
    return select(rows).order_by(collate(rows.c.key, binary))
