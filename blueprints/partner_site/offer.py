"""The addresses of the offer, as the partner copies them into their own program."""

from flask import render_template

from blueprints.partner_site import bp, door
from services import feed_addresses, feed_states, partner_rights


@bp.get("/offer")
def show_offer():
    """Also while the offer is closed: the sign-in works on, the addresses do not (I-09)."""
    partner = door.partner_here()
    is_open = partner_rights.may_fetch(partner)
    shops = [
        (shop, feed_states.state_of(shop), feed_addresses.addresses(shop) if is_open else [])
        for shop in partner.shops
    ]
    return render_template(
        "partner/offer.html",
        partner=partner,
        studio=partner.studio,
        shops=shops,
        is_open=is_open,
        place="offer",
    )
