"""What standing orders have left of a gallery's package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select

from extensions import db
from models.invitation import Invitation
from models.line_kind import PACKAGE_KINDS, PRINT_KINDS, LineKind
from models.order import Order
from models.order_line import OrderLine


@dataclass(frozen=True)
class PackageLeft:
    """`print_counts` has the pieces still free of each print format, by the id of its item;
    `due_cents` is the price of the package while no order holds it.
    """

    photo_count: int = 0
    due_cents: int = 0
    print_counts: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, invitation: Invitation, with_prints: bool = True) -> PackageLeft:
        """Invited people share one package; each visitor of a public session has one.

        `with_prints` can be left out where no print has been chosen; it saves a statement.
        """
        prices = invitation.gallery.prices
        items = [item for item in prices.items if item.included_count] if with_prints else []
        if not prices.has_package and not items:
            return cls()
        used = _used(invitation)
        printed = {item_id: n for (kind, item_id), n in used.items() if kind in PRINT_KINDS}
        return cls(
            max(0, prices.package_photo_count - _sum(used, LineKind.PACKAGE_PHOTO)),
            0 if _sum(used, LineKind.PACKAGE) else prices.package_cents,
            {item.id: max(0, item.included_count - printed.get(item.id, 0)) for item in items},
        )


def would_overspend(order: Order) -> bool:
    """True when other standing orders have used what this one takes out of the package.

    Without anybody else it is not spent twice, however small the package has become.
    """
    if order.gallery is None:
        return False
    person = db.session.get(Invitation, order.invitation_id) if order.invitation_id else None
    whose = person.own_orders if person else Order.gallery_id == order.gallery_id
    used = _used_by(whose, order)
    prices = order.gallery.prices
    limits: dict[tuple[str, int | None], int] = {
        (LineKind.PACKAGE_PRINT, item.id): item.included_count for item in prices.items
    }
    limits[LineKind.PACKAGE, None] = 1
    limits[LineKind.PACKAGE_PHOTO, None] = prices.package_photo_count
    return any(
        key in used and used[key] + count > limits.get(key, 0)
        for key, count in _taken_by(order).items()
    )


def _used(invitation: Invitation) -> dict[tuple[str, int | None], int]:
    """How many pieces of each kind and item the standing orders hold."""
    return _used_by(invitation.own_orders)


def _used_by(
    whose: ColumnElement[bool], without: Order | None = None
) -> dict[tuple[str, int | None], int]:
    others = () if without is None else (Order.id != without.id,)
    rows = db.session.execute(
        select(OrderLine.kind, OrderLine.price_item_id, func.sum(OrderLine.quantity))
        .join(Order)
        .where(whose, *others, Order.cancelled_at.is_(None), OrderLine.kind.in_(PACKAGE_KINDS))
        .group_by(OrderLine.kind, OrderLine.price_item_id)
    )
    return {(kind, item_id): int(count) for kind, item_id, count in rows}


def _taken_by(order: Order) -> dict[tuple[str, int | None], int]:
    taken: dict[tuple[str, int | None], int] = {}
    for line in order.lines:
        if line.kind in PACKAGE_KINDS:
            key = line.kind, line.price_item_id
            taken[key] = taken.get(key, 0) + line.quantity
    return taken


def _sum(used: dict[tuple[str, int | None], int], kind: LineKind) -> int:
    return sum(count for (known, _item_id), count in used.items() if known == kind)
