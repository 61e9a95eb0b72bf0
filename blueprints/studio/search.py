"""One field that looks through the whole studio."""

from flask import request
from flask_login import current_user

from blueprints.htmx import render
from blueprints.studio import bp
from models import search
from models.covers import covers_of

LENGTH_LIMIT = 100


@bp.get("/search")
def show_search():
    words = request.args.get("q", "").strip()[:LENGTH_LIMIT]
    found = search.search(current_user.studio_id, words)
    galleries = [one for group in found if group.kind == "gallery" for one in group.rows]
    return render(
        "studio/search.html",
        "studio/_found.html",
        words=words,
        found=found,
        covers=covers_of(galleries),
        place="search",
    )
