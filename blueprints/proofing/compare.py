"""Shots of one moment side by side, and the press that takes the best of them."""

import re

from flask import make_response, redirect, render_template, request, url_for

from blueprints import access
from blueprints.access import Visitor
from blueprints.numbers import number
from blueprints.proofing import bp
from blueprints.proofing.choice import Choice
from blueprints.proofing.gallery import addresses, is_view_due
from blueprints.proofing.look import Look
from blueprints.proofing.series import Series, all_series
from blueprints.proofing.visiting import welcome
from models.photo import Photo
from services import best_shots, carts


@bp.get("/<code>/compare")
def compare_photos(code: str):
    """The series of `?photo=<id>`, of it only the ids in `shots`; `best` asks before others leave
    the cart. Without a photo, all series of the session.
    """
    visitor = welcome(code)
    if "photo" not in request.args:
        choice = Choice.of(visitor)
        values = {"all_series": all_series(choice), **_around(visitor, choice)}
        return render_template("proofing/all_series.html", **values)
    photo = access.photo_for_visitor(visitor, request.args.get("photo", 0, type=number))
    values = _values(visitor, photo, best_id=request.args.get("best", 0, type=number))
    return render_template("proofing/compare.html", **values)


@bp.post("/<code>/compare")
def take_best(code: str):
    """`photo` is the best; each `out` is "<photo id>:<version>" of one that leaves the cart."""
    visitor = welcome(code)
    best = access.photo_for_visitor(visitor, request.form.get("photo", 0, type=number))
    others = [(access.photo_for_visitor(visitor, one), version) for one, version in _leaving()]
    try:
        best_shots.take_best(carts.open_cart(visitor.invitation), best, others)
    except carts.ChangedElsewhere as error:
        values = _values(visitor, best, best_id=best.id, warning=str(error))
        return render_template("proofing/compare.html", **values), error.status
    return redirect(address(visitor, best), code=303)


def changed(visitor: Visitor, photo: Photo):
    """After a press: the series as it is in the cart now."""
    return make_response(render_template("proofing/_compare.html", **_values(visitor, photo)))


def address(visitor: Visitor, photo: Photo) -> str:
    """Of the page that was pressed."""
    code, anchor = visitor.gallery.code, f"p{photo.id}"
    return url_for(
        ".compare_photos",
        code=code,
        photo=photo.id,
        shots=request.values.get("shots"),
        _anchor=anchor,
    )


def _values(visitor: Visitor, photo: Photo, best_id: int = 0, warning: str = "") -> dict:
    series = Series.of(Choice.of(visitor), photo, _shown())
    best = next((one for one in series.compared if one.id == best_id), None)
    return {
        "series": series,
        "photo": photo,
        "best": best if best and series.losses(best_id) else None,
        "warning": warning,
        **_around(visitor, series.choice),
    }


def _around(visitor: Visitor, choice: Choice) -> dict:
    return {
        "visitor": visitor,
        "gallery": visitor.gallery,
        "choice": choice,
        "is_view_due": is_view_due(visitor),
        **addresses(visitor, Look.asked()),
    }


def _shown() -> list[int]:
    parts = request.values.get("shots", "").split(",")
    return [int(one) for one in parts if re.fullmatch(r"\d{1,9}", one, re.ASCII)]


def _leaving() -> list[tuple[int, int]]:
    """Pairs of a photo's id and the version its line had; what is none is left out."""
    found = (
        re.fullmatch(r"(\d{1,9}):(\d{1,9})", one, re.ASCII) for one in request.form.getlist("out")
    )
    return [(int(one[1]), int(one[2])) for one in found if one]
