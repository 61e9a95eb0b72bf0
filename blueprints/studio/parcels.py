"""The parcels of an order: entered, corrected, taken off."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.forms.parcels import ParcelForm
from models.order import Order
from services import parcels
from services.parcels import LinkWrong, NumberWrong


@bp.get("/orders/<int:order_id>/parcels")
def show_parcels(order_id: int):
    return _page(access.order_of_studio(order_id))


@bp.post("/orders/<int:order_id>/parcels")
def add_parcel(order_id: int):
    order, form = access.order_of_studio(order_id), ParcelForm()
    if not form.validate():
        return _page(order, form), 422
    try:
        is_mailed = bool(form.is_mailed.data)
        parcel = parcels.add_parcel(order, form.terms(), current_user.name, is_mailed=is_mailed)
    except (NumberWrong, LinkWrong) as refusal:
        _say(form, refusal)
        return _page(access.order_of_studio(order_id), form), refusal.status
    flash(_("The parcel %(number)s is entered.", number=parcel.number))
    return _to_card(order_id)


@bp.post("/parcels/<int:parcel_id>")
def change_parcel(parcel_id: int):
    parcel = access.parcel_of_studio(parcel_id)
    order_id, form = parcel.order_id, ParcelForm(prefix=f"parcel-{parcel_id}-")
    if not form.validate():
        return _page(parcel.order, changed={parcel_id: form}), 422
    try:
        parcels.change_parcel(parcel, form.terms(), current_user.name)
    except (NumberWrong, LinkWrong) as refusal:
        _say(form, refusal)
        return _page(access.order_of_studio(order_id), changed={parcel_id: form}), refusal.status
    flash(_("Saved."))
    return _to_card(order_id)


@bp.post("/parcels/<int:parcel_id>/removal")
def remove_parcel(parcel_id: int):
    parcel = access.parcel_of_studio(parcel_id)
    order_id = parcel.order_id
    parcels.remove_parcel(parcel, current_user.name)
    return _to_card(order_id)


def _say(form: ParcelForm, refusal: NumberWrong | LinkWrong) -> None:
    field = form.number if isinstance(refusal, NumberWrong) else form.url
    field.errors = [str(refusal)]


def _page(
    order: Order, form: ParcelForm | None = None, changed: dict[int, ParcelForm] | None = None
) -> str:
    """`changed` are forms of parcels that could not be saved, by their id."""
    rows = [(one, (changed or {}).get(one.id) or _form_of(one.id, one)) for one in order.parcels]
    return render_template(
        "studio/parcels.html",
        order=order,
        rows=rows,
        form=form or ParcelForm(formdata=None),
        place="orders",
    )


def _form_of(parcel_id: int, parcel) -> ParcelForm:
    return ParcelForm(formdata=None, obj=parcel, prefix=f"parcel-{parcel_id}-")


def _to_card(order_id: int):
    return redirect(url_for(".show_order", order_id=order_id, _anchor="order-parcels"), 303)
