"""The tab "Photo delivery": finished photos in two folders, handed over by one press."""

from contextlib import suppress

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints.access import gallery_of_studio
from blueprints.htmx import render
from blueprints.studio import bp, delivery_view
from blueprints.studio.adding import add_files
from blueprints.studio.tabs import tab_values
from blueprints.studio.uploader import uploader_for
from models.delivery import DownloadRight
from models.gallery import Gallery
from models.photo import Folder
from services import deliveries, delivery_reasons, reasons


@bp.get("/galleries/<int:gallery_id>/delivery")
def show_delivery(gallery_id: int):
    """The tab; for htmx the part that changes while files arrive and are prepared."""
    gallery = gallery_of_studio(gallery_id)
    action = url_for(".add_finished", gallery_id=gallery_id)
    return render(
        "studio/delivery.html",
        "studio/_delivery_body.html",
        **tab_values(gallery, "delivery"),
        head_actions="studio/_delivery_actions.html",
        view=delivery_view.of(gallery, request.args.get("all", "")),
        uploader=uploader_for(gallery, action, Folder.FULL, Folder.WEB),
        rights=list(DownloadRight),
        reason=delivery_reasons.sentence,
        why=reasons.sentence,
    )


@bp.post("/galleries/<int:gallery_id>/delivery")
def change_delivery(gallery_id: int):
    """What may be taken, and whether web versions are made; a form may hold only one of them."""
    delivery = gallery_of_studio(gallery_id).delivery
    right = request.form.get("download_right", delivery.download_right)
    if right not in set(DownloadRight):
        abort(400)
    makes = delivery.makes_web_version
    if "has_web_version" in request.form:
        makes = request.form.get("makes_web_version") == "1"
    deliveries.change_delivery(delivery, DownloadRight(right), makes)
    flash(_("Saved."))
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
    with suppress(deliveries.HandedOverBefore):
        deliveries.hand_over(gallery, current_user.name)
        _tell(gallery)
    return _back(gallery_id)


@bp.post("/galleries/<int:gallery_id>/notice")
def notify_again(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    with suppress(deliveries.NotifiedBefore):
        seen_round = request.form.get("round", 0, type=int)
        deliveries.notify_again(gallery, current_user.name, seen_round)
        _tell(gallery)
    return _back(gallery_id)


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
