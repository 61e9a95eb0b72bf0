"""Documents for people who were sent their address, by a shop or in a note."""

from flask import Blueprint, abort

from blueprints.files import send_stored
from services import document_links

bp = Blueprint("papers", __name__, url_prefix="/papers")


@bp.get("/<token>")
def show_paper(token: str):
    """The PDF, while its address lives."""
    document = document_links.document_of(token)
    if document is None or document.pdf_key is None:
        abort(404)
    return send_stored(document.pdf_key, "application/pdf", download_name=document.file_name)
