"""How the orders of each shop stand, counted for the pages that list shops."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, func, select

from extensions import db
from models.order import Order
from models.shop_link import ShopLink


@dataclass(frozen=True)
class Figures:
    """`waiting` to be passed, `linked` to an order of the shop, `to_look_at` by a person."""

    waiting: int = 0
    linked: int = 0
    to_look_at: int = 0


def figures(shop_ids: Collection[int]) -> dict[int, Figures]:
    """By the shop's id; a shop without orders is left out."""
    is_waiting = (ShopLink.remote_id == "") & ShopLink.left_at.is_(None)
    is_waiting &= Order.cancelled_at.is_(None)
    is_found = (ShopLink.finding != "") & ShopLink.left_at.is_(None)
    counted = (
        select(ShopLink.shop_id, *map(_count, (is_waiting, ShopLink.remote_id != "", is_found)))
        .join(Order)
        .where(ShopLink.shop_id.in_(shop_ids))
        .group_by(ShopLink.shop_id)
    )
    return {row[0]: Figures(*row[1:]) for row in db.session.execute(counted)}


def _count(which):
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
