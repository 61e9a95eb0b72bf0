"""Orders that wait: new ones, wishes to choose again, and those that are not paid."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from extensions import db
from models.delivery import Delivery
from models.gallery import Gallery
from models.order import Order
from models.order_line import OrderLine
from models.order_list import OrderRow, figures_of
from models.order_status import OrderStatus
from models.payment_method import PaymentKind
from models.studio import Studio
from services.waiting import Pile, Wait

SHOWN = 3


def of_studio(studio: Studio) -> list[Pile]:
    """Piles of the kinds change, order and unpaid; eight queries, however many orders there are."""
    piles = [
        ("change", _listed(studio).where(Order.change_asked_at.is_not(None))),
        ("order", _listed(studio).where(*_is_new(studio))),
        ("unpaid", _listed(studio).where(*_is_unpaid())),
    ]
    found = [(kind, _first(orders), _count(orders)) for kind, orders in piles]
    every = {order.id: order for _kind, orders, _total in found for order in orders}
    figures = db.session.execute(figures_of(list(every.values())))
    rows = {row.order.id: row for row in OrderRow.join(every.values(), figures)}
    return [
        Pile(kind, [_wait(kind, rows[order.id]) for order in orders], total)
        for kind, orders, total in found
    ]


def _wait(kind: str, row: OrderRow) -> Wait:
    return Wait(kind, row.order.gallery, row.order.placed_at, order=row)


def _listed(studio: Studio) -> Select[Order]:
    """The oldest first: who has waited longest comes first. Deleted and archived sessions rest."""
    return (
        select(Order)
        .outerjoin(Order.gallery)
        .outerjoin(Gallery.delivery)
        .where(
            Order.studio_id == studio.id,
            Order.cancelled_at.is_(None),
            Gallery.archived_at.is_(None),
            Gallery.deleted_at.is_(None),
        )
        .order_by(Order.number)
    )


def _is_new(studio: Studio) -> tuple[ColumnElement[bool], ...]:
    """Nobody has taken it up. What was handed over is done, whatever its status says."""
    first = select(OrderStatus.id).where(
        OrderStatus.studio_id == studio.id, OrderStatus.position == 0
    )
    return (
        Order.status_id == first.scalar_subquery(),
        Order.change_asked_at.is_(None),
        or_(Delivery.handed_over_at.is_(None), Delivery.handed_over_at <= Order.placed_at),
    )


def _is_unpaid() -> tuple[ColumnElement[bool], ...]:
    """A transfer that is awaited; cash changes hands when the client comes."""
    lines = select(OrderLine.id).where(
        OrderLine.order_id == Order.id, OrderLine.unit_price_cents > 0
    )
    return (
        Order.paid_at.is_(None),
        Order.payment_kind == PaymentKind.TRANSFER,
        or_(Order.delivery_cents > 0, lines.exists()),
    )


def _first(orders: Select[Order]) -> Sequence[Order]:
    whole = joinedload(Order.gallery).joinedload(Gallery.cover_photo)
    return db.session.scalars(orders.options(whole).limit(SHOWN)).all()


def _count(orders: Select[Order]) -> int:
    ids = orders.with_only_columns(Order.id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0
