"""Orders as lists show them, with figures added up by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    select,
    union,
)
from sqlalchemy.orm import joinedload

from extensions import db
from models.line_kind import PRINT_KINDS
from models.order import Order
from models.order_line import OrderLine, OrderLinePhoto

STATUS = joinedload(Order.status)


@dataclass(frozen=True)
class OrderRow:
    """An order with its figures; `total_cents` is gross and includes the delivery."""

    order: Order
    photo_count: int
    print_count: int
    total_cents: int

    @property
    def payment(self) -> str:
        """paid, part, due, or none when nothing is to be paid."""
        if self.order.is_paid:
            return "paid"
        if not self.total_cents or not self.order.is_standing:
            return "none"
        return "part" if self.order.paid_cents else "due"

    @classmethod
    def of(cls, order: Order) -> OrderRow:
        return cls(order, order.photo_count, order.print_count, order.total_cents)

    @classmethod
    def join(
        cls, orders: Iterable[Order], figures: Iterable[Row[int, int, int, int]]
    ) -> list[OrderRow]:
        """`figures` is what `figures_of` these orders gave."""
        known = {order_id: found for order_id, *found in figures}
        rows = ((order, *known.get(order.id, (0, 0, 0))) for order in orders)
        return [
            cls(order, photos, prints, int(cents) + order.delivery_cents)
            for order, photos, prints, cents in rows
        ]


@dataclass(frozen=True)
class Ordered:
    """What all standing orders of a gallery hold: `photo_count` counts each photo once,
    `choice_count` once for each order it is in.

    `cancelled_count` is how many orders do not stand; nothing of theirs is in the other figures.
    """

    photo_count: int
    choice_count: int
    order_count: int
    cancelled_count: int

    @property
    def has_repeats(self) -> bool:
        return self.choice_count > self.photo_count


def rows_of(orders: Sequence[Order]) -> list[OrderRow]:
    """The orders with their figures: one statement, however many there are."""
    return OrderRow.join(orders, db.session.execute(figures_of(orders)))


def figures_of(orders: Sequence[Order]) -> Select[int, int, int, int]:
    """(order id, distinct photos, prints, cents of all lines) for each order that has lines."""
    ids = [order.id for order in orders]
    named = _named_in(OrderLine.order_id.in_(ids))
    counts = select(named.c.order_id, func.count().label("photos")).group_by(named.c.order_id)
    photos = counts.subquery()
    prints = case((OrderLine.kind.in_(PRINT_KINDS), OrderLine.quantity), else_=0)
    cents = OrderLine.quantity * OrderLine.unit_price_cents
    return (
        select(
            OrderLine.order_id,
            func.coalesce(func.max(photos.c.photos), 0),
            func.sum(prints),
            func.sum(cents),
        )
        .outerjoin(photos, photos.c.order_id == OrderLine.order_id)
        .where(OrderLine.order_id.in_(ids))
        .group_by(OrderLine.order_id)
    )


def ordered_in(orders: ColumnElement[bool]) -> Select[int, int, int, int]:
    """The figures of Ordered over the orders that `orders` names."""
    is_standing = Order.cancelled_at.is_(None)
    cancelled = select(func.count(Order.id)).where(orders, ~is_standing)
    standing = select(func.count(Order.id)).where(orders, is_standing)
    ids = select(Order.id).where(orders, is_standing)
    named = _named_in(OrderLine.order_id.in_(ids))
    return select(
        func.count(named.c.photo.distinct()),
        func.count(named.c.photo),
        standing.scalar_subquery(),
        cancelled.scalar_subquery(),
    )


def photos_in(orders: ColumnElement[bool]) -> Select[str]:
    """Once for each photo that the standing ones of these orders name: its id, or its file name
    when it is gone."""
    ids = select(Order.id).where(orders, Order.cancelled_at.is_(None))
    return select(_named_in(OrderLine.order_id.in_(ids)).c.photo).distinct()


def _named_in(lines: ColumnElement[bool]) -> Subquery:
    """(order id, photo) once for each photo that these lines name, alone or in a product."""
    alone = select(OrderLine.order_id, _photo(OrderLine)).where(lines, OrderLine.filename != "")
    in_products = (
        select(OrderLine.order_id, _photo(OrderLinePhoto)).join(OrderLinePhoto.line).where(lines)
    )
    return union(alone, in_products).subquery()


def _photo(row: type[OrderLine] | type[OrderLinePhoto]) -> ColumnElement[str]:
    return func.coalesce(cast(row.photo_id, String), row.filename).label("photo")
