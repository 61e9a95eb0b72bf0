"""What the rail beside every page of the studio shows."""

from dataclasses import asdict, dataclass

from flask_login import current_user
from sqlalchemy import func, select

from blueprints.formatting import ratio_class
from blueprints.studio import bp
from extensions import db
from models.gallery import Gallery
from models.order import Order
from models.order_status import OrderStatus
from models.photo import Photo
from services.files import storage


@dataclass(frozen=True)
class Rail:
    """`orders` are the new ones; `total_bytes` is what the studio has and what is free."""

    galleries: int
    orders: int
    used_bytes: int
    total_bytes: int


@bp.context_processor
def _rail() -> dict:
    return {
        "rail": lambda: asdict(_count(current_user.studio_id)),
        "ratio_of": _ratio_of,
    }


def _count(studio_id: int) -> Rail:
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
    used = (
        select(func.coalesce(func.sum(Photo.size_bytes), 0))
        .join(Gallery, Photo.gallery_id == Gallery.id)
        .where(Gallery.studio_id == studio_id)
    )
    row = db.session.execute(
        select(galleries.scalar_subquery(), orders.scalar_subquery(), used.scalar_subquery())
    ).one()
    used_bytes = int(row[2])
    return Rail(row[0], row[1], used_bytes, used_bytes + storage().free_bytes())


def _ratio_of(photo: Photo) -> str:
    """The class of the photo's shape; of a usual one while it is not known."""
    return ratio_class(photo.width_px or 3, photo.height_px or 2)
