"""The shops whose offers a partner has, and the secret in their addresses."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.numbers import number
from blueprints.offer_access import (
    list_of_studio,
    partner_of_client,
    shop_of_partner,
    token_of_partner,
)
from blueprints.studio import bp
from blueprints.studio.partner_card import around
from services import partner_keys, partner_shops, partner_tokens


@bp.post("/clients/<int:client_id>/offer/shops")
def add_partner_shop(client_id: int):
    partner = partner_of_client(client_id)
    prices = list_of_studio(request.form.get("price_list", 0, type=number))
    partner_shops.add_shop(partner, prices)
    flash(_("The shop is added. Its files are being made."))
    return _to_shops(client_id)


@bp.get("/clients/<int:client_id>/offer/shops/<int:partner_shop_id>/removal")
def show_partner_shop_removal(client_id: int, partner_shop_id: int):
    partner = partner_of_client(client_id)
    return render_template(
        "studio/partner_shop_removal.html",
        shop=shop_of_partner(partner, partner_shop_id),
        **around(partner, "offer"),
    )


@bp.post("/clients/<int:client_id>/offer/shops/<int:partner_shop_id>/removal")
def remove_partner_shop(client_id: int, partner_shop_id: int):
    shop = shop_of_partner(partner_of_client(client_id), partner_shop_id)
    partner_shops.remove_shop(shop)
    flash(_("The shop is removed: its addresses lead nowhere now."))
    return _to_shops(client_id)


@bp.post("/clients/<int:client_id>/offer/addresses")
def renew_partner_addresses(client_id: int):
    partner = partner_of_client(client_id)
    is_gentle = "now" not in request.form
    partner_keys.renew_addresses(partner, current_user.name, is_gentle=is_gentle)
    flash(_("All addresses are new. Give them to the partner."))
    return _to_shops(client_id)


@bp.post("/clients/<int:client_id>/offer/tokens/<int:token_id>/revocation")
def revoke_partner_token(client_id: int, token_id: int):
    token = token_of_partner(partner_of_client(client_id), token_id)
    partner_tokens.revoke(token)
    flash(_("Revoked: it opens nothing any more."))
    return _to_shops(client_id)


def _to_shops(client_id: int):
    return redirect(url_for(".show_partner_offer", client_id=client_id, _anchor="shops"), 303)
