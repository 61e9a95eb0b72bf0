"""What the rendition worker does with a picture of a product."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import select, update

from extensions import db
from media.intake import Reason, UnreadablePhoto, sniff
from models.product import Product
from models.product_picture import PICTURE_TRIES, ProductPicture
from models.types import utc_now
from services import offer_versions
from services.files import storage
from services.queues import Wake
from services.transaction import PRODUCT_PICTURE_JOB, changed_rows, forget_files, transaction

if TYPE_CHECKING:
    from media.product_picture import Pictures

log = structlog.get_logger()

HEAD_BYTES = 64


def prepare(picture_id: int) -> None:
    """Make the large picture and the icon of what was uploaded, unless somebody has.

    A worker that dies leaves the picture waiting; when it has cost `PICTURE_TRIES` of them their
    life, a person has to try again.
    """
    claimed = _claim(picture_id)
    if claimed is None:
        return
    source, new_key = claimed
    try:
        pictures = _prepared(storage().local_path(source))
    except (UnreadablePhoto, FileNotFoundError) as error:
        reason = getattr(error, "reason", Reason.TRUNCATED)
        log.warning("product_picture_unreadable", picture=picture_id, reason=reason)
        _set_aside(picture_id, reason)
        return
    key, icon_key = f"{new_key}.jpg", f"{new_key}-icon.jpg"
    storage().put(key, pictures.large.data)
    storage().put(icon_key, pictures.icon.data)
    _finish(picture_id, source, _facts(pictures) | {"key": key, "icon_key": icon_key})


def waiting() -> list[Wake]:
    """Pictures that nobody has prepared."""
    rows = db.session.scalars(ProductPicture.waiting())
    return [Wake("renditions", PRODUCT_PICTURE_JOB, row.id, is_urgent=True) for row in rows]


def _claim(picture_id: int) -> tuple[str, str] | None:
    """The key of the file to prepare and the beginning of those to make, its try counted."""
    waiting = ProductPicture.waiting().with_only_columns(ProductPicture.id).order_by(None)
    claim = (
        update(ProductPicture)
        .where(ProductPicture.id == picture_id, ProductPicture.id.in_(waiting))
        .values(tries=ProductPicture.tries + 1)
    )
    with transaction():
        if changed_rows(claim) != 1:
            return None
        picture = db.session.get_one(ProductPicture, picture_id)
        return picture.source_key or "", picture.new_key


def _prepared(path: Path) -> "Pictures":
    # Here, so that only the rendition worker loads libvips.
    from media.product_picture import prepare as prepared

    with path.open("rb") as file:
        photo_format = sniff(file.read(HEAD_BYTES), path.stat().st_size)
    return prepared(path, photo_format)


def _facts(pictures: "Pictures") -> dict[str, Any]:
    large, icon = pictures.large, pictures.icon
    return {
        "md5": _md5(large.data),
        "icon_md5": _md5(icon.data),
        "width": large.width_px,
        "height": large.height_px,
        "icon_width": icon.width_px,
        "icon_height": icon.height_px,
    }


def _md5(data: bytes) -> str:
    """What IOF names a picture's bytes by; nothing is protected with it."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _set_aside(picture_id: int, reason: str) -> None:
    spent = update(ProductPicture).where(
        ProductPicture.id == picture_id, ProductPicture.key.is_(None)
    )
    with transaction():
        db.session.execute(spent.values(tries=PICTURE_TRIES, failure=reason))


def _finish(picture_id: int, source: str, values: dict[str, Any]) -> None:
    """Show the picture, unless it was removed or prepared by somebody else meanwhile."""
    done = update(ProductPicture).where(
        ProductPicture.id == picture_id, ProductPicture.source_key == source
    )
    with transaction():
        forget_files([source, values["key"], values["icon_key"]])
        values |= {"source_key": None, "failure": "", "changed_at": utc_now()}
        if changed_rows(done.values(**values)) == 1:
            owner = select(Product).join(Product.pictures).where(ProductPicture.id == picture_id)
            product = db.session.scalars(owner).one()
            offer_versions.note_change(product.studio_id, [product.id])
