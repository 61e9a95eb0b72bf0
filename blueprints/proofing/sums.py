"""The parts of a total, one row each: the same for a choice and for the order it became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.line_kind import PHOTO_KINDS, PRINT_KINDS, LineKind
from models.order import Order
from models.quote import Quote
from models.vat import vat_in


@dataclass
class Sum:
    """Pieces of one thing: `included` cost nothing, `paid` cost `unit_cents` each."""

    name: str
    is_print: bool
    included: int = 0
    paid: int = 0
    unit_cents: int = 0

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


@dataclass(frozen=True)
class _Line:
    kind: str
    name: str
    quantity: int
    unit_cents: int


def of_quote(quote: Quote) -> Sums:
    lines = [
        _Line(line.kind, line.item.full_name if line.item else "", line.quantity, line.unit_cents)
        for line in quote.lines
    ]
    return _sums(lines, quote.vat_cents)


def of_order(order: Order) -> Sums:
    lines = [
        _Line(line.kind, line.full_name, line.quantity, line.unit_price_cents)
        for line in order.lines
    ]
    of_delivery = vat_in(order.delivery_cents, order.delivery_vat_rate)
    return _sums(lines, of_delivery + sum(line.vat_cents for line in order.lines))


def _sums(lines: Sequence[_Line], vat_cents: int) -> Sums:
    extras = [line for line in lines if line.kind == LineKind.EXTRA_PHOTO]
    return Sums(
        package_cents=_cents(lines, LineKind.PACKAGE),
        included_count=sum(line.kind == LineKind.PACKAGE_PHOTO for line in lines),
        extra_count=len(extras),
        extra_cents=extras[0].unit_cents if extras else 0,
        extras_cents=_cents(lines, LineKind.EXTRA_PHOTO),
        things=_things(lines),
        fee_cents=_cents(lines, LineKind.EXTENSION),
        vat_cents=vat_cents,
    )


def _things(lines: Iterable[_Line]) -> list[Sum]:
    others = {*PHOTO_KINDS, LineKind.PACKAGE, LineKind.EXTENSION}
    found: dict[tuple[str, bool], Sum] = {}
    for line in lines:
        if line.kind in others:
            continue
        is_print = line.kind in PRINT_KINDS
        row = found.setdefault((line.name, is_print), Sum(line.name, is_print))
        if line.kind == LineKind.PACKAGE_PRINT:
            row.included += line.quantity
        else:
            row.paid += line.quantity
            row.unit_cents = line.unit_cents
    return sorted(found.values(), key=lambda row: not row.is_print)


def _cents(lines: Iterable[_Line], kind: LineKind) -> int:
    return sum(line.quantity * line.unit_cents for line in lines if line.kind == kind)
