"""The photos of a session: adding, watching them being prepared, choosing, removing."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from blueprints.access import gallery_of_studio, photo_of_studio, photos_of_gallery
from blueprints.files import send_stored
from blueprints.htmx import render
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.adding import add_files
from blueprints.studio.tabs import tab_values
from blueprints.studio.uploader import uploader_for
from extensions import db
from models.contact_sheet import page_of, page_with, progress_of
from models.gallery import Gallery
from models.photo import Folder, Photo, Rendition
from models.roll import chapters_of
from services import galleries, photos, reasons, renditions

CACHE_S = 365 * 24 * 3600


@bp.get("/galleries/<int:gallery_id>/photos")
def show_photos(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    page = _asked_page(gallery)
    sheet = page_of(gallery_id, Folder.PROOFS, page, request.args.get("upto", type=number))
    values = tab_values(gallery, "photos") | {"sheet": sheet, "folder": Folder.PROOFS}
    # A photo that arrived since the sheet was read is asked for like any later one.
    values["progress"] = replace(progress_of(gallery_id, Folder.PROOFS), last=sheet.upto)
    values["chapters"] = chapters_of(gallery_id)
    values["uploader"] = uploader_for(
        gallery, url_for(".add_photos", gallery_id=gallery_id), Folder.PROOFS
    )
    return render("studio/photos.html", "studio/_photo_page.html", why=reasons.sentence, **values)


@bp.post("/galleries/<int:gallery_id>/photos")
def add_photos(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    results = add_files(gallery, Folder.PROOFS, request.files.getlist("photos"))
    back = url_for(".show_photos", gallery_id=gallery_id)
    values = tab_values(gallery, "photos") | {"results": results, "back": back}
    status = 200 if any(one.photo for one in results) else 422
    return render_template("studio/photos_added.html", **values), status


@bp.get("/galleries/<int:gallery_id>/folders/<folder>/progress")
def show_progress(gallery_id: int, folder: str):
    gallery = gallery_of_studio(gallery_id)
    if folder not in set(Folder):
        abort(404)
    last, since = request.args.get("last", type=number), request.args.get("since", type=_time)
    progress = progress_of(gallery.id, folder, last, since)
    has_news = progress.added or progress.changed or not progress.waiting
    tells_head = folder == Folder.PROOFS and has_news
    head = tab_values(gallery, "photos") if tells_head else {"gallery": gallery}
    return render_template(
        "studio/_progress.html",
        **head,
        folder=folder,
        progress=progress,
        shown_cover=request.args.get("cover", type=number),
        why=reasons.sentence,
        is_answer=True,
    )


@bp.post("/galleries/<int:gallery_id>/cover")
def choose_cover(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    photo = photo_of_studio(request.form.get("photo_id", 0, type=number))
    if photo.gallery_id != gallery.id or photo.folder != Folder.PROOFS:
        abort(404)
    galleries.choose_cover(gallery, photo)
    flash(_("%(filename)s is the cover now.", filename=photo.filename))
    return redirect(url_for(".show_photos", gallery_id=gallery_id), 303)


@bp.get("/photos/<int:photo_id>/<any(thumb, grid, proof):kind>.jpg")
def show_rendition(photo_id: int, kind: str):
    key = db.session.scalar(
        select(Rendition.key)
        .join(Photo, Rendition.photo_id == Photo.id)
        .join(Gallery, Photo.gallery_id == Gallery.id)
        .where(
            Photo.id == photo_id,
            Rendition.kind == kind,
            Gallery.studio_id == current_user.studio_id,
        )
    )
    # With `?v=<revision>` an address never shows anything else.
    age = f"private, max-age={CACHE_S}, immutable" if "v" in request.args else "private, no-cache"
    return send_stored(key or abort(404), "image/jpeg", cache=age)


@bp.post("/photos/<int:photo_id>/renditions")
def retry_renditions(photo_id: int):
    photo = photo_of_studio(photo_id)
    renditions.retry(photo)
    return redirect(_folder_page(photo.gallery_id, photo.folder), 303)


@bp.route("/photos/<int:photo_id>/removal", methods=["GET", "POST"])
def remove_photo(photo_id: int):
    photo = photo_of_studio(photo_id)
    gallery, back = photo.gallery, _folder_page(photo.gallery_id, photo.folder)
    if request.method == "POST":
        filename = photo.filename
        photos.delete_photo(photo, current_user.name)
        flash(_("%(filename)s has been removed.", filename=filename))
        return redirect(back, 303)
    values = tab_values(gallery, "photos" if photo.folder == Folder.PROOFS else "delivery")
    values |= {"orders": photos.orders_with([photo.id]), "people": photos.pickers_of([photo.id])}
    return render_template("studio/remove_photo.html", photo=photo, back=back, **values)


def _asked_page(gallery: Gallery) -> int:
    """`?page=`, or the one on which the photo `?at=` stands."""
    if photo_id := request.args.get("at", type=number):
        return page_with(photos_of_gallery(gallery, [photo_id])[0])
    return max(1, request.args.get("page", 1, type=number))


def _folder_page(gallery_id: int, folder: str) -> str:
    if folder == Folder.PROOFS:
        return url_for("studio.show_photos", gallery_id=gallery_id)
    return url_for("studio.show_delivery", gallery_id=gallery_id)


def _time(text: str) -> datetime:
    """A time from seconds since 1970. Raises ValueError."""
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (OverflowError, OSError) as error:
        raise ValueError(text) from error
