"""The studio's logo, for watermarks."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.files import send_stored
from blueprints.htmx import wants_partial
from blueprints.studio import bp
from services import logos

CACHE = "private, max-age=3600"


@bp.post("/settings/logo")
def receive_logo():
    file = request.files.get("logo")
    try:
        if file is None or not file.filename:
            raise logos.LogoWrong(_("Choose a file first."))
        logos.receive_logo(current_user.studio, file.stream)
    except logos.LogoWrong as refusal:
        flash(str(refusal), "red")
    return redirect(url_for(".show_settings", _anchor="logo"), 303)


@bp.get("/settings/logo")
def show_logo():
    """How far the logo is; asks again until a worker has read it."""
    if not wants_partial():
        return redirect(url_for(".show_settings", _anchor="logo"), 303)
    return render_template("studio/_logo.html", is_answer=True)


@bp.get("/settings/logo.png")
def show_logo_picture():
    key = current_user.studio.logo_key or abort(404)
    return send_stored(key, "image/png", cache=CACHE)
