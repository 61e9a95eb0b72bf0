"""Asking the studio to open a choice that was sent."""

from flask import redirect, request, url_for

from blueprints import access
from blueprints.proofing import bp
from blueprints.proofing.visiting import welcome
from services import orders


@bp.post("/<code>/orders/<int:number>/change")
def ask_to_change(code: str, number: int):
    order = access.order_for_visitor(welcome(code), number)
    # A browser counts a line break of a text area as one letter and sends two.
    orders.ask_to_change(order, request.form.get("note", "").replace("\r\n", "\n"))
    return redirect(url_for(".show_order", code=code, number=number, _anchor="change"), 303)
