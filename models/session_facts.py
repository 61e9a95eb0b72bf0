"""How far the choosing in many sessions is, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from extensions import db
from models.banner import MAIL_KIND
from models.cart import Cart, CartLine
from models.invitation import Invitation
from models.order import Order
from models.order_status import OrderStatus
from models.outbox import OutboxEntry
from models.photo import Folder, Photo


@dataclass(frozen=True)
class SessionFacts:
    """Figures of one session. `people` have a name and a live link; `viewed` counts nameless
    visitors, too. `unseen_id` is one of those who have not looked, `picker_id` one with a cart.

    `orders` stand; `new_orders` of them nobody has taken up; `buyers` placed them.
    """

    people: int = 0
    viewed: int = 0
    viewed_at: datetime | None = None
    unseen_id: int = 0
    mailed_at: datetime | None = None
    picks: int = 0
    picker_id: int = 0
    orders: int = 0
    new_orders: int = 0
    buyers: int = 0
    photos: int = 0
    waiting: int = 0
    failed: int = 0


def facts_of(ids: Sequence[int]) -> dict[int, SessionFacts]:
    """Of the galleries with these ids; six queries."""
    found: dict[int, dict[str, Any]] = {gallery_id: {} for gallery_id in ids}
    for query in (
        _people(ids),
        _mails(ids),
        _carts(ids),
        _orders(ids),
        _photos(ids),
        _unready(ids),
    ):
        for row in db.session.execute(query).mappings():
            figures = dict(row)
            found[figures.pop("gallery_id")] |= figures
    return {gallery_id: SessionFacts(**figures) for gallery_id, figures in found.items()}


def _people(ids: Sequence[int]) -> Select:
    is_named = Invitation.email != ""
    is_unseen = is_named & Invitation.first_viewed_at.is_(None)
    return (
        select(
            Invitation.gallery_id,
            func.count(case((is_named, 1))).label("people"),
            func.count(Invitation.first_viewed_at).label("viewed"),
            func.max(Invitation.last_viewed_at).label("viewed_at"),
            func.coalesce(func.min(case((is_unseen, Invitation.id))), 0).label("unseen_id"),
        )
        .where(Invitation.gallery_id.in_(ids), Invitation.revoked_at.is_(None))
        .group_by(Invitation.gallery_id)
    )


def _mails(ids: Sequence[int]) -> Select:
    return (
        select(Invitation.gallery_id, func.max(OutboxEntry.created_at).label("mailed_at"))
        .join(OutboxEntry, OutboxEntry.subject_id == Invitation.id)
        .where(OutboxEntry.kind == MAIL_KIND, Invitation.gallery_id.in_(ids))
        .group_by(Invitation.gallery_id)
    )


def _carts(ids: Sequence[int]) -> Select:
    return (
        select(
            Invitation.gallery_id,
            func.count(CartLine.id).label("picks"),
            func.min(Invitation.id).label("picker_id"),
        )
        .join(Invitation.carts)
        .join(Cart.lines)
        .where(Invitation.gallery_id.in_(ids), Cart.ordered_at.is_(None))
        .group_by(Invitation.gallery_id)
    )


def _orders(ids: Sequence[int]) -> Select:
    return (
        select(
            Order.gallery_id,
            func.count().label("orders"),
            func.count(case((OrderStatus.position == 0, 1))).label("new_orders"),
            func.count(Order.invitation_id.distinct()).label("buyers"),
        )
        .join(OrderStatus, Order.status_id == OrderStatus.id)
        .where(Order.gallery_id.in_(ids), Order.cancelled_at.is_(None))
        .group_by(Order.gallery_id)
    )


def _photos(ids: Sequence[int]) -> Select:
    return (
        select(Photo.gallery_id, func.count().label("photos"))
        .where(Photo.gallery_id.in_(ids), Photo.folder == Folder.PROOFS)
        .group_by(Photo.gallery_id)
    )


def _unready(ids: Sequence[int]) -> Select:
    undone = (Photo.rendered_at.is_(None), Photo.folder == Folder.PROOFS)
    failed = func.count(Photo.failed_at)
    return (
        select(
            Photo.gallery_id,
            failed.label("failed"),
            (func.count() - failed).label("waiting"),
        )
        .where(Photo.gallery_id.in_(ids), *undone)
        .group_by(Photo.gallery_id)
    )
