"""The tab of a partner's card that shares the studio's offer (I-06 to I-12)."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints import access
from blueprints.offer_access import partner_of_client
from blueprints.studio import bp, partner_galleries
from blueprints.studio.forms.partners import sharing_of
from blueprints.studio.partner_card import around
from blueprints.studio.partner_feeds import feed_tokens, rows_of
from models.partner import Partner
from services import partner_keys, partner_shops, partner_tokens, partners, vault
from services.partner_tokens import TokenKind

# Sealed, and gone with the first page that shows it.
MADE = "partner_key"


@bp.post("/clients/<int:client_id>/partner")
def make_partner(client_id: int):
    client = access.client_of_studio(client_id)
    partners.make_partner(client, current_user.name)
    return redirect(url_for(".show_partner_offer", client_id=client_id), 303)


@bp.get("/clients/<int:client_id>/offer")
def show_partner_offer(client_id: int):
    return _page(partner_of_client(client_id))


@bp.post("/clients/<int:client_id>/offer")
def change_partner_offer(client_id: int):
    """A change of all offers is asked about first: `sure`."""
    partner = partner_of_client(client_id)
    try:
        wanted = sharing_of(request.form)
    except ValueError:
        return _page(partner), 422
    try:
        partners.change_sharing(
            partner, wanted, current_user.name, is_confirmed="sure" in request.form
        )
    except partners.ChangesAllOffers as refusal:
        return render_template(
            "studio/partner_offer_change.html",
            wanted=wanted,
            warning=refusal,
            **around(partner, "offer"),
        )
    except partners.ShopMissing as refusal:
        return _page(partner, refusal), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_partner_offer", client_id=client_id), 303)


@bp.post("/clients/<int:client_id>/offer/key")
def make_partner_key(client_id: int):
    partner = partner_of_client(client_id)
    key = partner_keys.make_key(partner, current_user.name, is_gentle="now" not in request.form)
    session[MADE] = vault.seal(key)
    return redirect(url_for(".show_partner_offer", client_id=client_id, _anchor="api-key"), 303)


def _page(partner: Partner, refusal: object = None) -> str:
    sealed = session.pop(MADE, None)
    return render_template(
        "studio/partner_offer.html",
        refusal=refusal,
        can_order=partners.can_order(partner),
        to_add=partner_shops.to_add(partner),
        keys=partner_tokens.current_tokens(partner, TokenKind.API),
        shop_rows=rows_of(partner),
        feed_tokens=feed_tokens(partner),
        galleries=partner_galleries.choices_of(partner),
        made_key=vault.unseal(sealed) if sealed else "",
        **around(partner, "offer"),
    )
