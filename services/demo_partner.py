"""The demo studio's partner: a framer with a discount, who has the offer of one price list."""

from sqlalchemy import select

from extensions import db
from models.client import Client
from models.partner import Partner
from models.price_list import PriceList
from models.studio import Studio
from services import offer_sharing, partner_shops, partners
from services.clients import client_of
from services.partners import Company, Sharing, Terms
from services.transaction import transaction

NAME, EMAIL = "Ramiarnia Dębowa", "biuro@ramiarnia-debowa.example"
COMPANY = Company("Grzegorz Dąb", "945 217 68 30", "Dębowa 4", "30-001", "Kraków")
DISCOUNT_BP = 1200


def share(studio: Studio, shop: str, actor: str) -> None:
    """Once: the module on, and a partner who has the list called `shop`."""
    client = _client(studio)
    if db.session.scalar(select(Partner.id).where(Partner.client_id == client.id)):
        return
    offer_sharing.switch(studio, True)
    prices = db.session.scalars(PriceList.of_studio(studio.id).where(PriceList.name == shop)).one()
    partner = partners.make_partner(client, actor)
    partners.change_company(partner, COMPANY)
    partners.change_sharing(partner, Sharing(is_sharing=True), actor)
    partners.change_terms(partner, Terms(discount_bp=DISCOUNT_BP))
    partner_shops.add_shop(partner, prices)
    partners.change_sharing(partner, Sharing(is_sharing=True, may_order=True), actor)


def _client(studio: Studio) -> Client:
    with transaction():
        return client_of(studio.id, NAME, EMAIL)
