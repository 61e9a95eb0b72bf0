"""What a choice or an order adds up to: equal lines together, and the tax of each rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.line_kind import PRINT_KINDS, LineKind
from models.vat import vat_in

if TYPE_CHECKING:
    from models.order_line import OrderLine
    from models.order_money import OrderMoney
    from models.quote import QuoteLine

_PLACES = {kind: place for place, kind in enumerate(LineKind)}


@dataclass(frozen=True)
class LineSum:
    """Lines of one kind, name, price and rate: one line of a document, whose tax is rounded once
    (art. 106e (7) of the Polish VAT act). `name` has the paper, and is empty for photos and fees.
    `code` is of a size in the catalogue, whose name says all; empty for what a price list sells.
    """

    kind: str
    name: str
    unit_cents: int
    vat_rate: str
    code: str
    quantity: int

    @property
    def total_cents(self) -> int:
        return self.quantity * self.unit_cents

    @property
    def vat_cents(self) -> int:
        return vat_in(self.total_cents, self.vat_rate)

    @property
    def is_format(self) -> bool:
        """Is the name a mere format, which does not say that it is a print?"""
        return self.kind in PRINT_KINDS and not self.code

    def holds(self, line: OrderLine | QuoteLine) -> bool:
        """Is the line one of those that are added up here?"""
        return _key(line) == (self.kind, self.name, self.unit_cents, self.vat_rate, self.code)

    @classmethod
    def group(cls, lines: Iterable[OrderLine | QuoteLine]) -> list[LineSum]:
        """The package first, then photos, prints, files, products and fees."""
        counts: dict[tuple[str, str, int, str, str], int] = {}
        for line in lines:
            counts[_key(line)] = counts.get(_key(line), 0) + line.quantity
        sums = [cls(*key, quantity) for key, quantity in counts.items()]
        return sorted(sums, key=lambda one: _PLACES[LineKind(one.kind)])


@dataclass(frozen=True)
class VatSum:
    """All lines taxed at one rate; the tax is rounded once for equal lines, and then added."""

    rate: str
    gross_cents: int
    vat_cents: int

    @property
    def net_cents(self) -> int:
        return self.gross_cents - self.vat_cents

    @classmethod
    def of(cls, order: OrderMoney) -> list[VatSum]:
        """The rates of an order with something to pay, the largest sum first."""
        taxed = [(one.vat_rate, one.total_cents, one.vat_cents) for one in order.sums]
        taxed.append((order.delivery_vat_rate, order.delivery_cents, order.delivery_vat_cents))
        sums: dict[str, tuple[int, int]] = {}
        for rate, gross_cents, vat_cents in taxed:
            if gross_cents:
                gross, vat = sums.get(rate, (0, 0))
                sums[rate] = gross + gross_cents, vat + vat_cents
        found = [cls(rate, *amounts) for rate, amounts in sums.items()]
        return sorted(found, key=lambda one: -one.gross_cents)


def _key(line: OrderLine | QuoteLine) -> tuple[str, str, int, str, str]:
    """What equal lines have in common."""
    return line.kind, line.full_name, line.unit_price_cents, line.vat_rate, line.product_code
