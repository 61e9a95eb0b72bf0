"""How it stands with the files of a partner's shops, and what was fetched of them."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from blueprints.offer_access import partner_of_client
from blueprints.studio import bp
from blueprints.studio.partner_card import around
from extensions import db
from models import feed_log
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.partner_token import PartnerToken, TokenKind
from services import feed_addresses, feed_states, feeds, partner_tokens
from services.feed_addresses import FeedAddress
from services.feed_states import FeedState

LOG_SHOWN = 30


@dataclass(frozen=True)
class ShopRow:
    """`addresses` are all of them, the one to be copied first."""

    shop: PartnerShop
    state: FeedState
    addresses: list[FeedAddress]

    @property
    def main(self) -> FeedAddress | None:
        return self.addresses[0] if self.addresses else None

    @property
    def has_changes(self) -> bool:
        return any(one.name == feed_addresses.CHANGES for one in self.addresses)


def rows_of(partner: Partner) -> list[ShopRow]:
    return [
        ShopRow(shop, feed_states.state_of(shop), feed_addresses.addresses(shop))
        for shop in partner.shops
    ]


def feed_tokens(partner: Partner) -> list[PartnerToken]:
    return partner_tokens.current_tokens(partner, TokenKind.FEED)


@bp.get("/clients/<int:client_id>/offer/files")
def show_partner_files(client_id: int):
    """The table of shops alone; it asks for itself while files are made."""
    partner = partner_of_client(client_id)
    return render_template(
        "studio/_partner_files.html", shop_rows=rows_of(partner), **around(partner, "offer")
    )


@bp.post("/clients/<int:client_id>/offer/files")
def write_partner_files(client_id: int):
    feeds.ask(partner_of_client(client_id))
    flash(_("The files are being made anew."))
    return redirect(url_for(".show_partner_offer", client_id=client_id, _anchor="shops"), 303)


@bp.get("/clients/<int:client_id>/offer/downloads")
def show_partner_downloads(client_id: int):
    partner = partner_of_client(client_id)
    return render_template(
        "studio/partner_downloads.html",
        downloads=db.session.execute(feed_log.latest(partner.id).limit(LOG_SHOWN)).all(),
        wasted=db.session.execute(feed_log.wasted(partner.id)).all(),
        **around(partner, "offer"),
    )
