"""The files of an offer, for a partner's program. The address holds a secret and is the whole
permission; `-` in its place: the secret comes as `Authorization: Bearer`.
"""

import gzip
import hashlib
import re
from datetime import datetime

from flask import Response, current_app, request, stream_with_context
from flask_babel import force_locale
from flask_babel import gettext as _

from blueprints.files import send_stored
from blueprints.partner import bp
from extensions import limiter
from models.feed_file import FeedFile
from models.partner_shop import PartnerShop
from models.token import token_hash
from services import feed_downloads, feed_serving
from services.feed_addresses import CHANGES, GATEWAY
from services.feed_gateways import with_token
from services.feed_serving import Missing, Reader
from services.files import storage

BEARER = "-"
CACHE = "private, no-cache"
ROBOTS = "noindex, nofollow"
SOON_S = "30"
_EXTENSION = re.compile(r"\.(xml|csv)$")


def _limit() -> str:
    return current_app.config["FEED_LIMIT"]


def _secret() -> str:
    token = (request.view_args or {}).get("token", "")
    if token == BEARER and request.authorization is not None:
        return request.authorization.token or ""
    return token


def _whose() -> str:
    return f"offer:{token_hash(_secret())}"


def _too_many(limit) -> Response:
    answer = _refuse(429, "Too many requests. What has not changed need not be fetched again.")
    answer.headers["Retry-After"] = str(max(1, limit.reset_at - int(datetime.now().timestamp())))
    return answer


@bp.get("/offers/<token>/<shop_code>")
@bp.get("/offers/<token>/<shop_code>/<name>")
@limiter.limit(_limit, key_func=_whose, on_breach=_too_many)
def send_offer_file(token: str, shop_code: str, name: str = ""):
    """With or without an extension, or as `?type=`; in the partner's format, whatever it says.
    Without a name it is the gateway."""
    reader = feed_serving.reader(_secret(), shop_code)
    if reader is None:
        return _nothing_here()
    if reader.is_closed:
        return _closed(reader)
    if reader.shop is None:
        return _nothing_here()
    wanted = name or request.args.get("type", GATEWAY)
    return _answer(reader.shop, _EXTENSION.sub("", wanted), token)


def _answer(shop: PartnerShop, name: str, token: str) -> Response:
    if name == CHANGES:
        return _recent(shop)
    found = feed_serving.find(shop, name, request.args.get("v", ""))
    if isinstance(found, Missing):
        return _missing(found)
    if name == GATEWAY:
        return _gateway(shop, found, token)
    if _has(found.md5, found.written_at):
        return _unchanged(shop, name, found.md5)
    return _stored(shop, found)


def _stored(shop: PartnerShop, file: FeedFile) -> Response:
    is_packed = "gzip" in request.accept_encodings and "Range" not in request.headers
    answer = send_stored(
        file.gzip_key if is_packed else file.key,
        feed_serving.media_type(shop.partner),
        cache=CACHE,
        etag=file.md5,
        last_modified=file.written_at,
    )
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers["ETag"] = f'W/"{file.md5}"'
    sent = file.gzip_bytes if is_packed else file.size_bytes
    _note(shop, file.name, answer.status_code, file.md5, sent)
    return _dressed(answer)


def _gateway(shop: PartnerShop, file: FeedFile, token: str) -> Response:
    """Its links hold the very secret that it was asked for with."""
    with storage().open(file.key) as stored:
        body = with_token(stored.read(), token)
    md5 = hashlib.md5(body, usedforsecurity=False).hexdigest()
    if _has(md5, file.written_at):
        return _unchanged(shop, GATEWAY, md5)
    is_packed = "gzip" in request.accept_encodings
    answer = Response(gzip.compress(body, mtime=0) if is_packed else body)
    answer.mimetype = feed_serving.media_type(shop.partner)
    answer.set_etag(md5, weak=is_packed)
    answer.last_modified = file.written_at
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    _note(shop, GATEWAY, 200, md5, len(body))
    return _dressed(answer)


def _recent(shop: PartnerShop) -> Response:
    """Of no hash: it is another at every moment."""
    body = feed_serving.recent_changes(shop)
    if isinstance(body, Missing):
        return _missing(body)
    _note(shop, CHANGES, 200)
    whole = stream_with_context(body)
    return _dressed(Response(whole, mimetype=feed_serving.media_type(shop.partner)))


def _has(md5: str, written_at: datetime) -> bool:
    """Does the partner have these bytes? A tag decides; a date only where there is none."""
    if request.if_none_match:
        return request.if_none_match.contains_weak(md5)
    since = request.if_modified_since
    return since is not None and written_at.replace(microsecond=0) <= since


def _unchanged(shop: PartnerShop, name: str, md5: str) -> Response:
    _note(shop, name, 304, md5)
    answer = Response(status=304)
    answer.set_etag(md5)
    return _dressed(answer)


def _note(shop: PartnerShop, name: str, status: int, md5: str = "", sent: int = 0) -> None:
    if request.method == "GET":
        feed_downloads.note(shop, name, status, md5, sent, request.remote_addr or "")


def _missing(why: Missing) -> Response:
    if why is Missing.UNKNOWN:
        return _nothing_here()
    if why is Missing.DROPPED:
        return _refuse(410, "This file is kept no more. Read the full one again.")
    answer = _refuse(503, "The files are being written.")
    answer.headers["Retry-After"] = SOON_S
    return answer


def _closed(reader: Reader) -> Response:
    with force_locale(reader.partner.language):
        return _refuse(403, _("Access to the offer has been switched off"))


def _nothing_here() -> Response:
    """The same for whatever does not exist or is somebody else's."""
    return _refuse(404, "Nothing here.")


def _refuse(status: int, text: str) -> Response:
    return _dressed(Response(f"{text}\n", status, mimetype="text/plain"))


def _dressed(answer: Response) -> Response:
    answer.headers["Cache-Control"] = CACHE if answer.status_code < 400 else "no-store"
    answer.headers["X-Robots-Tag"] = ROBOTS
    answer.vary.add("Accept-Encoding")
    return answer
