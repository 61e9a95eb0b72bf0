"""A proof as a file, where the photographer permits it: the rendition that is looked at, nothing
larger and nothing cleaner."""

from pathlib import PurePosixPath

from flask import abort

from blueprints import access
from blueprints.files import send_stored
from blueprints.proofing import bp, rights
from blueprints.proofing.visiting import welcome


@bp.get("/<code>/photos/<int:photo_id>/proof/file")
def download_proof(code: str, photo_id: int):
    visitor = welcome(code)
    if not visitor.gallery.lets_download_proofs:
        abort(404)
    photo = access.photo_for_visitor(visitor, photo_id)
    key = rights.rendition_key(photo, "proof")
    return send_stored(key, "image/jpeg", download_name=_as_jpeg(photo.filename))


def _as_jpeg(filename: str) -> str:
    """The camera's name; where it was no JPEG, this one is: DSC_1.HEIC becomes DSC_1.jpg."""
    extension = PurePosixPath(filename).suffix
    if extension.lower() in (".jpg", ".jpeg"):
        return filename
    return filename.removesuffix(extension) + ".jpg"
