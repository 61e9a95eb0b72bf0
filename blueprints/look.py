"""Stylesheets of the looks that studios gave their galleries.

The address says all of it, so that no row is read, nobody needs a right to it, and a browser keeps
it for ever.
"""

import re

from flask import Blueprint, Response, abort, g, url_for

from formats import look_sheet
from models.gallery import Gallery, Scheme

bp = Blueprint("look", __name__, url_prefix="/look")

NO_ACCENT = "green"
CACHE = "public, max-age=31536000, immutable"
_ACCENT = re.compile(r"[0-9a-f]{6}")


@bp.get("/<scheme>-<accent>.css")
def show_sheet(scheme: str, accent: str):
    """`accent` is six lower-case digits, or "green" for none."""
    if scheme not in set(Scheme) or not (accent == NO_ACCENT or _ACCENT.fullmatch(accent)):
        abort(404)
    sheet = look_sheet.look_sheet(scheme, "" if accent == NO_ACCENT else f"#{accent}")
    response = Response(sheet, mimetype="text/css")
    response.headers["Cache-Control"] = CACHE
    return response


def dress(gallery: Gallery) -> None:
    """Let the pages of this request look as the gallery does."""
    g.look = (gallery.scheme, gallery.accent_color.removeprefix("#").lower() or NO_ACCENT)


@bp.app_template_global("look_url")
def look_url() -> str | None:
    """The stylesheet of this page's gallery; None when it looks like Kadr itself."""
    scheme, accent = g.get("look", (Scheme.AUTO, NO_ACCENT))
    if (scheme, accent) == (Scheme.AUTO, NO_ACCENT):
        return None
    return url_for("look.show_sheet", scheme=scheme, accent=accent)
