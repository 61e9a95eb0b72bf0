"""What can the client download now? Every person's link, and the rights that make it so."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.access import gallery_of_studio, invitation_of_studio
from blueprints.numbers import number
from blueprints.studio import bp, rights_view
from blueprints.studio.tabs import tab_values
from models.delivery import DownloadRight
from services import download_rights


@bp.get("/galleries/<int:gallery_id>/delivery/now")
def show_download_rights(gallery_id: int):
    gallery = gallery_of_studio(gallery_id)
    return render_template(
        "studio/download_rights.html",
        **tab_values(gallery, "delivery"),
        people=rights_view.people_of(gallery),
        days=download_rights.DAYS,
    )


@bp.post("/galleries/<int:gallery_id>/delivery/right")
def change_download_right(gallery_id: int):
    """What everybody may take, and how many days links live; a form may hold only one of them."""
    gallery = gallery_of_studio(gallery_id)
    if right := request.form.get("download_right"):
        download_rights.change_right(gallery, _right(right), current_user.name)
    if days := request.form.get("days", 0, type=number):
        if gallery.delivery.is_handed_over:
            download_rights.extend(gallery, days, current_user.name)
        else:
            download_rights.change_days(gallery, days, current_user.name)
    return _back(gallery_id)


@bp.post("/invitations/<int:invitation_id>/download-right")
def change_download_right_of(invitation_id: int):
    """The same for one person; an empty right is the session's."""
    person = invitation_of_studio(invitation_id)
    if (right := request.form.get("download_right")) is not None:
        wanted = _right(right) if right else None
        download_rights.change_right_of(person, wanted, current_user.name)
    if days := request.form.get("days", 0, type=number):
        download_rights.extend(person.gallery, days, current_user.name, person)
    return _back(person.gallery_id, f"person-{person.id}")


def _right(name: str) -> DownloadRight:
    if name not in set(DownloadRight):
        abort(400)
    return DownloadRight(name)


def _back(gallery_id: int, anchor: str | None = None):
    flash(_("Saved."))
    page = ".show_download_rights" if request.form.get("at") == "now" else ".show_delivery"
    return redirect(url_for(page, gallery_id=gallery_id, _anchor=anchor), 303)
