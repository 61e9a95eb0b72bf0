"""A client who wants to choose again: the studio unlocks the choice, or leaves it as it is."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.forms.fields import DayField
from extensions import db
from models.invitation import Invitation
from models.order import Order
from services import carts, orders

DAYS_TO_CHANGE = 3


class UnlockForm(FlaskForm):
    until_on = DayField()


def values_of(order: Order) -> dict[str, Any]:
    """What `_order_change.html` needs: why the choice is locked, and whether a day must be said."""
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    today = order.studio.today()
    return {
        "lock": orders.lock_of(order),
        "person": person,
        "needs_day": person is not None and person.is_closed_on(today),
        "today": today,
        "suggested_on": today + timedelta(days=DAYS_TO_CHANGE),
    }


@bp.post("/orders/<int:order_id>/unlocking")
def unlock_order(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    if refusal := orders.lock_of(order):
        raise refusal
    form = UnlockForm()
    form.validate()
    cart = carts.open_cart(access.invitation_of_studio(order.invitation_id or 0))
    left_out = orders.unlock(order, cart, current_user.name, form.until_on.data)
    flash(_("The selection is unlocked. The client gets an e-mail with the link."))
    if left_out:
        names = "; ".join(left_out)
        flash(_("No longer available and left out: %(names)s", names=names), "yellow")
    return redirect(url_for(".show_order", order_id=order_id), 303)


@bp.post("/orders/<int:order_id>/change-request")
def keep_selection(order_id: int):
    """The wish has been answered in another way."""
    orders.keep_selection(access.order_of_studio(order_id), current_user.name)
    return redirect(url_for(".show_order", order_id=order_id), 303)
