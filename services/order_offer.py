"""What can be put into an order by hand, and how it can be sent."""

from extensions import db
from models.order import Order
from models.price_list import PriceList


def price_lists_for(order: Order) -> list[PriceList]:
    """What its session sells; without a session the studio's own lists, if the money is theirs."""
    if order.gallery:
        return [order.gallery.prices]
    is_same_money = order.currency == order.studio.currency
    return price_lists_of(order.studio_id) if is_same_money else []


def price_lists_of(studio_id: int) -> list[PriceList]:
    """The studio's own lists with everything on them, in a fixed number of statements."""
    own = PriceList.of_studio(studio_id).options(*PriceList.whole())
    return list(db.session.scalars(own))
