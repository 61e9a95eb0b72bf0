"""The studio's own price lists: all of them, a new one, changing and removing one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from blueprints.access import price_list_of_studio
from blueprints.studio import bp
from blueprints.studio.forms.prices import PriceListForm, values_of
from extensions import db
from models.price_list import PriceList
from services import price_lists
from services.meanwhile import ChangedMeanwhile

GROUPS = {
    "prints": lazy_gettext("Prints"),
    "products": lazy_gettext("Photo products"),
    "files": lazy_gettext("Digital files"),
    "methods": lazy_gettext("Delivery"),
    "payments": lazy_gettext("Payment"),
}


@bp.get("/price-lists")
def list_price_lists():
    lists = PriceList.of_studio(current_user.studio_id).options(*PriceList.whole())
    return render_template(
        "studio/price_lists.html", lists=db.session.scalars(lists).all(), place="price_lists"
    )


@bp.get("/price-lists/new")
def new_price_list():
    return _page(PriceListForm())


@bp.post("/price-lists")
def create_price_list():
    form = PriceListForm()
    if not form.validate():
        return _page(form), 422
    try:
        prices = price_lists.create_list(current_user.studio, form.name.data, form.terms())
    except price_lists.NameTaken as refusal:
        form.name.errors = [str(refusal)]
        return _page(form), 422
    flash(_("Saved."))
    return redirect(url_for(".show_price_list", list_id=prices.id), 303)


@bp.get("/price-lists/<int:list_id>")
def show_price_list(list_id: int):
    prices = price_list_of_studio(list_id)
    return _page(PriceListForm(**values_of(prices)), prices)


@bp.post("/price-lists/<int:list_id>")
def change_price_list(list_id: int):
    prices = price_list_of_studio(list_id)
    form = PriceListForm()
    if not form.validate():
        return _page(form, prices, request.form.get("seen", "")), 422
    try:
        seen = request.form.get("seen", "")
        price_lists.change_list(prices, form.name.data, form.terms(), seen)
    except price_lists.NameTaken as refusal:
        form.name.errors = [str(refusal)]
        return _page(form, prices, seen), 422
    except ChangedMeanwhile as refusal:
        told = [(GROUPS.get(name) or form[name].label.text, "") for name in refusal.names]
        return _page(form, prices, changed=told), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_price_list", list_id=list_id), 303)


@bp.route("/price-lists/<int:list_id>/removal", methods=["GET", "POST"])
def remove_price_list(list_id: int):
    prices = price_list_of_studio(list_id)
    if request.method != "POST":
        return render_template("studio/remove_price_list.html", prices=prices, place="price_lists")
    price_lists.remove_list(prices)
    flash(_("The price list is removed."))
    return redirect(url_for(".list_price_lists"), 303)


def _page(form: PriceListForm, prices: PriceList | None = None, seen: str = "", changed: Any = ()):
    """With what was typed. Once somebody was told what is `changed`, the page has seen it."""
    form.add_spare_rows()
    return render_template(
        "studio/price_list.html",
        form=form,
        prices=prices,
        seen=seen or (prices and price_lists.seen_of(prices)),
        changed=changed,
        place="price_lists",
    )
