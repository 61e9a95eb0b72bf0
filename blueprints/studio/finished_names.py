"""The studio's own suffix of finished files."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.studio import bp
from services import finished_names


@bp.post("/settings/suffix")
def change_suffix():
    try:
        finished_names.change_suffix(current_user.studio, request.form.get("suffix", ""))
        flash(_("Saved."))
    except finished_names.SuffixWrong as refusal:
        flash(str(refusal), "red")
    return redirect(url_for(".show_settings", _anchor="finished-names"), 303)
