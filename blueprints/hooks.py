"""What other systems call by an address that is their secret: shops that have news."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, abort, request

from extensions import csrf
from services import shop_news

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
csrf.exempt(bp)


@bp.post("/shops/<token>")
def receive_shop_news(token: str):
    """200 when it was read, whatever it sets going; nobody who calls learns more."""
    if (request.content_length or 0) > shop_news.BODY_BYTES:
        abort(413)
    request.max_content_length = shop_news.BODY_BYTES
    try:
        headers = cast(Mapping[str, str], request.headers)
        shop_news.receive(token, headers, request.get_data(cache=False))
    except shop_news.UnknownCaller:
        abort(404)
    except shop_news.NotSigned:
        abort(401)
    return "", 200
