"""Ordered prints for a lab: a spreadsheet, scripts that sort pictures, an archive of them."""

from collections.abc import Callable, Sequence

from flask import Response, abort
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.archive import archive_answer
from blueprints.files import disposition
from blueprints.studio import bp, export_words
from blueprints.studio.export_scope import Scope
from formats.download_names import archive_name, download_name
from formats.print_lists import Prints, print_table, tree_on_macos, tree_on_windows
from services import prints

CSV = "text/csv; charset=utf-8"
SCRIPT = "text/plain; charset=utf-8"


@bp.get("/galleries/<int:gallery_id>/prints/<form>")
def download_gallery_prints(gallery_id: int, form: str):
    return _download(Scope.of_gallery(access.gallery_of_studio(gallery_id)), form)


@bp.get("/orders/<int:order_id>/prints/<form>")
def download_order_prints(order_id: int, form: str):
    return _download(Scope.of_order(access.order_of_studio(order_id)), form)


def _download(scope: Scope, form: str) -> Response:
    if form != "zip" and form not in WRITTEN:
        abort(404)
    wanted = prints.ordered(scope.orders)
    if not wanted:
        raise prints.NoPrintOrdered(_("No print has been ordered yet."))
    if form == "zip":
        return _archive(scope, wanted)
    write, extension, content_type = WRITTEN[form]
    response = Response(write(wanted), content_type=content_type)
    name = download_name(scope.title, "odbitki", extension, current_user.studio.today())
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _archive(scope: Scope, wanted: Sequence[Prints]) -> Response:
    found = prints.finished(scope.gallery, wanted)
    if not found.files:
        raise prints.NothingFinished(_("No ordered print has a finished photo yet."))
    return archive_answer(prints.zip_plan(found), archive_name(scope.title, "odbitki"))


def _table(wanted: Sequence[Prints]) -> bytes:
    return print_table(wanted, export_words.print_words()).encode("utf-8-sig")


def _macos(wanted: Sequence[Prints]) -> bytes:
    return tree_on_macos(wanted, export_words.script_words()).encode()


def _windows(wanted: Sequence[Prints]) -> bytes:
    return tree_on_windows(wanted, export_words.script_words()).encode("utf-8-sig")


# {form: (writer, ending, type)}
WRITTEN: dict[str, tuple[Callable[[Sequence[Prints]], bytes], str, str]] = {
    "csv": (_table, "csv", CSV),
    "macos": (_macos, "command", SCRIPT),
    "windows": (_windows, "ps1", SCRIPT),
}
