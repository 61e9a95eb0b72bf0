"""Orders as lists show them: filtered, newest first, with figures added up by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, String, cast, func, or_, select
from sqlalchemy.orm import joinedload

from models.gallery import Gallery
from models.order import Order
from models.order_line import OrderLine

STATUS = joinedload(Order.status)
PHOTO = func.coalesce(cast(OrderLine.photo_id, String), OrderLine.filename)


@dataclass(frozen=True)
class OrderRow:
    """An order with its figures; `total_cents` is gross and includes the delivery."""

    order: Order
    photo_count: int
    total_cents: int

    @property
    def payment(self) -> str:
        """paid, due, or none when nothing is to be paid."""
        if self.order.is_paid:
            return "paid"
        return "due" if self.total_cents and self.order.is_standing else "none"

    @classmethod
    def join(cls, orders: Iterable[Order], figures: Iterable[Row[int, int, int]]) -> list[OrderRow]:
        """`figures` is what `figures_of` these orders gave."""
        known = {order_id: (photos, cents) for order_id, photos, cents in figures}
        rows = ((order, *known.get(order.id, (0, 0))) for order in orders)
        return [cls(order, photos, cents + order.delivery_cents) for order, photos, cents in rows]


@dataclass(frozen=True)
class Ordered:
    """What all standing orders of a gallery hold: `photo_count` counts each photo once.

    `cancelled_count` is how many orders do not stand; nothing of theirs is in the other figures.
    """

    photo_count: int
    line_count: int
    order_count: int
    cancelled_count: int

    @property
    def has_repeats(self) -> bool:
        return self.line_count > self.photo_count


@dataclass(frozen=True)
class OrderFilter:
    """What a list is narrowed to; `text` is a number, or a part of a client or a session."""

    payment: str = ""
    status_id: int | None = None
    cancelled: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return self != OrderFilter()

    def orders(self, studio_id: int) -> Select[Order]:
        listed = Order.of_studio(studio_id).options(STATUS, joinedload(Order.gallery))
        return listed.join(Order.gallery).where(*self._wishes())

    def _wishes(self) -> Iterable[ColumnElement[bool]]:
        if self.payment == "paid":
            yield Order.paid_at.is_not(None)
        if self.payment == "due":
            yield Order.paid_at.is_(None) & Order.cancelled_at.is_(None) & _costs_something()
        if self.status_id is not None:
            yield Order.status_id == self.status_id
        if self.cancelled:
            is_standing = Order.cancelled_at.is_(None)
            yield is_standing if self.cancelled == "no" else ~is_standing
        if self.text.strip():
            yield _mentions(self.text.strip())


def figures_of(orders: Sequence[Order]) -> Select[int, int, int]:
    """(order id, distinct photos, cents of all lines) for each order that has lines."""
    cents = func.sum(OrderLine.quantity * OrderLine.unit_price_cents)
    return (
        select(OrderLine.order_id, func.count(PHOTO.distinct()), cents)
        .where(OrderLine.order_id.in_([order.id for order in orders]))
        .group_by(OrderLine.order_id)
    )


def ordered_in(orders: ColumnElement[bool]) -> Select[int, int, int, int]:
    """The figures of Ordered over the orders that `orders` names."""
    cancelled = select(func.count(Order.id)).where(orders, Order.cancelled_at.is_not(None))
    return (
        select(
            func.count(PHOTO.distinct()),
            func.count(OrderLine.id),
            func.count(Order.id.distinct()),
            cancelled.scalar_subquery().correlate(None),
        )
        .select_from(Order)
        .outerjoin(Order.lines)
        .where(orders, Order.cancelled_at.is_(None))
    )


def _costs_something() -> ColumnElement[bool]:
    return or_(Order.delivery_cents > 0, Order.lines.any(OrderLine.unit_price_cents > 0))


def _mentions(text: str) -> ColumnElement[bool]:
    number = text.lstrip("#")
    if number.isascii() and number.isdigit() and len(number) < 10:
        by_number: ColumnElement[bool] = Order.number == int(number)
    else:
        by_number = Order.number.is_(None)
    # SQLite folds the case of ASCII only, so the usual cases of Polish letters are asked for.
    spellings = {text, text.lower(), text.upper(), text.capitalize(), text.title()}
    columns = (Order.client_name, Order.client_email, Gallery.title)
    parts = (column.icontains(word, autoescape=True) for column in columns for word in spellings)
    return or_(by_number, *parts)
