"""What a shop must be able to do for each exchange, and how often that is."""

from connectors import Capability
from models.shop import Shop
from models.shop_exchange import Exchange
from services import shop_exchanges, shops

NEEDS = {
    Exchange.ORDERS: Capability.FETCH_ORDERS,
    Exchange.STATUSES: Capability.SET_STATUS,
    Exchange.PAYMENTS: Capability.SET_PAID,
    Exchange.CHECKS: Capability.READ_ORDERS,
    Exchange.STOCK: Capability.FIND_PRODUCTS,
}


def every_s(name: str) -> int:
    """The rhythm of an exchange, in seconds."""
    return round(shop_exchanges.every(name).total_seconds())


def has(shop: Shop, name: str) -> bool:
    """Can this kind of shop take part in the exchange?"""
    return shops.can(shop, NEEDS[Exchange(name)])
