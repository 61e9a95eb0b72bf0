"""Pictures of products, as tests of their services add and prepare them."""

import io

from extensions import db
from services import picture_preparing, product_pictures
from tests.media.pictures import quarters, saved


def add(product, data, filename="album.jpg"):
    picture = product_pictures.receive(product, filename, io.BytesIO(data))
    db.session.expire_all()
    return picture


def photo(width_px=2400, height_px=1600, format="JPEG", **options):
    return saved(quarters(width_px, height_px), format, **options)


def prepare():
    """What the rendition worker does with all that wait."""
    for wake in picture_preparing.waiting():
        picture_preparing.prepare(wake.row_id)
    db.session.expire_all()
