"""The catalogue as a file: downloading it, sending one, and what will be and was done with it."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.files import disposition
from blueprints.htmx import render
from blueprints.offer_access import catalogue_import_of_studio
from blueprints.studio import bp
from extensions import db
from models.catalogue_import import CatalogueImport, RefusedRow
from models.types import utc_now
from services import catalogue_imports

SHOWN_REFUSED = 100
RECENT = 5


@bp.get("/products/file")
def show_catalogue_file():
    return _page()


@bp.get("/products/file.csv")
def download_catalogue():
    name = f"kadr-products-{utc_now():%Y-%m-%d}.csv"
    return _csv(catalogue_imports.write_all(current_user.studio), name)


@bp.post("/products/file")
def receive_catalogue():
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(_("Choose a file first.")), 422
    try:
        taken = catalogue_imports.receive(current_user.studio, file.filename, file.stream)
    except catalogue_imports.FileWrong as refusal:
        return _page(str(refusal)), 422
    return redirect(url_for(".show_catalogue_import", import_id=taken.id), 303)


@bp.get("/products/file/<int:import_id>")
def show_catalogue_import(import_id: int):
    """What would be done, is being done, or was; asks again while a worker is at it."""
    taken = catalogue_import_of_studio(import_id)
    refused = db.session.scalars(RefusedRow.of_import(taken.id).limit(SHOWN_REFUSED)).all()
    return render(
        "studio/catalogue_import.html",
        "studio/_catalogue_import.html",
        taken=taken,
        refused=refused,
        place="price_lists",
    )


@bp.post("/products/file/<int:import_id>/confirmation")
def confirm_catalogue_import(import_id: int):
    taken = catalogue_import_of_studio(import_id)
    try:
        catalogue_imports.confirm(taken)
    except catalogue_imports.ConfirmedBefore as refusal:
        flash(str(refusal), "yellow")
    return redirect(url_for(".show_catalogue_import", import_id=import_id), 303)


@bp.get("/products/file/<int:import_id>/refused.csv")
def download_refused_rows(import_id: int):
    taken = catalogue_import_of_studio(import_id)
    return _csv(catalogue_imports.refused_file(taken), "kadr-refused-rows.csv")


def _page(error: str = "") -> str:
    recent = CatalogueImport.of_studio(current_user.studio_id).limit(RECENT)
    values: dict[str, Any] = {"recent": db.session.scalars(recent).all(), "error": error}
    return render_template("studio/catalogue_file.html", place="price_lists", **values)


def _csv(pieces, filename: str) -> Response:
    response = Response(stream_with_context(pieces), mimetype="text/csv")
    response.headers["Content-Disposition"] = disposition(filename)
    return response
