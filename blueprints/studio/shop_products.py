"""A shop's tab "Products": ours linked with the shop's, searched there, with their stock."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.shop_tabs import can, shop_page
from models.shop import Shop
from services import shop_products, shops
from services.shops import ShopUnreachable


@bp.get("/shops/<int:shop_id>/products")
def show_shop_products(shop_id: int):
    """`?item=` is ours that is to be linked, `?q=` what is looked for in the shop."""
    shop = access.shop_of_studio(shop_id)
    if not can(shop, "find_products"):
        return shop_page(shop, "products")
    item, text = request.args.get("item", ""), request.args.get("q", "").strip()
    found, error = None, ""
    if item and text:
        try:
            found = shop_products.find(shop, text)
        except ShopUnreachable as refusal:
            error = str(refusal)
    return _page(shop, item=item, text=text, found=found, error=error)


@bp.post("/shops/<int:shop_id>/products")
def link_shop_product(shop_id: int):
    """`item` is ours, `key` an id or a SKU of the shop; an empty one ends the link."""
    shop = access.shop_of_studio(shop_id)
    item, key = request.form.get("item", ""), request.form.get("key", "").strip()
    shops.demand(shop, shop_products.NEEDS)
    try:
        if "unlink" in request.form:
            shop_products.unlink(shop, item)
        else:
            shop_products.link(shop, item, key)
    except (ShopUnreachable, shop_products.ProductUnknown) as refusal:
        return _page(shop, item=item, key=key, error=str(refusal)), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_shop_products", shop_id=shop_id), 303)


@bp.post("/shops/<int:shop_id>/stock")
def read_shop_stock(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    try:
        shop_products.read_stock(shop)
        flash(_("Read from the shop again."))
    except ShopUnreachable as refusal:
        flash(str(refusal), "yellow")
    return redirect(url_for(".show_shop_products", shop_id=shop_id), 303)


def _page(shop: Shop, **values) -> str:
    shown = {"item": "", "text": "", "key": "", "found": None, "error": ""} | values
    return shop_page(shop, "products", items=shop_products.items(shop), **shown)
