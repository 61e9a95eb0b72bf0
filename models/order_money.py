"""What an order comes to, what was paid of it, and what is still due."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select

from models.order_sums import LineSum, VatSum
from models.payment_method import PaymentKind
from models.vat import vat_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from models.order_line import OrderLine


class OrderMoney:
    """Gross cents throughout. `paid_cents` is what came in so far; `paid_at` stands while that
    covers the total, and goes when the order grows beyond it.
    """

    if TYPE_CHECKING:
        lines: Mapped[list[OrderLine]]
        delivery_cents: Mapped[int]
        delivery_vat_rate: Mapped[str]
        payment_kind: Mapped[str | None]
        paid_at: Mapped[datetime | None]
        paid_cents: Mapped[int]
        cancelled_at: Mapped[datetime | None]
        due_on: Mapped[date | None]

    @property
    def sums(self) -> list[LineSum]:
        return LineSum.group(self.lines)

    @property
    def vat_sums(self) -> list[VatSum]:
        return VatSum.of(self)

    @property
    def delivery_vat_cents(self) -> int:
        return vat_in(self.delivery_cents, self.delivery_vat_rate)

    @property
    def vat_cents(self) -> int:
        """The tax in the total, rounded once for equal lines."""
        return sum(one.vat_cents for one in self.sums) + self.delivery_vat_cents

    @property
    def lines_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)

    @property
    def total_cents(self) -> int:
        return self.lines_cents + self.delivery_cents

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def is_settled(self) -> bool:
        """Nothing is left to pay: paid, or there was never anything to pay."""
        return self.is_paid or self.total_cents == 0

    @property
    def due_cents(self) -> int:
        """What is still to be paid."""
        return 0 if self.is_paid else max(0, self.total_cents - self.paid_cents)

    def is_overdue_on(self, today: date) -> bool:
        """Has the day passed by which the rest was to come in?"""
        is_late = self.due_on is not None and self.due_on < today
        return is_late and self.cancelled_at is None and self.due_cents > 0

    @property
    def overpaid_cents(self) -> int:
        """What the client has paid too much since the order became smaller."""
        return max(0, self.paid_cents - self.total_cents)

    @property
    def awaits_transfer(self) -> bool:
        is_standing = self.cancelled_at is None
        is_transfer = self.payment_kind == PaymentKind.TRANSFER
        return is_transfer and is_standing and not self.is_settled


def total_of(
    order_id: SQLColumnExpression[int], delivery: SQLColumnExpression[int]
) -> ColumnElement[int]:
    """The total of an order, added up by the database."""
    from models.order_line import OrderLine

    cents = func.coalesce(func.sum(OrderLine.quantity * OrderLine.unit_price_cents), 0)
    lines = select(cents).where(OrderLine.order_id == order_id).scalar_subquery()
    return lines + delivery
