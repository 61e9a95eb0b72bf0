"""Two orders of one client in one session, put together."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.numbers import number
from blueprints.studio import bp
from extensions import db
from models.order import Order
from models.order_list import OrderRow
from services import order_merges


@bp.get("/orders/<int:order_id>/merge")
def show_merge(order_id: int):
    """The orders that can be put into this one; with `?other=` what would come of it."""
    kept = access.order_of_studio(order_id, Order.whole())
    other_id = request.args.get("other", type=number)
    other = access.order_of_studio(other_id, Order.whole()) if other_id else None
    found = db.session.scalars(order_merges.candidates(kept)).all()
    return render_template(
        "studio/order_merge.html",
        order=kept,
        other=other,
        merged=order_merges.preview(kept, other) if other else None,
        rows=[OrderRow.of(one) for one in found],
        place="orders",
    )


@bp.post("/orders/<int:order_id>/merge")
def merge_order(order_id: int):
    kept = access.order_of_studio(order_id, Order.whole())
    emptied = access.order_of_studio(request.form.get("other", 0, type=number), Order.whole())
    versions = (
        request.form.get("version", 0, type=number),
        request.form.get("other_version", 0, type=number),
    )
    is_mailed = request.form.get("is_mailed") == "y"
    order_merges.merge_orders(kept, emptied, versions, current_user.name, is_mailed=is_mailed)
    flash(_("Order #%(number)s was put into this one.", number=emptied.number))
    return redirect(url_for(".show_order", order_id=order_id), 303)
