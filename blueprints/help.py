"""Public help pages: how to use an exported list in each program."""

from flask import Blueprint, Response, abort, render_template

from formats import offer_schemas
from formats.exports.programs import PROGRAMS, PROGRAMS_BY_SLUG

bp = Blueprint("help", __name__, url_prefix="/help")


@bp.get("/export")
def list_programs():
    return render_template("help/export.html", programs=PROGRAMS)


@bp.get("/prints")
def show_prints():
    return render_template("help/prints.html")


@bp.get("/offer-schemas.zip")
def download_offer_schemas():
    """For partners and whoever else reads offers."""
    answer = Response(offer_schemas.schemas_zip(), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=offer_schemas.FILENAME)
    return answer


@bp.get("/export/<program>")
def show_program(program: str):
    if program not in PROGRAMS_BY_SLUG:
        abort(404)
    return render_template(f"help/export_{program}.html")
