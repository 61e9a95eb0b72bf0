"""What becomes of a session that is done with: put away, taken out again, copied, deleted."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.access import gallery_of_studio
from blueprints.studio import bp
from blueprints.studio.forms.galleries import GalleryForm
from blueprints.studio.tabs import tab_values
from models.gallery import Gallery
from services import archive, copies, removals
from services.accounts import EmailWrong


@bp.post("/galleries/<int:gallery_id>/archive")
def move_gallery(gallery_id: int):
    """`archived=1` puts it away, `0` takes it out."""
    gallery = gallery_of_studio(gallery_id)
    if request.form.get("archived") == "1":
        archive.archive_gallery(gallery, current_user.name)
        flash(_("%(title)s is in the archive.", title=gallery.title))
        return redirect(url_for(".list_galleries"), 303)
    archive.restore_gallery(gallery, current_user.name)
    flash(_("%(title)s is back among the sessions.", title=gallery.title))
    return redirect(url_for(".show_photos", gallery_id=gallery_id), 303)


@bp.get("/galleries/<int:gallery_id>/copy")
def new_copy(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = GalleryForm(formdata=None, subtitle=gallery.subtitle, locale=gallery.locale)
    return _copy_page(gallery, form)


@bp.post("/galleries/<int:gallery_id>/copy")
def copy_gallery(gallery_id: int):
    gallery, form = gallery_of_studio(gallery_id), GalleryForm()
    if not form.validate():
        return _copy_page(gallery, form), 422
    try:
        made = copies.copy_gallery(gallery, form.terms(), current_user.name)
    except EmailWrong as refusal:
        form.client_email.errors = [str(refusal)]
        return _copy_page(gallery, form), 422
    return redirect(url_for(".show_photos", gallery_id=made.id), 303)


@bp.get("/galleries/<int:gallery_id>/removal")
def show_removal(gallery_id: int):
    return _removal_page(gallery_of_studio(gallery_id))


@bp.post("/galleries/<int:gallery_id>/removal")
def delete_gallery(gallery_id: int):
    """`title` is the session's title, typed by hand."""
    gallery = gallery_of_studio(gallery_id)
    title, typed = gallery.title, request.form.get("title", "")
    try:
        removals.delete_gallery(gallery, typed, current_user.name)
    except removals.TitleWrong as refusal:
        return _removal_page(gallery, typed, str(refusal)), refusal.status
    flash(_("%(title)s has been deleted. Its orders are kept.", title=title))
    return redirect(url_for(".list_galleries"), 303)


def _copy_page(gallery: Gallery, form: GalleryForm) -> str:
    return render_template("studio/copy.html", form=form, gallery=gallery, place="galleries")


def _removal_page(gallery: Gallery, typed: str = "", error: str = "") -> str:
    values = tab_values(gallery, "settings") | {"head_actions": "studio/_preview_step.html"}
    values |= {"loss": removals.loss_of(gallery), "typed": typed, "error": error}
    return render_template("studio/remove_gallery.html", **values)
