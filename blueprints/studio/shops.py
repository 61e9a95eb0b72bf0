"""Online shops: all of the studio's, how each stands, and what is done by a press."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.htmx import render
from blueprints.studio import bp
from blueprints.studio import shop_words as words
from blueprints.studio.shop_tabs import shop_page
from extensions import db
from models.shop import Shop
from models.shop_exchange import Exchange
from models.types import utc_now
from services import (
    shop_connections,
    shop_exchanges,
    shop_facts,
    shop_lists,
    shop_news,
    shop_rhythms,
    shop_settings,
    shops,
)
from services.shop_facts import Figures

ON_THE_LIST = ("fetches_orders", "pushes_orders")
TABS_OF_LISTS = {
    "facts": "show_shop",
    "statuses": "show_shop_statuses",
    "shipping": "show_shop_shipping",
    "payments": "show_shop_payments",
    "taxes": "show_shop_taxes",
}


@bp.get("/shops")
def list_shops():
    return render_template("studio/shops.html", **_list())


@bp.get("/shops/<int:shop_id>")
def show_shop(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    known = {one.name: one for one in shop.exchanges}
    exchanges = [
        (known[name], words.EXCHANGES[name], shop_rhythms.every_s(name))
        for name in Exchange
        if name in known and shop_rhythms.has(shop, name)
    ]
    figures = shop_facts.figures([shop.id]).get(shop.id, Figures())
    return shop_page(shop, "overview", exchanges=exchanges, figures=figures)


@bp.post("/shops/<int:shop_id>/switches")
def turn_shop_switch(shop_id: int):
    """`name` and `on`; passing orders is turned off after a second press, `confirmed`."""
    shop = access.shop_of_studio(shop_id)
    name, on = request.form.get("name", ""), request.form.get("on") == "1"
    if name not in ON_THE_LIST:
        abort(400)
    is_ending = name == "pushes_orders" and not on and shop.pushes_orders
    if is_ending and "confirmed" not in request.form:
        return _card(shop, asks=name)
    shop_settings.switch(shop, name, on=on)
    return _card(shop)


@bp.post("/shops/<int:shop_id>/exchanges")
def run_exchange(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    name = request.form.get("name", "")
    if name not in set(Exchange):
        abort(400)
    shops.demand(shop, shop_rhythms.NEEDS[Exchange(name)])
    if shop_exchanges.ask(shop, Exchange(name)):
        flash(_("Started. The result appears here in a moment."))
    else:
        flash(_("This is running already."), "yellow")
    if request.form.get("back") == "list":
        return redirect(url_for(".list_shops"), 303)
    return redirect(url_for(".show_shop", shop_id=shop_id), 303)


@bp.post("/shops/<int:shop_id>/lists")
def refresh_shop_list(shop_id: int):
    """Read a list of the shop again: `name` of it."""
    shop = access.shop_of_studio(shop_id)
    name = request.form.get("name", "")
    if name not in TABS_OF_LISTS:
        abort(400)
    try:
        shop_lists.refresh(shop, shop_lists.Listing(name))
        flash(_("Read from the shop again."))
    except shops.ShopUnreachable as refusal:
        flash(str(refusal), "yellow")
    return redirect(url_for(f".{TABS_OF_LISTS[name]}", shop_id=shop_id), 303)


@bp.post("/shops/<int:shop_id>/news")
def turn_shop_news(shop_id: int):
    """`on=1` has the shop call when an order changes."""
    shop = access.shop_of_studio(shop_id)
    try:
        if request.form.get("on") == "1":
            shop_news.turn_on(shop)
        else:
            shop_news.turn_off(shop)
        flash(_("Saved."))
    except shops.ShopUnreachable as refusal:
        flash(str(refusal), "yellow")
    return redirect(url_for(".show_shop", shop_id=shop_id, _anchor="news"), 303)


@bp.route("/shops/<int:shop_id>/removal", methods=["GET", "POST"])
def remove_shop(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    if request.method != "POST":
        figures = shop_facts.figures([shop.id]).get(shop.id, Figures())
        return render_template(
            "studio/shop_removal.html", shop=shop, figures=figures, place="shops"
        )
    shop_connections.remove(shop)
    flash(_("The shop is removed from Kadr."))
    return redirect(url_for(".list_shops"), 303)


def _card(shop: Shop, asks: str = ""):
    """The shop's card alone, or the list with the question in it."""
    return render(
        "studio/shops.html",
        "studio/_shop_card.html",
        shop=shop,
        **_list(asks=(shop.id, asks)),
    )


def _list(asks: tuple[int, str] = (0, "")) -> dict:
    found = db.session.scalars(Shop.of_studio(current_user.studio_id)).all()
    return {
        "shops": found,
        "figures": shop_facts.figures([one.id for one in found]),
        "kinds": shops.kinds(),
        "asks": asks,
        "now": utc_now(),
        "place": "shops",
    }
