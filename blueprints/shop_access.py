"""Who may open what of a studio's shops."""

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from extensions import db
from models.order import Order
from models.shop_link import ShopLink


def shop_link_of_studio(link_id: int) -> ShopLink:
    """An order of the studio in one of its shops, or 404."""
    wanted = select(ShopLink).join(ShopLink.order).where(ShopLink.id == link_id)
    found = db.session.scalar(wanted.where(Order.studio_id == current_user.studio_id))
    return found or abort(404)
