"""One photo on its way in: raw bytes, continued where they broke off, never whole in memory."""

import contextlib
import re
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, abort, jsonify, make_response, request
from flask_login import current_user

from blueprints import errors
from blueprints.access import gallery_of_studio
from blueprints.studio import bp
from models.gallery import Gallery
from models.photo import Folder, Photo
from services import uploads
from services.namesakes import Announced
from services.refusals import Refused

_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{8,100}")
_SAME_NAME = {"", "keep", "replace", "match"}
_PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    gallery: Gallery
    folder: Folder
    announced: Announced

    @property
    def place(self) -> tuple[Gallery, Folder, Announced]:
        return self.gallery, self.folder, self.announced


@bp.route(
    "/galleries/<int:gallery_id>/folders/<folder>/uploads/<upload_id>",
    methods=["HEAD", "PUT", "PATCH"],
)
def upload(gallery_id: int, folder: str, upload_id: str):
    """HEAD asks how much is here; PUT sends a photo; PATCH sends its rest from `Upload-Offset`."""
    asked = Upload(gallery_of_studio(gallery_id), _folder(folder), _announced(upload_id))
    if request.method == "HEAD":
        return _tell(asked)
    offset = _offset(asked.announced)
    with _patient(asked.announced):
        if known := uploads.find_received(*asked.place):
            _drain(asked.announced)
            return _answer(known, already=True)
        photo = uploads.receive(*asked.place, request.stream, offset)
    return _answer(photo) if photo else _incomplete(asked)


def _folder(name: str) -> Folder:
    return Folder(name) if name in set(Folder) else abort(404)


def _announced(upload_id: str) -> Announced:
    size = request.args.get("size", -1, type=int)
    same_name = request.args.get("same_name", "")
    if not _UPLOAD_ID.fullmatch(upload_id):
        abort(404)
    if size < 0 or same_name not in _SAME_NAME:
        abort(400)
    name, chapter = request.args.get("name", ""), request.args.get("chapter", "")
    return Announced(upload_id, name, size, same_name, chapter, actor=current_user.name)


def _offset(announced: Announced) -> int:
    """Where the body begins. Aborts 411 without a length, 400 when it cannot fit the size."""
    length = request.content_length
    if length is None:
        abort(411)
    if request.method == "PUT":
        return 0 if length == announced.size_bytes else abort(400)
    offset = request.headers.get("Upload-Offset", -1, type=int)
    if offset < 0 or offset + length > announced.size_bytes:
        abort(400)
    return offset


@contextlib.contextmanager
def _patient(announced: Announced):
    """Hear a refused sender out, so that the answer is read; forgive one that vanishes."""
    try:
        yield
    except Refused:
        _drain(announced)
        raise
    except (ConnectionError, TimeoutError):
        abort(400)


def _drain(announced: Announced) -> None:
    left = announced.size_bytes if announced.size_bytes <= uploads.limit_bytes() else 0
    with contextlib.suppress(ConnectionError, TimeoutError):
        while left > 0 and (piece := request.stream.read(min(left, _PIECE_BYTES))):
            left -= len(piece)


def _tell(asked: Upload) -> Response:
    """The answer to HEAD. It has no body, so a refusal is told in headers."""
    try:
        known = uploads.find_received(*asked.place)
        offset = asked.announced.size_bytes if known else uploads.offset_of(*asked.place)
    except Refused as refusal:
        response = make_response("", refusal.status)
        response.headers["Refusal-Reason"] = errors.reason(refusal)
        response.headers["Refusal-Detail"] = quote(str(refusal))
        return response
    response = make_response("")
    response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Complete"] = "1" if known else "0"
    return response


def _answer(photo: Photo, already: bool = False) -> Response:
    response = jsonify(photo=photo.id, state=photo.state, already=already)
    response.headers["Upload-Complete"] = "1"
    return response


def _incomplete(asked: Upload) -> Response:
    offset = uploads.offset_of(*asked.place)
    response = make_response(jsonify(photo=None, state="incomplete", already=False), 202)
    response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Complete"] = "0"
    return response


@bp.errorhandler(uploads.OffsetWrong)
def _elsewhere(refusal: uploads.OffsetWrong):
    response = errors.refused(refusal)
    response.headers["Upload-Offset"] = str(refusal.expected)
    return response
