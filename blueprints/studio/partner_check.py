"""The files of a partner's shop, checked while one waits."""

from flask import render_template

from blueprints import offer_check_words
from blueprints.offer_access import partner_of_client, shop_of_partner
from blueprints.studio import bp
from blueprints.studio.partner_card import around
from services import feed_check


@bp.get("/clients/<int:client_id>/offer/shops/<int:partner_shop_id>/check")
def check_partner_feed(client_id: int, partner_shop_id: int):
    partner = partner_of_client(client_id)
    shop = shop_of_partner(partner, partner_shop_id)
    return render_template(
        "studio/partner_check.html",
        shop=shop,
        report=feed_check.check_shop(shop),
        words=offer_check_words,
        **around(partner, "offer"),
    )
