"""A shop's tab "Orders": what is fetched, what is passed on, and what has waited."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.forms import shops as forms
from blueprints.studio.shop_tabs import shop_page
from models.types import utc_now
from services import shop_passing, shop_settings, shops


@bp.get("/shops/<int:shop_id>/orders")
def show_shop_orders(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    began_at = shop.fetches_from_at if shop.fetches_orders else None
    return shop_page(
        shop,
        "orders",
        fetches_from=forms.typed_moment(began_at or utc_now(), current_user.studio),
        outstanding=shop_passing.outstanding_count(shop),
    )


@bp.post("/shops/<int:shop_id>/orders")
def change_shop_orders(shop_id: int):
    """Orders stop being passed on only after a second press, `confirmed`."""
    shop = access.shop_of_studio(shop_id)
    terms = forms.order_terms_of(request.form, current_user.studio)
    if shop.pushes_orders and not terms.pushes_orders and "confirmed" not in request.form:
        return render_template(
            "studio/shop_ends_pushing.html", shop=shop, sent=request.form, place="shops"
        )
    shop_settings.change_orders(shop, terms)
    flash(_("Saved."))
    return redirect(url_for(".show_shop_orders", shop_id=shop_id), 303)


@bp.route("/shops/<int:shop_id>/orders/outstanding", methods=["GET", "POST"])
def push_outstanding(shop_id: int):
    """How many older orders would be passed to the shop; then they are."""
    shop = access.shop_of_studio(shop_id)
    if request.method != "POST":
        return render_template(
            "studio/shop_outstanding.html",
            shop=shop,
            count=shop_passing.outstanding_count(shop),
            place="shops",
        )
    shops.demand(shop, shop_settings.SWITCHES["pushes_orders"])
    count = shop_passing.push_outstanding(shop)
    flash(
        ngettext(
            "%(num)s order is being passed to the shop.",
            "%(num)s orders are being passed to the shop.",
            count,
        )
    )
    return redirect(url_for(".show_shop_orders", shop_id=shop_id), 303)
