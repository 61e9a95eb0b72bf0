"""A parcel that was entered, for the shops of its order; a step of its verbs."""

from models.order import Order
from models.parcel import Parcel
from services import shop_following


def tell(order: Order, parcel: Parcel) -> None:
    """Every shop that is told tracking numbers, at once (B-39)."""
    for link in order.shop_links:
        if link.is_live and link.shop.is_active:
            shop_following.tell_parcel(link, parcel)
