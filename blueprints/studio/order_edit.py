"""The page on which the studio changes an order that was placed."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from blueprints import access
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.forms.order_edit import ADDED_AT_ONCE, PHOTO, OrderForm
from extensions import db
from models.order import Order
from models.photo import Folder, Photo
from services import order_edits, order_steps
from services.refusals import Refused


@bp.get("/orders/<int:order_id>/edit")
def show_order_form(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    return _page(order, OrderForm(order, formdata=None))


@bp.post("/orders/<int:order_id>/edit")
def edit_order(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    form = OrderForm(order)
    if not form.validate():
        return _page(order, form), 422
    version = request.form.get("version", 0, type=number)
    try:
        terms = form.terms(request.form, _photos(order))
        order_edits.edit_order(
            order, version, terms, current_user.name, is_mailed=form.is_mailed.data
        )
    except ValueError as error:
        return _page(order, form, str(error)), 422
    except order_steps.OrderNotEditable:
        raise
    except Refused as refusal:
        return _page(access.order_of_studio(order_id, Order.whole()), form, refusal), refusal.status
    flash(_("The order was changed."))
    return redirect(url_for(".show_order", order_id=order_id), 303)


def _page(order: Order, form: OrderForm, refusal: object = None) -> str:
    """With what was typed; the version is the newest, so that saving again is a decision."""
    if order.is_cancelled:
        raise order_steps.OrderNotEditable(
            lazy_gettext("This order is cancelled. Restore it before you change it.")
        )
    photos = _photos(order)
    return render_template(
        "studio/order_edit.html",
        order=order,
        form=form,
        sent=request.form,
        refusal=refusal,
        photos=photos,
        photo_word=PHOTO,
        spare=range(ADDED_AT_ONCE),
        place="orders",
    )


def _photos(order: Order) -> list[Photo]:
    """Those that can be ordered; none without a session."""
    if order.gallery_id is None:
        return []
    return list(db.session.scalars(Photo.in_folder(order.gallery_id, Folder.PROOFS)))
