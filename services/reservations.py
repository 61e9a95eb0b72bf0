"""Stock that stands aside for the lines of orders: taken, given back, taken again; steps of verbs.

Sizes are changed in the order of their ids, so that two orders never wait for each other.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from flask_babel import lazy_gettext
from sqlalchemy import or_, select, update

from extensions import db
from models.order import Order
from models.order_line import OrderLine
from models.product_size import ProductSize
from models.reservation import Reservation
from services.refusals import Refused
from services.transaction import changed_rows


class StockShort(Refused):
    """Less is left than is wanted; `sizes` are the ids of those that are short."""

    def __init__(self, sizes: frozenset[int]):
        super().__init__(lazy_gettext("There is not enough left in stock for this order."))
        self.sizes = sizes


def follow(order: Order) -> None:
    """Have as much stand aside as the lines want now. Raises StockShort."""
    _move(OrderLine.order_id == order.id, lambda line: line.quantity)


def give_back(order: Order) -> None:
    """The order counts no longer, so what stood aside for it is for others."""
    _move(OrderLine.order_id == order.id, lambda _line: 0)


def release(lines: Iterable[OrderLine]) -> None:
    """The same for single lines, before they are taken away."""
    _move(OrderLine.id.in_([line.id for line in lines]), lambda _line: 0)


def _move(which, wanted: Callable[[OrderLine], int]) -> None:
    """Rows are read behind the lock that the caller holds on the order."""
    ours = select(Reservation).join(Reservation.line).where(which).order_by(Reservation.id)
    rows = db.session.scalars(ours, execution_options={"populate_existing": True}).all()
    taken: Counter[int] = Counter()
    for row in rows:
        taken[row.size_id] += (wanted(row.line) - row.pieces) * row.per_piece
        row.pieces = wanted(row.line)
    short = [one for one in sorted(taken) if taken[one] and not _take(one, taken[one])]
    if short:
        raise StockShort(frozenset(short))


def _take(size_id: int, count: int) -> bool:
    """`count` below nothing gives back. What is made to order has no stock and is never short."""
    is_enough = or_(ProductSize.stock_count.is_(None), ProductSize.stock_count >= count)
    size = update(ProductSize).where(ProductSize.id == size_id, is_enough)
    return changed_rows(size.values(stock_count=ProductSize.stock_count - count)) == 1
