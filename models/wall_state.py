"""Everything in the database that a client's wall shows, in one row: two rows that are alike mean
two pages that are alike."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Label, ScalarSelect, Select, bindparam, func, select

from models.cart import Cart
from models.chapter import Chapter
from models.delivery import Delivery
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.photo import Folder, Photo
from models.price_item import PriceItem
from models.price_list import PriceList
from models.studio import Studio

# A visit that goes on is written down again and again, and shown nowhere.
UNSEEN = {"last_used_at", "first_viewed_at", "last_viewed_at", "view_count"}


@cache
def wall_state() -> Select:
    """When the visitor was seen last, the studio's zone; then, of visitor, gallery, studio, prices,
    delivery and open cart, every column, and figures of what there are many of.

    Takes `code`, `invitation_id` and `epoch`, as `Invitation.live_by_grant` does.
    """
    is_open = (Cart.invitation_id == Invitation.id) & Cart.ordered_at.is_(None)
    return (
        select(Invitation.last_viewed_at, Studio.timezone, *_columns(), *_figures())
        .join(Gallery, Invitation.gallery_id == Gallery.id)
        .join(Studio, Gallery.studio_id == Studio.id)
        .join(PriceList, PriceList.gallery_id == Gallery.id)
        .join(Delivery, Delivery.gallery_id == Gallery.id)
        .outerjoin(Cart, is_open)
        .where(
            Gallery.code == bindparam("code"),
            Invitation.id == bindparam("invitation_id"),
            Invitation.link_epoch == bindparam("epoch"),
            Invitation.revoked_at.is_(None),
        )
    )


def photos_state() -> tuple[ColumnElement, ...]:
    """Figures over the ready proofs that cannot all stay the same when one of them changes. They
    come from `ix_photos_roll` alone."""
    return (
        func.count(Photo.rendered_at),
        func.max(Photo.rendered_at),
        func.sum(Photo.number),
        func.sum(Photo.chapter_id),
    )


def _columns() -> list[Label]:
    tables = (model.__table__ for model in (Invitation, Gallery, Studio, PriceList, Delivery, Cart))
    return [
        column.label(f"{table.name}_{column.name}")
        for table in tables
        for column in table.columns
        if table is not Invitation.__table__ or column.name not in UNSEEN
    ]


def _figures() -> list[ScalarSelect]:
    proofs = (Photo.gallery_id == Gallery.id, Photo.folder == Folder.PROOFS)
    chapters = Chapter.gallery_id == Gallery.id
    orders = Order.gallery_id == Gallery.id
    extensions = Extension.invitation_id == Invitation.id
    items = PriceItem.price_list_id == PriceList.id
    return [
        *(_one(figure, *proofs) for figure in photos_state()),
        _one(func.aggregate_strings(Chapter.name, "/"), chapters),
        _one(func.sum(Chapter.position * Chapter.id), chapters),
        _one(func.max(Order.id), orders),
        _one(func.count(Order.cancelled_at), orders),
        _one(func.max(Extension.id), extensions),
        _one(func.count(Extension.granted_until_on), extensions),
        _one(func.count(Extension.order_id), extensions),
        _one(func.sum(PriceItem.id), items),
        _one(func.sum(PriceItem.price_cents), items),
        _one(func.sum(PriceItem.included_count), items),
    ]


def _one(figure: ColumnElement[Any], *where: ColumnElement[bool]) -> ScalarSelect:
    # Only the table that is counted belongs to the small query; the others are the row's.
    return select(figure).where(*where).correlate(Gallery, Invitation, PriceList).scalar_subquery()
