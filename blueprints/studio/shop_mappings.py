"""A shop's tabs that link ours with the shop's own: statuses, shipping, payments, VAT rates."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from blueprints import access
from blueprints.studio import bp
from blueprints.studio.shop_tabs import can, shop_page
from models.delivery_method import DeliveryKind
from models.payment_method import PaymentKind
from models.shop import Shop
from models.shop_mapping import Subject
from services import shop_letters, shop_mappings, shop_settings

LINKED = "map:"
DELIVERY_KINDS = {
    DeliveryKind.PICKUP: lazy_gettext("Pick-up"),
    DeliveryKind.COURIER: lazy_gettext("Courier"),
    DeliveryKind.LOCKER: lazy_gettext("Parcel locker"),
    DeliveryKind.ONLINE: lazy_gettext("Online"),
}
PAYMENT_KINDS = {
    PaymentKind.TRANSFER: lazy_gettext("Bank transfer"),
    PaymentKind.CASH: lazy_gettext("Cash"),
}
RATES = {"zw": lazy_gettext("exempt")}


@bp.get("/shops/<int:shop_id>/statuses")
def show_shop_statuses(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    return _page(
        shop,
        "statuses",
        Subject.STATUS,
        also=shop_mappings.also_set(shop),
        letters=shop_letters.of_shop(shop),
    )


@bp.post("/shops/<int:shop_id>/statuses")
def change_shop_statuses(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    for name in ("passes_statuses", "passes_payments"):
        shop_settings.switch(shop, name, on=name in request.form)
    return _save(shop, Subject.STATUS, ".show_shop_statuses")


@bp.get("/shops/<int:shop_id>/shipping")
def show_shop_shipping(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    return _page(shop, "shipping", Subject.SHIPPING, kinds=DELIVERY_KINDS)


@bp.post("/shops/<int:shop_id>/shipping")
def change_shop_shipping(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    shop_settings.switch(shop, "passes_tracking", on="passes_tracking" in request.form)
    return _save(shop, Subject.SHIPPING, ".show_shop_shipping")


@bp.get("/shops/<int:shop_id>/payments")
def show_shop_payments(shop_id: int):
    shop = access.shop_of_studio(shop_id)
    return _page(shop, "payments", Subject.PAYMENT, kinds=PAYMENT_KINDS)


@bp.post("/shops/<int:shop_id>/payments")
def change_shop_payments(shop_id: int):
    return _save(access.shop_of_studio(shop_id), Subject.PAYMENT, ".show_shop_payments")


@bp.get("/shops/<int:shop_id>/taxes")
def show_shop_taxes(shop_id: int):
    return _page(access.shop_of_studio(shop_id), "taxes", Subject.TAX, kinds=RATES)


@bp.post("/shops/<int:shop_id>/taxes")
def change_shop_taxes(shop_id: int):
    return _save(access.shop_of_studio(shop_id), Subject.TAX, ".show_shop_taxes")


def _page(shop: Shop, tab: str, subject: Subject, **values) -> str:
    column, needed = shop_mappings.LISTS[subject]
    return shop_page(
        shop,
        tab,
        pairs=shop_mappings.pairs(shop, subject) if can(shop, needed) else [],
        choices=shop_mappings.choices(shop, subject),
        listing=column,
        **values,
    )


def _save(shop: Shop, subject: Subject, endpoint: str):
    """A tab that has switches, too, may have no links to keep."""
    chosen = _chosen(request.form)
    has_switches = subject in (Subject.STATUS, Subject.SHIPPING)
    if chosen or not has_switches:
        shop_mappings.change(shop, subject, chosen)
    flash(_("Saved."))
    return redirect(url_for(endpoint, shop_id=shop.id), 303)


def _chosen(sent: Mapping[str, str]) -> dict[str, str]:
    """By our key; an empty code ends a link."""
    return {
        name.removeprefix(LINKED): code for name, code in sent.items() if name.startswith(LINKED)
    }
