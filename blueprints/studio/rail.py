"""What the rail beside every page of the studio shows."""

from dataclasses import asdict, dataclass

from flask import g
from flask_login import current_user
from sqlalchemy import func, select

from blueprints.formatting import ratio_class
from blueprints.studio import bp
from extensions import db
from models.gallery import Gallery
from models.order import Order
from models.order_status import OrderStatus
from models.photo import Photo
from models.studio import Studio
from services import quotas
from services.files import storage


@dataclass(frozen=True)
class Rail:
    """`orders` are the new ones; `total_bytes` is what the studio may keep, or, where nothing was
    said, what it has and what is free."""

    galleries: int
    orders: int
    used_bytes: int
    total_bytes: int
    has_quota: bool


@bp.context_processor
def _rail() -> dict:
    return {
        "rail": _once,
        "ratio_of": _ratio_of,
    }


def _once() -> dict:
    """Several parts of a page show it."""
    if "rail" not in g:
        g.rail = asdict(_count(current_user.studio))
    return g.rail


def _count(studio: Studio) -> Rail:
    studio_id = studio.id
    galleries = select(func.count()).where(
        Gallery.studio_id == studio_id,
        Gallery.deleted_at.is_(None),
        Gallery.archived_at.is_(None),
    )
    orders = (
        select(func.count())
        .select_from(Order)
        .join(OrderStatus)
        .where(Order.studio_id == studio_id, Order.cancelled_at.is_(None))
        .where(OrderStatus.position == 0)
    )
    row = db.session.execute(select(galleries.scalar_subquery(), orders.scalar_subquery())).one()
    used_bytes, limit = quotas.used_bytes(studio_id), quotas.limit_bytes(studio)
    total_bytes = limit or used_bytes + storage().free_bytes()
    return Rail(row[0], row[1], used_bytes, total_bytes, has_quota=limit is not None)


def _ratio_of(photo: Photo) -> str:
    """The class of the photo's shape; of a usual one while it is not known."""
    return ratio_class(photo.width_px or 3, photo.height_px or 2)
