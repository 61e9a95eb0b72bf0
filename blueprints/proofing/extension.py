"""Asking for more time to choose."""

from flask import redirect, render_template, request, url_for

from blueprints.access import Visitor
from blueprints.proofing import bp
from blueprints.proofing.gallery import is_closed, is_view_due
from blueprints.proofing.visiting import welcome
from services import deadlines


@bp.get("/<code>/extension")
def show_extension(code: str):
    return _page(welcome(code))


@bp.post("/<code>/extension")
def ask_for_extension(code: str):
    visitor = welcome(code)
    try:
        deadlines.ask_for_extension(visitor.invitation, request.form.get("note", ""))
    except deadlines.NoteTooLong as refusal:
        return _page(visitor, error=str(refusal)), refusal.status
    return redirect(url_for(".show_extension", code=code), 303)


def _page(visitor: Visitor, error: str = "") -> str:
    invitation = visitor.invitation
    return render_template(
        "proofing/extension.html",
        visitor=visitor,
        gallery=visitor.gallery,
        is_preview=visitor.is_preview,
        is_view_due=is_view_due(visitor),
        is_closed=is_closed(invitation),
        last=invitation.extensions[-1] if invitation.extensions else None,
        until_on=invitation.select_until_on,
        note=request.form.get("note", ""),
        error=error,
    )
