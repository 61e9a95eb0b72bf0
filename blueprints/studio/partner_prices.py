"""The tab of a partner's card with prices, language and stock, and the one with their orders."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from blueprints.offer_access import partner_of_client
from blueprints.studio import bp
from blueprints.studio.forms.partners import TermsForm
from blueprints.studio.paging import page_of
from blueprints.studio.partner_card import around, orders_of
from models.order import Order
from models.order_list import STATUS, rows_of
from models.partner import Partner
from services import partner_examples, partners
from services.meanwhile import ChangedMeanwhile


@bp.get("/clients/<int:client_id>/prices")
def show_partner_prices(client_id: int):
    partner = partner_of_client(client_id)
    return _page(partner, TermsForm(formdata=None, obj=partner))


@bp.post("/clients/<int:client_id>/prices")
def change_partner_prices(client_id: int):
    partner, form = partner_of_client(client_id), TermsForm()
    seen = request.form.get("seen", "")
    if not form.validate():
        return _page(partner, form, seen), 422
    try:
        partners.change_terms(partner, form.terms(), seen)
    except partners.TermsWrong as refusal:
        form[refusal.field].errors = [str(refusal)]
        return _page(partner, form, seen), refusal.status
    except ChangedMeanwhile as refusal:
        told = [(form[name].label.text, "") for name in refusal.names]
        return _page(partner, form, changed=told), refusal.status
    flash(_("Saved. The files are being made anew."))
    return redirect(url_for(".show_partner_prices", client_id=client_id), 303)


@bp.get("/clients/<int:client_id>/orders")
def list_partner_orders(client_id: int):
    partner = partner_of_client(client_id)
    wanted = Order.of_studio(partner.studio_id).where(orders_of(partner)).options(STATUS)
    found = page_of(wanted)
    return render_template(
        "studio/partner_orders.html",
        rows=rows_of(found.items),
        found=found,
        **around(partner, "orders"),
    )


def _page(partner: Partner, form: TermsForm, seen: str = "", changed: Any = ()) -> str:
    """With what was typed. Once somebody was told what is `changed`, the page has seen it."""
    return render_template(
        "studio/partner_prices.html",
        form=form,
        seen=seen or partners.seen_of(partner),
        changed=changed,
        example=partner_examples.example_of(partner),
        **around(partner, "prices"),
    )
