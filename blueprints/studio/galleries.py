"""Sessions: the list, a new one, sending it, its settings."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints.access import gallery_of_studio
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.forms.galleries import GalleryForm, NewGalleryForm, form_of
from blueprints.studio.paging import LAST_PAGE
from blueprints.studio.tabs import tab_values
from extensions import db
from models.gallery import Gallery
from models.gallery_list import STATES, GalleryFilter, list_page
from models.price_list import PriceList
from services import galleries
from services.accounts import EmailWrong


@bp.get("/galleries")
def list_galleries():
    wishes = GalleryFilter(
        state=request.args.get("state", ""),
        words=request.args.get("q", "").strip()[:200],
        sort=request.args.get("sort", ""),
        archived=request.args.get("archived") == "1",
    )
    page = max(1, min(request.args.get("page", 1, type=number), LAST_PAGE))
    return render_template(
        "studio/galleries.html",
        page=list_page(current_user.studio_id, wishes, page),
        wishes=wishes,
        states=STATES,
        place="galleries",
    )


@bp.get("/galleries/new")
def new_gallery():
    return _new_page(_new_form(locale=current_user.studio.locale))


@bp.post("/galleries")
def create_gallery():
    form = _new_form()
    if not form.validate():
        return _new_page(form), 422
    try:
        gallery = galleries.create_gallery(current_user.studio, form.terms())
    except EmailWrong as refusal:
        form.client_email.errors = [str(refusal)]
        return _new_page(form), 422
    return redirect(url_for(".show_photos", gallery_id=gallery.id), 303)


@bp.get("/galleries/<int:gallery_id>")
def show_gallery(gallery_id: int):
    return redirect(url_for(".show_photos", gallery_id=gallery_of_studio(gallery_id).id), 303)


@bp.get("/galleries/<int:gallery_id>/settings")
def show_gallery_settings(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    return _settings_page(gallery, form_of(gallery))


@bp.post("/galleries/<int:gallery_id>/settings")
def change_gallery(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    form = form_of(gallery)
    if not form.validate():
        return _settings_page(gallery, form), 422
    try:
        galleries.change_gallery(gallery, form.terms())
    except EmailWrong as refusal:
        form.client_email.errors = [str(refusal)]
        return _settings_page(gallery, form), 422
    flash(_("Saved."))
    return redirect(url_for(".show_gallery_settings", gallery_id=gallery_id), 303)


@bp.post("/galleries/<int:gallery_id>/send")
def send_gallery(gallery_id: int):
    """Mail the links; with `mails` "no" only open the session, for links that are passed on."""
    gallery = gallery_of_studio(gallery_id)
    if request.form.get("mails") == "no":
        return _opened(gallery)
    galleries.send_gallery(gallery, current_user.name)
    count = sum(not one.is_revoked for one in gallery.people)
    flash(
        ngettext(
            "The link is on its way to %(num)s person.",
            "The link is on its way to %(num)s people.",
            count,
        )
    )
    return redirect(url_for(".show_photos", gallery_id=gallery_id), 303)


def _opened(gallery: Gallery):
    galleries.send_gallery(gallery, current_user.name, is_mailed=False)
    flash(_("The session is open. Copy the link and pass it on."))
    part = "public-link" if gallery.is_public else "people"
    return redirect(url_for(".show_access", gallery_id=gallery.id, _anchor=part), 303)


def _new_form(**values) -> NewGalleryForm:
    lists = PriceList.of_studio(current_user.studio_id)
    return NewGalleryForm(db.session.scalars(lists).all(), **values)


def _new_page(form: NewGalleryForm):
    return render_template("studio/new_gallery.html", form=form, place="galleries")


def _settings_page(gallery, form: GalleryForm):
    values = tab_values(gallery, "settings") | {
        "form": form,
    }
    return render_template("studio/gallery_settings.html", **values)
