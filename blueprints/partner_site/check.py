"""A partner has the files checked that their program reads."""

from flask import redirect, render_template, url_for

from blueprints import offer_check_words
from blueprints.offer_access import shop_of_partner
from blueprints.partner_site import bp, door
from services import feed_check, partner_rights


@bp.get("/offer/<int:partner_shop_id>/check")
def check_feed(partner_shop_id: int):
    """While the offer is closed there is nothing to check."""
    partner = door.partner_here()
    shop = shop_of_partner(partner, partner_shop_id)
    if not partner_rights.may_fetch(partner):
        return redirect(url_for(".show_offer"), 303)
    return render_template(
        "partner/check.html",
        partner=partner,
        studio=partner.studio,
        shop=shop,
        report=feed_check.check_shop(shop),
        words=offer_check_words,
        place="offer",
    )
