"""Entering an order by hand, and asking its client how it is to be delivered."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.forms.new_order import NewOrderForm
from extensions import db
from models.client import Client
from models.gallery import Gallery
from services import delivery_form, order_links, orders_by_hand
from services.accounts import EmailWrong
from services.order_offer import price_lists_of

SESSIONS_OFFERED = 100
CLIENTS_OFFERED = 200


@bp.get("/orders/new")
def new_order():
    """With `?client=<id>` the client is filled in."""
    return _page(_form(_known(request.args.get("client", type=number))))


@bp.post("/orders/new")
def create_order():
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        order = orders_by_hand.place_order(current_user.studio, form.order(), current_user.name)
    except EmailWrong as refusal:
        is_payer = form.invoice_email.data and "@" in (form.client_email.data or "")
        wrong = form.invoice_email if is_payer else form.client_email
        wrong.errors = [str(refusal)]
        return _page(form), refusal.status
    except orders_by_hand.NothingTyped as refusal:
        return _page(form, refusal), refusal.status
    flash(_("Order #%(number)s is entered.", number=order.number))
    return redirect(url_for(".show_order", order_id=order.id), 303)


@bp.post("/orders/<int:order_id>/delivery-form")
def send_delivery_form(order_id: int):
    order = access.order_of_studio(order_id)
    order_links.send_form(order, current_user.name)
    flash(_("The delivery form is on its way to %(email)s.", email=order.client_email))
    return redirect(url_for(".show_order", order_id=order_id), 303)


@bp.post("/orders/<int:order_id>/delivery-form/waiver")
def waive_delivery_form(order_id: int):
    delivery_form.waive(access.order_of_studio(order_id), current_user.name)
    return redirect(url_for(".show_order", order_id=order_id), 303)


def _form(known: dict[str, str] | None = None) -> NewOrderForm:
    studio = current_user.studio
    sessions = Gallery.open_of_studio(studio.id).limit(SESSIONS_OFFERED)
    values = {"locale": studio.locale, "currency": studio.currency, **(known or {})}
    lists = price_lists_of(studio.id)
    return NewOrderForm(studio, lists, db.session.scalars(sessions).all(), data=values)


def _known(client_id: int | None) -> dict[str, str]:
    if client_id is None:
        return {}
    client = access.client_of_studio(client_id)
    return {"client_name": client.name, "client_email": client.email, "client_phone": client.phone}


def _page(form: NewOrderForm, refusal: object = None) -> str:
    clients = Client.of_studio(current_user.studio_id).where(Client.email != "")
    return render_template(
        "studio/new_order.html",
        form=form,
        refusal=refusal,
        clients=db.session.scalars(clients.order_by(Client.id.desc()).limit(CLIENTS_OFFERED)).all(),
        place="orders",
    )
