"""What the photographer does to several photos at once, and where single ones stand."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints import access
from blueprints.htmx import wants_partial
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.tabs import tab_values
from models.gallery import Gallery
from models.photo import Photo
from services import arrangement, photos, visibility
from services.refusals import Refused

MOST = 2000


class NothingChosen(Refused):
    """The form was sent without a single photo."""

    status = 422


@bp.post("/galleries/<int:gallery_id>/selection")
def change_selection(gallery_id: int):
    """`photo` several times; `wish` is hide, show, chapter, place, remove or remove-now."""
    gallery = access.gallery_of_studio(gallery_id)
    chosen = _chosen(gallery)
    match request.form.get("wish"):
        case "hide":
            _tell_hidden(visibility.hide_photos(gallery, chosen, current_user.name))
        case "show":
            _tell_shown(visibility.show_photos(gallery, chosen, current_user.name))
        case "chapter":
            _move_to_chapter(gallery, chosen)
        case "place":
            _place(gallery, chosen)
        case "remove":
            return _asking(gallery, chosen)
        case "remove-now":
            _remove(gallery, chosen)
        case _:
            abort(400)
    page = url_for(".show_photos", gallery_id=gallery_id)
    if wants_partial():
        return "", 204, {"HX-Redirect": page}
    return redirect(page, 303)


@bp.post("/galleries/<int:gallery_id>/order-of-photos")
def sort_photos(gallery_id: int):
    """`by` is number, name or time."""
    gallery = access.gallery_of_studio(gallery_id)
    by = request.form.get("by", "")
    if by not in arrangement.SORTS:
        abort(400)
    arrangement.sort_photos(gallery, by, current_user.name)
    flash(_("The photos are in a new order. Their numbers have stayed."))
    return redirect(url_for(".show_photos", gallery_id=gallery_id), 303)


@bp.post("/photos/<int:photo_id>/visibility")
def change_visibility(photo_id: int):
    """`hidden=1` or `0`."""
    photo = access.photo_of_studio(photo_id)
    if request.form.get("hidden") == "1":
        _tell_hidden(visibility.hide_photos(photo.gallery, [photo], current_user.name))
    else:
        _tell_shown(visibility.show_photos(photo.gallery, [photo], current_user.name))
    page = ".show_photos" if photo.folder == "proofs" else ".show_delivery"
    anchor = f"photo-{photo.id}"
    return redirect(url_for(page, gallery_id=photo.gallery_id, _anchor=anchor), 303)


def _chosen(gallery: Gallery) -> list[Photo]:
    ids = request.form.getlist("photo", type=number)
    if not ids or len(ids) > MOST:
        raise NothingChosen(_("Choose at least one photo, and at most %(most)s.", most=MOST))
    return access.photos_of_gallery(gallery, ids)


def _move_to_chapter(gallery: Gallery, chosen: list[Photo]) -> None:
    chapter_id = request.form.get("chapter", 0, type=number)
    chapter = access.chapter_of_gallery(gallery, chapter_id) if chapter_id else None
    arrangement.move_to_chapter(gallery, chosen, chapter, current_user.name)
    name = chapter.name if chapter else _("no chapter")
    flash(_("%(photos)s: %(chapter)s.", photos=_counted(len(chosen)), chapter=name))


def _place(gallery: Gallery, chosen: list[Photo]) -> None:
    target = arrangement.find_place(gallery, request.form.get("target", ""))
    is_before = request.form.get("side") != "after"
    arrangement.place_photos(gallery, chosen, target, is_before=is_before, actor=current_user.name)
    flash(_("%(photos)s moved. Numbers have stayed.", photos=_counted(len(chosen))))


def _asking(gallery: Gallery, chosen: list[Photo]) -> str:
    ids = [photo.id for photo in chosen]
    values = tab_values(gallery, "photos")
    values |= {"orders": photos.orders_with(ids), "people": photos.pickers_of(ids)}
    return render_template("studio/remove_photos.html", chosen=chosen, **values)


def _remove(gallery: Gallery, chosen: list[Photo]) -> None:
    count = len(chosen)
    photos.delete_photos(gallery, chosen, current_user.name)
    flash(ngettext("%(num)s photo has been removed.", "%(num)s photos have been removed.", count))


def _tell_hidden(count: int) -> None:
    flash(
        ngettext(
            "%(num)s photo is hidden. Clients no longer see it.",
            "%(num)s photos are hidden. Clients no longer see them.",
            count,
        )
    )


def _tell_shown(count: int) -> None:
    flash(ngettext("%(num)s photo is shown again.", "%(num)s photos are shown again.", count))


def _counted(count: int) -> str:
    return ngettext("%(num)s photo", "%(num)s photos", count)
