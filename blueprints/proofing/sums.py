"""The parts of a total, one row each: the same for a choice and for the order it became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.line_kind import PHOTO_KINDS, PRINT_KINDS, LineKind
from models.order import Order
from models.order_sums import LineSum
from models.quote import Quote


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


def of_quote(quote: Quote) -> Sums:
    return _sums(LineSum.group(quote.lines), quote.vat_cents)


def of_order(order: Order) -> Sums:
    return _sums(order.sums, order.vat_cents)


def _sums(lines: Sequence[LineSum], vat_cents: int) -> Sums:
    extra = next((one for one in lines if one.kind == LineKind.EXTRA_PHOTO), None)
    return Sums(
        package_cents=_cents(lines, LineKind.PACKAGE),
        included_count=sum(one.quantity for one in lines if one.kind == LineKind.PACKAGE_PHOTO),
        extra_count=extra.quantity if extra else 0,
        extra_cents=extra.unit_cents if extra else 0,
        extras_cents=_cents(lines, LineKind.EXTRA_PHOTO),
        things=_things(lines),
        fee_cents=_cents(lines, LineKind.EXTENSION),
        vat_cents=vat_cents,
    )


def _things(lines: Iterable[LineSum]) -> list[Sum]:
    """Prints, files and products; the package's prints stand with the paid ones of their format."""
    found: dict[tuple[str, str], Sum] = {}
    for one in lines:
        if one.kind in _NO_THINGS:
            continue
        is_print = one.kind in PRINT_KINDS
        kind = LineKind.PRINT if is_print else one.kind
        row = found.setdefault((kind, one.name), Sum(one.name, is_print))
        if one.kind == LineKind.PACKAGE_PRINT:
            row.included += one.quantity
        else:
            row.paid += one.quantity
            row.unit_cents = one.unit_cents
    return sorted(found.values(), key=lambda row: not row.is_print)


def _cents(lines: Iterable[LineSum], kind: LineKind) -> int:
    return sum(one.total_cents for one in lines if one.kind == kind)


_NO_THINGS = {*PHOTO_KINDS, LineKind.PACKAGE, LineKind.EXTENSION}
