"""Everything in the database that a client's wall shows, in one row: two rows that are alike mean
two pages that are alike."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    ScalarSelect,
    Select,
    String,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.orm import aliased

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


def photos_state(gallery_id: Any) -> ColumnElement[str]:
    """A text that is another when any ready proof is: a photo comes or goes, is made anew, gets its
    number, is hidden or moved. It ends with the number of chapters, "/0" without any.

    Each figure is a look at the end of an index, but for the count.
    """
    proofs = (Photo.gallery_id == gallery_id, Photo.folder == Folder.PROOFS)
    arranged = aliased(Gallery)
    return _words(
        _one(func.max(arranged.photo_epoch), arranged.id == gallery_id),
        _one(func.count(), *proofs, Photo.rendered_at.is_not(None)),
        _one(func.max(Photo.rendered_at), *proofs),
        _one(func.max(Photo.number), *proofs),
        _one(func.count(Chapter.id), Chapter.gallery_id == gallery_id),
    )


def _columns() -> list[Label]:
    tables = (model.__table__ for model in (Invitation, Gallery, Studio, PriceList, Delivery, Cart))
    return [
        column.label(f"{table.name}_{column.name}")
        for table in tables
        for column in table.columns
        if table is not Invitation.__table__ or column.name not in UNSEEN
    ]


def _figures() -> list[ColumnElement]:
    chapters = Chapter.gallery_id == Gallery.id
    orders = Order.gallery_id == Gallery.id
    extensions = Extension.invitation_id == Invitation.id
    items = PriceItem.price_list_id == PriceList.id
    places = cast(Chapter.position, String) + ":" + Chapter.name
    answers = (Extension.granted_until_on, Extension.order_id)
    prices = (PriceItem.price_cents, PriceItem.included_count)
    return [
        photos_state(Gallery.id),
        _one(_words(func.aggregate_strings(places, " "), func.sum(Chapter.position)), chapters),
        _one(_words(func.max(Order.id), func.count(Order.cancelled_at)), orders),
        _one(_words(func.max(Extension.id), *map(func.count, answers)), extensions),
        _one(_words(*map(func.sum, (PriceItem.id, *prices))), items),
    ]


def _words(*figures: ColumnElement[Any]) -> ColumnElement[str]:
    """ "12/2026-06-20/78/": several figures of one query as one text."""
    first, *more = (func.coalesce(cast(figure, String), "") for figure in figures)
    return sum(("/" + figure for figure in more), first)


def _one(figure: ColumnElement[Any], *where: ColumnElement[bool]) -> ScalarSelect:
    # Only the table that is counted belongs to the small query; the others are the row's.
    return select(figure).where(*where).correlate(Gallery, Invitation, PriceList).scalar_subquery()
