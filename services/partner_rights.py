"""What a partner may do just now: the module, then the partner's own switches, then shops."""

from extensions import db
from models.offer_settings import OfferSettings
from models.partner import Partner


def is_module_on(studio_id: int) -> bool:
    settings = db.session.get(OfferSettings, studio_id)
    return settings is not None and settings.is_on


def may_fetch(partner: Partner) -> bool:
    """Are the addresses of the offer open?"""
    return partner.is_sharing and is_module_on(partner.studio_id)


def may_order(partner: Partner) -> bool:
    """Does the key for orders work? Sharing comes first, and a shop to order from (I-12)."""
    return partner.may_order and bool(partner.shops) and may_fetch(partner)
