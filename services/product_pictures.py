"""Pictures of products: taken in by their first bytes, sorted, removed."""

import contextlib
import secrets
from collections.abc import Iterator

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import update

from extensions import db
from media.incoming import Incoming, Readable, Received, TooLarge
from media.intake import UnreadablePhoto, check_name, sniff
from models.product import Product
from models.product_picture import PICTURE_TRIES, ProductPicture
from models.types import utc_now
from services import offer_versions, quotas
from services.files import storage
from services.reasons import sentence
from services.refusals import Refused
from services.transaction import (
    PRODUCT_PICTURE_JOB,
    ask_for_picture,
    changed_rows,
    forget_files,
    transaction,
)

LIMIT_MB = 40
LIMIT_COUNT = 50


class PictureRefused(Refused):
    """The file is no picture, or there is no room for another."""

    status = 422


def receive(product: Product, filename: str, stream: Readable) -> ProductPicture:
    """Take a file in as the last picture; partners see it once a worker has prepared it.

    Raises PictureRefused, OverQuota.
    """
    if len(product.pictures) >= LIMIT_COUNT:
        limit = lazy_gettext("A product has at most %(limit)s pictures.", limit=LIMIT_COUNT)
        raise PictureRefused(limit)
    incoming = Incoming(storage(), f"product-{secrets.token_hex(16)}")
    with _refusing(incoming):
        check_name(filename)
        incoming.append(stream, 0, LIMIT_MB * 1_000_000)
        received = incoming.finish()
        sniff(received.head, received.size_bytes)
    return _keep(product, filename, received)


def move(picture: ProductPicture, by: int) -> None:
    """So many places later, or earlier; not past the ends."""
    product = picture.product
    with transaction():
        order = [one for one in product.pictures if one is not picture]
        place = min(max(product.pictures.index(picture) + by, 0), len(order))
        order.insert(place, picture)
        for position, one in enumerate(order):
            one.position = position
        offer_versions.note_change(product.studio_id, [product.id])


def remove(picture: ProductPicture) -> None:
    """Its address leads nowhere from now on."""
    product = picture.product
    with transaction():
        forget_files(key for key in (picture.source_key, picture.key, picture.icon_key) if key)
        db.session.delete(picture)
        if picture.key:
            offer_versions.note_change(product.studio_id, [product.id])


def retry(picture: ProductPicture) -> None:
    """Have a picture that failed prepared again; one that did not stays as it is."""
    failed = update(ProductPicture).where(
        ProductPicture.id == picture.id,
        ProductPicture.key.is_(None),
        ProductPicture.tries >= PICTURE_TRIES,
    )
    with transaction():
        if changed_rows(failed.values(tries=0, failure="")) == 1:
            ask_for_picture(PRODUCT_PICTURE_JOB, picture.id)


def address_of(marker: str, *, is_icon: bool = False) -> str:
    """Where anybody finds a picture that is ready, with the name of this installation."""
    size = "-icon" if is_icon else ""
    return f"{current_app.config['PUBLIC_BASE_URL']}/offer-pictures/{marker}{size}.jpg"


def _keep(product: Product, filename: str, received: Received) -> ProductPicture:
    picture = ProductPicture(
        product_id=product.id,
        marker=secrets.token_hex(16),
        filename=filename,
        size_bytes=received.size_bytes,
        position=max((one.position for one in product.pictures), default=-1) + 1,
        changed_at=utc_now(),
    )
    picture.source_key = f"{picture.new_key}.source"
    storage().adopt(picture.source_key, received.path)
    with quotas.storing(picture.source_key), transaction():
        db.session.add(picture)
        db.session.flush()
        quotas.hold(product.studio_id)
        ask_for_picture(PRODUCT_PICTURE_JOB, picture.id)
    return picture


@contextlib.contextmanager
def _refusing(incoming: Incoming) -> Iterator[None]:
    """A refused file leaves nothing behind."""
    try:
        yield
    except UnreadablePhoto as error:
        incoming.discard()
        raise PictureRefused(sentence(error.reason, error.detail)) from error
    except TooLarge as error:
        raise PictureRefused(
            lazy_gettext("The file is larger than %(limit)s MB.", limit=LIMIT_MB)
        ) from error
