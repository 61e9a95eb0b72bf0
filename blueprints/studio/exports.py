"""Names of ordered photos for another program: the panel, copied lists, and files."""

from flask import Response, abort, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.files import disposition
from blueprints.htmx import wants_partial
from blueprints.studio import bp
from blueprints.studio.export_panel import Panel, asked_for, chosen_photos, options, panel_of
from blueprints.studio.export_scope import Scope
from formats.download_names import download_name
from formats.exports.forms import Form, Program, build
from formats.exports.picked import PickedPhoto
from formats.exports.programs import PROGRAMS_BY_SLUG
from models.gallery import Gallery
from models.order import Order
from services import exports
from services.exports import Since


@bp.get("/galleries/<int:gallery_id>/export")
def show_gallery_export(gallery_id: int):
    """The panel for htmx; a browser without it is sent to the page that contains the panel."""
    return _show(Scope.of_gallery(access.gallery_of_studio(gallery_id)))


@bp.post("/galleries/<int:gallery_id>/export")
def record_gallery_export(gallery_id: int):
    """The list on the page was copied."""
    return _record(Scope.of_gallery(access.gallery_of_studio(gallery_id)))


@bp.post("/galleries/<int:gallery_id>/export/<program>/<form>")
def download_gallery_export(gallery_id: int, program: str, form: str):
    return _download(Scope.of_gallery(access.gallery_of_studio(gallery_id)), program, form)


@bp.get("/orders/<int:order_id>/export")
def show_order_export(order_id: int):
    return _show(Scope.of_order(access.order_of_studio(order_id)))


@bp.post("/orders/<int:order_id>/export")
def record_order_export(order_id: int):
    return _record(Scope.of_order(access.order_of_studio(order_id)))


@bp.post("/orders/<int:order_id>/export/<program>/<form>")
def download_order_export(order_id: int, program: str, form: str):
    return _download(Scope.of_order(access.order_of_studio(order_id)), program, form)


def remember_choice() -> None:
    """Open the panel like this next time. Call it first: a commit expires what is read."""
    program, form = asked_for()
    if program is None:
        return
    studio = current_user.studio
    last = studio.last_export_program, studio.last_export_form
    slug = form.slug if form else last[1] if last[0] == program.slug else None
    if last != (program.slug, slug):
        exports.remember_choice(studio, program.slug, slug)


def panel_of_gallery(gallery: Gallery) -> Panel:
    return panel_of(Scope.of_gallery(gallery))


def panel_of_order(order: Order) -> Panel | None:
    """None where there is nothing to export from."""
    return panel_of(Scope.of_order(order)) if order.gallery else None


def _show(scope: Scope):
    if wants_partial():
        remember_choice()
        return render_template("studio/_export.html", export=panel_of(scope))
    return redirect(f"{scope.page}?{request.query_string.decode()}#export", code=303)


def _record(scope: Scope):
    program, form = asked_for()
    if program is None or form is None:
        abort(404)
    _note(scope, program, form, *_wanted(scope))
    if wants_partial():
        return render_template("studio/_export_since.html", export=panel_of(scope))
    return redirect(f"{scope.page}#export", code=303)


def _download(scope: Scope, program_slug: str, form_slug: str) -> Response:
    program = PROGRAMS_BY_SLUG.get(program_slug) or abort(404)
    form = program.form(form_slug) or abort(404)
    picked, is_whole = _wanted(scope)
    exported = build(form, picked, options(scope))
    name = download_name(scope.title, program.slug, form.extension, current_user.studio.today())
    _note(scope, program, form, picked, is_whole)
    response = Response(exported.data, content_type=form.content_type)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _wanted(scope: Scope) -> tuple[list[PickedPhoto], bool]:
    """The photos that are exported, and whether they are all that the session has."""
    picked = scope.picked()
    if not picked:
        raise exports.NothingOrdered(_("No photo has been ordered yet."))
    since = Since() if scope.order else exports.since_last_export(scope.gallery, picked)
    chosen, only_fresh = chosen_photos(picked, since)
    return chosen, not (scope.order or only_fresh)


def _note(
    scope: Scope, program: Program, form: Form, picked: list[PickedPhoto], is_whole: bool
) -> None:
    exports.record_export(
        scope.gallery, picked, program.slug, form.slug, current_user.name, is_whole=is_whole
    )
