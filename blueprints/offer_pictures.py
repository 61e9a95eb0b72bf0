"""Pictures of products, for anybody: partners' programs fetch them without a login.

The bytes of an address never change, so every cache may keep them.
"""

import re

from flask import Blueprint, Response, abort

from blueprints.files import send_stored
from extensions import db
from models.product_picture import ProductPicture

bp = Blueprint("offer_pictures", __name__, url_prefix="/offer-pictures")

CACHE = "public, max-age=31536000, immutable"
_MARKER = re.compile(r"[0-9a-f]{32}")


@bp.get("/<marker>.jpg")
def show_picture(marker: str):
    return _send(_shown(marker).key)


@bp.get("/<marker>-icon.jpg")
def show_icon(marker: str):
    return _send(_shown(marker).icon_key)


def _shown(marker: str) -> ProductPicture:
    if not _MARKER.fullmatch(marker):
        abort(404)
    return db.session.scalar(ProductPicture.shown(marker)) or abort(404)


def _send(key: str | None) -> Response:
    response = send_stored(key or abort(404), "image/jpeg", cache=CACHE)
    # A partner's shop may show them from here, on pages of its own.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
