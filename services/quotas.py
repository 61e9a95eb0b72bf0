"""How much a studio may keep, and what of it is used.

What people send counts: photos, finished files, what partners send to be printed, pictures of
products. What Kadr makes of it does not. The sum is taken from the rows themselves, so nothing has
to be given back when they go.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import func, select

from extensions import db
from models.gallery import Gallery
from models.partner import Partner
from models.partner_file import PartnerFile
from models.photo import Photo
from models.product import Product
from models.product_picture import ProductPicture
from models.studio import Studio
from services import files
from services.refusals import Refused
from services.transaction import transaction

GIGABYTE = 1_000_000_000
_GIGABYTES = re.compile(r"[0-9]{1,7}(\.[0-9]{1,3})?")


class OverQuota(Refused):
    """The file does not fit into what the studio may keep; a smaller one might."""

    status = 507


class QuotaWrong(Refused):
    status = 422


def limit_bytes(studio: Studio) -> int | None:
    """The studio's own limit, else that of the installation; None: no limit."""
    own = studio.quota_bytes
    limit = current_app.config["STUDIO_QUOTA_GB"] * GIGABYTE if own is None else own
    return limit or None


def used_bytes(studio_id: int) -> int:
    """Three sums in one query."""
    photos = (
        select(func.coalesce(func.sum(Photo.size_bytes), 0))
        .join(Gallery, Photo.gallery_id == Gallery.id)
        .where(Gallery.studio_id == studio_id, Photo.made_from_sha256.is_(None))
    )
    sent_by_partners = (
        select(func.coalesce(func.sum(PartnerFile.size_bytes), 0))
        .join(Partner, PartnerFile.partner_id == Partner.id)
        .where(Partner.studio_id == studio_id)
    )
    pictures = (
        select(func.coalesce(func.sum(ProductPicture.size_bytes), 0))
        .join(Product, ProductPicture.product_id == Product.id)
        .where(Product.studio_id == studio_id)
    )
    sums = (one.scalar_subquery() for one in (photos, sent_by_partners, pictures))
    return sum(int(one) for one in db.session.execute(select(*sums)).one())


def check_room(studio: Studio, size_bytes: int) -> None:
    """Before the bytes come in, so that nobody sends for nothing. Raises OverQuota."""
    limit = limit_bytes(studio)
    if limit is not None and used_bytes(studio.id) + size_bytes > limit:
        raise _over(limit)


def hold(studio_id: int) -> None:
    """A step of the verb that has just written the row of a file. Raises OverQuota.

    Whoever comes at the same time waits here for the other's end: together they never get past
    the limit, not by a byte.
    """
    studio = db.session.scalars(select(Studio).where(Studio.id == studio_id)).one()
    limit = limit_bytes(studio)
    if limit is None:
        return
    db.session.flush()
    db.session.execute(select(Studio.id).where(Studio.id == studio_id).with_for_update())
    if used_bytes(studio_id) > limit:
        raise _over(limit)


@contextmanager
def storing(key: str) -> Iterator[None]:
    """Around the verb that names a stored file: what did not fit goes again."""
    try:
        yield
    except OverQuota:
        files.forget([key])
        raise


def set_quota(studio: Studio, gigabytes: str) -> None:
    """As everybody when it is empty, without a limit when it is 0. Raises QuotaWrong.

    What is there already stays, also above it.
    """
    text = gigabytes.strip().replace(",", ".")
    if text and not _GIGABYTES.fullmatch(text):
        raise QuotaWrong(lazy_gettext("Write a number of gigabytes, such as 50 or 0.5."))
    with transaction():
        studio.quota_bytes = round(float(text) * GIGABYTE) if text else None


def _over(limit: int) -> OverQuota:
    return OverQuota(
        lazy_gettext(
            "There is no room left for this file: the studio may keep %(limit)s GB.",
            limit=f"{limit / GIGABYTE:g}",
        )
    )
