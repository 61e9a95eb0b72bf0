"""The tab "Photo delivery": finished photos in two folders, handed over by one press."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints.access import gallery_of_studio
from blueprints.htmx import render, wants_partial
from blueprints.numbers import number
from blueprints.studio import bp, delivery_view
from blueprints.studio.adding import add_files
from blueprints.studio.tabs import tab_values
from blueprints.studio.uploader import uploader_for
from models.gallery import Gallery
from models.photo import Folder
from services import deliveries, delivery_reasons, download_rights, reasons, web_choice
from services.return_check import ReturnCheckFailed
from services.web_choice import Choice


@bp.get("/galleries/<int:gallery_id>/delivery")
def show_delivery(gallery_id: int):
    """The tab; for htmx the part that changes while files arrive and are prepared."""
    return _tab(gallery_of_studio(gallery_id))


@bp.post("/galleries/<int:gallery_id>/delivery")
def change_delivery(gallery_id: int):
    """Whether web versions are made, how large and how fine."""
    gallery = gallery_of_studio(gallery_id)
    choice = Choice(
        request.form.get("makes_web_version") == "1",
        request.form.get("web_px", gallery.delivery.web_px, type=number),
        request.form.get("web_quality", gallery.delivery.web_quality, type=number),
    )
    count = web_choice.change(gallery, choice, current_user.name)
    # The part that htmx puts in place shows the progress itself.
    if not wants_partial():
        _say_how_many(count)
    return _back(gallery_id)


@bp.post("/galleries/<int:gallery_id>/delivery/files")
def add_finished(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    folder = request.form.get("folder")
    if folder not in deliveries.FINISHED:
        abort(400)
    results = add_files(gallery, Folder(folder), request.files.getlist("photos"))
    back = url_for(".show_delivery", gallery_id=gallery_id)
    status = 200 if any(one.photo for one in results) else 422
    values = tab_values(gallery, "delivery") | {"results": results, "back": back}
    return render_template("studio/photos_added.html", **values), status


@bp.post("/galleries/<int:gallery_id>/hand-over")
def hand_over(gallery_id: int):
    """A second press of the same button finds its wish fulfilled."""
    gallery = gallery_of_studio(gallery_id)
    note, waived = request.form.get("note", ""), request.form.get("waived", "")
    try:
        deliveries.hand_over(gallery, current_user.name, note, waived)
        _tell(gallery)
    except deliveries.HandedOverBefore:
        pass
    except ReturnCheckFailed as stop:
        return _tab(gallery, stop)
    return _back(gallery_id)


@bp.post("/galleries/<int:gallery_id>/notice")
def notify_again(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    note, waived = request.form.get("note", ""), request.form.get("waived", "")
    seen_round = request.form.get("round", 0, type=number)
    try:
        deliveries.notify_again(gallery, current_user.name, seen_round, note, waived)
        _tell(gallery)
    except deliveries.NotifiedBefore:
        pass
    except ReturnCheckFailed as stop:
        return _tab(gallery, stop)
    return _back(gallery_id)


def _tab(gallery: Gallery, stop: ReturnCheckFailed | None = None):
    """With `stop` the question stands open on the page, and the note that was typed stays."""
    action = url_for(".add_finished", gallery_id=gallery.id)
    return render(
        "studio/delivery.html",
        "studio/_delivery_body.html",
        stop.status if stop else 200,
        **tab_values(gallery, "delivery"),
        head_actions="studio/_delivery_actions.html",
        view=delivery_view.of(gallery, request.args.get("all", "")),
        uploader=uploader_for(gallery, action, Folder.FULL, Folder.WEB),
        reason=delivery_reasons.sentence,
        why=reasons.sentence,
        sides_px=web_choice.SIDES_PX,
        days=download_rights.DAYS,
        stop=stop,
        note=request.form.get("note", gallery.delivery.note),
    )


def _say_how_many(count: int) -> None:
    told = ngettext(
        "%(num)s web version is being made.", "%(num)s web versions are being made.", count
    )
    flash(told if count else _("Saved."))


def _tell(gallery: Gallery) -> None:
    count = len(deliveries.recipients(gallery))
    flash(
        ngettext(
            "The message is on its way to %(num)s person.",
            "The message is on its way to %(num)s people.",
            count,
        )
    )


def _back(gallery_id: int):
    return redirect(url_for(".show_delivery", gallery_id=gallery_id), 303)
