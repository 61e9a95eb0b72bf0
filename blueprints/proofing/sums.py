"""The parts of a total, one row each: the same for a choice and for the order it became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.line_kind import ADJUSTMENT_KINDS, PHOTO_KINDS, PRINT_KINDS, LineKind
from models.order import Order
from models.order_sums import LineSum
from models.quote import Quote


@dataclass
class Sum:
    """Pieces of one thing: `included` cost nothing, `paid` cost `unit_cents` each."""

    name: str
    kind: str
    code: str = ""
    included: int = 0
    paid: int = 0
    unit_cents: int = 0

    @property
    def is_print(self) -> bool:
        return self.kind == LineKind.PRINT

    @property
    def is_format(self) -> bool:
        return self.is_print and not self.code

    @property
    def is_adjustment(self) -> bool:
        return self.kind in ADJUSTMENT_KINDS

    def holds(self, one: LineSum) -> bool:
        """Is it a row of the same thing at the same price?"""
        same_price = one.kind == LineKind.PACKAGE_PRINT or self.unit_cents == one.unit_cents
        same_thing = (self.name, self.kind, self.code) == (one.name, _kind(one), one.code)
        return same_thing and (same_price or not self.paid)

    @property
    def cents(self) -> int:
        return self.paid * self.unit_cents


@dataclass(frozen=True)
class Sums:
    """Counts and gross cents of everything in a total."""

    package_cents: int
    included_count: int
    extra_count: int
    extra_cents: int
    extras_cents: int
    things: Sequence[Sum]
    fee_cents: int
    vat_cents: int

    @property
    def photo_count(self) -> int:
        return self.included_count + self.extra_count


def of_quote(quote: Quote) -> Sums:
    return _sums(LineSum.group(quote.lines), quote.vat_cents)


def of_order(order: Order) -> Sums:
    return _sums(order.sums, order.vat_cents)


def _sums(lines: Sequence[LineSum], vat_cents: int) -> Sums:
    extras = [one for one in lines if one.kind == LineKind.EXTRA_PHOTO]
    return Sums(
        package_cents=_cents(lines, LineKind.PACKAGE),
        included_count=sum(one.quantity for one in lines if one.kind == LineKind.PACKAGE_PHOTO),
        extra_count=sum(one.quantity for one in extras),
        extra_cents=_price(extras),
        extras_cents=_cents(lines, LineKind.EXTRA_PHOTO),
        things=_things(lines),
        fee_cents=_cents(lines, LineKind.EXTENSION),
        vat_cents=vat_cents,
    )


def _things(lines: Iterable[LineSum]) -> list[Sum]:
    """Prints, files and products; the package's prints stand with the paid ones of their format."""
    found: list[Sum] = []
    for one in lines:
        if one.kind in _NO_THINGS:
            continue
        row = next((row for row in found if row.holds(one)), None)
        if row is None:
            found.append(row := Sum(one.name, _kind(one), one.code))
        if one.kind == LineKind.PACKAGE_PRINT:
            row.included += one.quantity
        else:
            row.paid += one.quantity
            row.unit_cents = one.unit_cents
    return sorted(found, key=lambda row: not row.is_print)


def _kind(one: LineSum) -> str:
    return LineKind.PRINT if one.kind in PRINT_KINDS else one.kind


def _price(lines: Iterable[LineSum]) -> int:
    """What a piece costs; 0 when there are several prices."""
    prices = {one.unit_cents for one in lines}
    return prices.pop() if len(prices) == 1 else 0


def _cents(lines: Iterable[LineSum], kind: LineKind) -> int:
    return sum(one.total_cents for one in lines if one.kind == kind)


_NO_THINGS = {*PHOTO_KINDS, LineKind.PACKAGE, LineKind.EXTENSION}
