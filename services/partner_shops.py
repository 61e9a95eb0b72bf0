"""The shops (price lists of the studio) whose offers a partner has."""

import re

from flask_babel import lazy_gettext

from extensions import db
from models.folding import folded
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.partner_token import TokenKind
from models.price_list import PriceList
from services import feeds, partner_tokens
from services.refusals import Refused
from services.transaction import transaction

LONGEST_CODE = 40


class ShopAddedAlready(Refused):
    """The partner has the offer of this shop."""


def to_add(partner: Partner) -> list[PriceList]:
    """The studio's price lists that the partner has not got."""
    has = [shop.price_list_id for shop in partner.shops]
    own = PriceList.of_studio(partner.studio_id).where(PriceList.id.not_in(has))
    return list(db.session.scalars(own))


def add_shop(partner: Partner, prices: PriceList) -> PartnerShop:
    """The partner has the offer of this list, and may order from it.

    The first one brings the secret that stands in the addresses. Raises ShopAddedAlready.
    """
    with transaction():
        if any(shop.price_list_id == prices.id for shop in partner.shops):
            raise ShopAddedAlready(lazy_gettext("The partner has this shop already."))
        shop = PartnerShop(price_list=prices, code=_free_code(partner, prices.name))
        partner.shops.append(shop)
        if not partner_tokens.current_tokens(partner, TokenKind.FEED):
            partner_tokens.replace(partner, TokenKind.FEED, partner_tokens.OVERLAP)
    feeds.ask(partner)
    return shop


def remove_shop(shop: PartnerShop) -> None:
    """Its addresses lead nowhere from now on; orders that came stay."""
    partner = shop.partner
    with transaction():
        partner.shops.remove(shop)
        if not partner.shops:
            partner.may_order = False


def code_of(name: str) -> str:
    """The name as it can stand in an address."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:LONGEST_CODE].strip("-")


def _free_code(partner: Partner, name: str) -> str:
    wanted = code_of(name) or "shop"
    taken = {shop.code for shop in partner.shops}
    number = 2
    code = wanted
    while code in taken:
        code, number = f"{wanted}-{number}", number + 1
    return code
