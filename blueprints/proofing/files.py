"""Downloads: one finished file, or a folder as a ZIP that is streamed and can be resumed."""

from flask import abort, request
from flask_babel import gettext as _

from blueprints.access import Visitor
from blueprints.archive import archive_answer
from blueprints.files import send_stored
from blueprints.numbers import number
from blueprints.proofing import bp, rights
from blueprints.proofing.delivery import refusal_page
from blueprints.proofing.visiting import welcome
from formats.download_names import archive_name
from media.intake import MEDIA_TYPES
from models.photo import Folder, Photo
from services import downloads


@bp.get("/<code>/delivery/<folder>.zip")
def download_zip(code: str, folder: str):
    """The whole folder under the camera's names, a part of it, or what is new in it. It counts
    once, not with every continuation."""
    visitor = welcome(code)
    photos = rights.finished_photos(visitor, folder)
    if not photos and (refusal := refusal_page(visitor, folder)):
        return refusal
    chosen, name = _chosen(visitor, folder, photos)
    plan = downloads.zip_plan(chosen)
    answer = archive_answer(plan, archive_name(visitor.gallery.title, name))
    if _is_beginning(answer) and not visitor.is_preview:
        size_bytes = sum(photo.size_bytes for photo in chosen)
        downloads.record_download(visitor.invitation, Folder(folder), None, len(chosen), size_bytes)
    return answer


@bp.get("/<code>/delivery/<folder>/<int:photo_id>")
def download_photo(code: str, folder: str, photo_id: int):
    visitor = welcome(code)
    photo = rights.finished_photo(visitor, folder, photo_id)
    if photo is None:
        return refusal_page(visitor, folder, photo_id)
    answer = send_stored(
        photo.storage_key,
        MEDIA_TYPES.get(photo.format, "application/octet-stream"),
        download_name=photo.filename,
    )
    if _is_beginning(answer) and not visitor.is_preview:
        downloads.record_download(visitor.invitation, Folder(folder), photo)
    return answer


def _chosen(visitor: Visitor, folder: str, photos: list[Photo]) -> tuple[list[Photo], str]:
    """What `?part=` or `?only=new` asks for, of what may be taken, and its name. Aborts 404 for
    what there is not."""
    name = _("full-resolution") if folder == Folder.FULL else _("web-version")
    if request.args.get("only") == "new":
        news = [photo for photo in photos if visitor.gallery.delivery.is_news(photo)]
        return news or abort(404), f"{name}-{_('new')}"
    if "part" not in request.args:
        return photos, name
    part, parts = request.args.get("part", 0, type=number), downloads.parts(photos)
    if not 1 <= part <= len(parts):
        abort(404)
    return parts[part - 1], f"{name}-{part}"


def _is_beginning(answer) -> bool:
    """A download starts here: not a question, not the continuation of an earlier one."""
    if request.method == "HEAD" or answer.status_code not in {200, 206, 302}:
        return False
    wanted = request.range
    return wanted is None or not wanted.ranges or wanted.ranges[0][0] == 0
