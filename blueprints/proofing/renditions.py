"""The pictures of a client's pages: the hottest addresses, so the shortest path."""

from flask import abort, request

from blueprints.files import send_stored
from blueprints.proofing import bp, rights
from blueprints.proofing.visiting import welcome

FOR_EVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"


@bp.get("/<code>/photos/<int:photo_id>/<kind>.jpg")
def show_rendition(code: str, photo_id: int, kind: str):
    key, revision = rights.proof_key(code, photo_id, kind)
    return send_stored(key, "image/jpeg", cache=_caching(revision))


@bp.get("/<code>/delivery/<folder>/<int:photo_id>/<kind>.jpg")
def show_finished_rendition(code: str, folder: str, photo_id: int, kind: str):
    """The preview of a finished photo, for whoever may download that photo."""
    photo = rights.finished_photo(welcome(code), folder, photo_id) or abort(404)
    return send_stored(
        rights.rendition_key(photo, kind), "image/jpeg", cache=_caching(photo.revision)
    )


def caching(is_revision: bool) -> str:
    """Cache-Control: an address that names the revision never means another picture."""
    return FOR_EVER if is_revision else ASK_AGAIN


def _caching(revision: str) -> str:
    return caching(request.args.get("v") == revision)
