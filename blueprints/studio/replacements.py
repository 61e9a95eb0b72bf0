"""New files in the place of old ones: a single photo, or a whole session by name."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.access import gallery_of_studio, photo_of_studio
from blueprints.htmx import render
from blueprints.studio import bp
from blueprints.studio.adding import add_files
from blueprints.studio.tabs import tab_values
from blueprints.studio.uploader import ACCEPT, uploader_for
from extensions import db
from models.gallery import Gallery
from models.photo import Folder, Photo
from models.types import utc_now
from services import photos

NAMED = 12


@bp.get("/photos/<int:photo_id>/replacement")
def show_replacement(photo_id: int):
    return _photo_page(photo_of_studio(photo_id))


@bp.post("/photos/<int:photo_id>/replacement")
def replace_photo(photo_id: int):
    photo = photo_of_studio(photo_id)
    gallery, files = photo.gallery, request.files.getlist("photos")[:1]
    told = {"photo_id": photo_id, "actor": current_user.name}
    results = add_files(gallery, Folder(photo.folder), files, **told)
    if not results:
        return _photo_page(photo, _("Choose a file first.")), 422
    if (taken := results[0].photo) is None:
        return _photo_page(photo, results[0].refusal), 422
    if taken.id != photo_id:
        error = _("This picture is in the session already: %(name)s.", name=taken.filename)
        return _photo_page(photo_of_studio(photo_id), error), 422
    flash(_("%(name)s has been replaced. It keeps its name and places.", name=taken.filename))
    page = ".show_photos" if taken.folder == Folder.PROOFS else ".show_delivery"
    return redirect(url_for(page, gallery_id=taken.gallery_id), 303)


@bp.get("/galleries/<int:gallery_id>/replacement")
def show_replacements(gallery_id: int):
    """For htmx what has been replaced since the page was opened at `?since=`."""
    gallery = gallery_of_studio(gallery_id)
    since = _time(request.args.get("since")) or utc_now()
    values = tab_values(gallery, "photos") | _progress(gallery, since)
    action = url_for(".replace_photos", gallery_id=gallery_id)
    values["uploader"] = uploader_for(gallery, action, Folder.PROOFS, same_name="match")
    return render("studio/replacements.html", "studio/_replaced.html", **values)


@bp.post("/galleries/<int:gallery_id>/replacement")
def replace_photos(gallery_id: int):
    """Without scripts: all files in one form, matched by their names."""
    gallery = gallery_of_studio(gallery_id)
    told = {"same_name": "match", "actor": current_user.name}
    results = add_files(gallery, Folder.PROOFS, request.files.getlist("photos"), **told)
    values = tab_values(gallery, "photos") | {"results": results, "is_replacement": True}
    values["back"] = url_for(".show_photos", gallery_id=gallery_id)
    status = 200 if any(one.photo for one in results) else 422
    return render_template("studio/photos_added.html", **values), status


def _photo_page(photo: Photo, error: str = "") -> str:
    tab = "photos" if photo.folder == Folder.PROOFS else "delivery"
    values = tab_values(photo.gallery, tab) | {"photo": photo, "error": error, "accept": ACCEPT}
    values |= {"orders": photos.orders_with([photo.id]), "people": photos.pickers_of([photo.id])}
    return render_template("studio/replace_photo.html", **values)


def _progress(gallery: Gallery, since: datetime) -> dict:
    """How many proofs came after `since`, and the first names of those that did not."""
    proofs = Photo.in_folder(gallery.id, Folder.PROOFS)
    rows = db.session.execute(
        proofs.with_only_columns(Photo.filename, Photo.received_at, Photo.rendered_at)
    ).all()
    left = [row.filename for row in rows if row.received_at < since]
    return {
        "since": since,
        "total": len(rows),
        "ready": sum(row.rendered_at is not None for row in rows),
        "replaced": len(rows) - len(left),
        "left": left[:NAMED],
        "left_count": len(left),
    }


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(text), UTC) if text else None
    except (ValueError, OverflowError, OSError):
        abort(400)
