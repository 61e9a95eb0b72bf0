"""Who may open what of a catalogue, of partners and of what they are offered."""

from flask import abort
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from extensions import db
from models.catalogue_import import CatalogueImport
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.partner_token import PartnerToken
from models.price_list import PriceList
from models.product import Product
from models.product_picture import ProductPicture


def partner_of_studio(partner_id: int) -> Partner:
    wanted = Partner.of_studio(current_user.studio_id).where(Partner.id == partner_id)
    return db.session.scalar(wanted) or abort(404)


def product_of_studio(product_id: int) -> Product:
    """None that was removed; everything about it is read along."""
    wanted = Product.of_studio(current_user.studio_id).where(Product.id == product_id)
    return db.session.scalar(wanted.options(*Product.whole())) or abort(404)


def partner_of_client(client_id: int) -> Partner:
    """Aborts 404 for a client who is no partner."""
    wanted = Partner.of_studio(current_user.studio_id).where(Partner.client_id == client_id)
    return db.session.scalar(wanted.options(joinedload(Partner.client))) or abort(404)


def shop_of_partner(partner: Partner, shop_id: int) -> PartnerShop:
    wanted = select(PartnerShop).where(
        PartnerShop.id == shop_id, PartnerShop.partner_id == partner.id
    )
    return db.session.scalar(wanted) or abort(404)


def list_of_studio(price_list_id: int) -> PriceList:
    """One of the studio's own: what partners call a shop."""
    wanted = PriceList.of_studio(current_user.studio_id).where(PriceList.id == price_list_id)
    return db.session.scalar(wanted) or abort(404)


def token_of_partner(partner: Partner, token_id: int) -> PartnerToken:
    wanted = select(PartnerToken).where(
        PartnerToken.id == token_id, PartnerToken.partner_id == partner.id
    )
    return db.session.scalar(wanted) or abort(404)


def product_picture_of_studio(picture_id: int) -> ProductPicture:
    """None of a product that was removed."""
    wanted = select(ProductPicture).join(ProductPicture.product)
    mine = (Product.studio_id == current_user.studio_id, Product.removed_at.is_(None))
    picture = db.session.scalar(wanted.where(ProductPicture.id == picture_id, *mine))
    return picture or abort(404)


def catalogue_import_of_studio(import_id: int) -> CatalogueImport:
    own = CatalogueImport.of_studio(current_user.studio_id).where(CatalogueImport.id == import_id)
    return db.session.scalar(own) or abort(404)
