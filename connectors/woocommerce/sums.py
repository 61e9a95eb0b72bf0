"""Net amounts whose sum in the shop is ours.

The shop is told net amounts only, and makes the tax itself. It rounds the net and the tax of goods
and of shipping, of fees only the tax, and the sum once. A discount is a fee below nothing: it is
taxed in proportion to all that is bought, and never takes more than there is before tax.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from connectors.woocommerce.taxes import Taxes

STEP = Decimal("0.000001")
HALF = Decimal("0.5")
NEAR = Decimal("0.002")  # of the smallest unit
FITS = Decimal("0.49")
_NOTHING = Decimal()
_NO_LIMIT = Decimal("-Infinity")
_TRIES = 3


@dataclass
class Entry:
    """`percents` are those that the shop will charge; `net` is what it is told."""

    gross: Decimal
    percents: Sequence[Decimal]
    is_fee: bool = False
    is_shipping: bool = False
    net: Decimal = _NOTHING
    weights: Sequence[Decimal] = field(default=(), repr=False)

    @property
    def is_discount(self) -> bool:
        return self.is_fee and self.gross < 0


def settle(entries: Sequence[Entry], taxes: Taxes) -> Decimal:
    """Give every entry its net. Returns the net of a fee without tax that has to be added, after
    all others, where nothing else helps; mostly there is none."""
    rest = wanted = _NOTHING
    for _ in range(_TRIES):
        sums = _Sums(entries, taxes, rest)
        lacking = sums.settle()
        if not lacking:
            break
        wanted += lacking
        rest = sums.rest_of(wanted)
    return rest


class _Sums:
    def __init__(self, entries: Sequence[Entry], taxes: Taxes, rest: Decimal):
        self.entries = entries
        self.taxes = taxes
        self.rest = rest

    def settle(self) -> Decimal:
        """What the shop's total lacks of ours afterwards, when that would show."""
        wanted = sum((entry.gross for entry in self.entries), _NOTHING)
        behind = _NOTHING
        for entry in self.entries:
            entry.net = _NOTHING
        for entry in sorted(self.entries, key=_turn):
            entry.weights = self._shares() if entry.is_discount else _weights(entry.percents)
            entry.net = self._net(entry, behind)
            behind += entry.gross - self._adds(entry)
        lacking = wanted - self._total()
        return lacking if abs(lacking) > self.taxes.unit * FITS else _NOTHING

    def rest_of(self, wanted: Decimal) -> Decimal:
        """Below nothing it is taxed like a discount."""
        if wanted > 0:
            return wanted
        fee = Entry(wanted, (), is_fee=True, weights=self._shares())
        return self._sought(fee, wanted, 1 + sum(fee.weights, _NOTHING))

    def _net(self, entry: Entry, behind: Decimal) -> Decimal:
        """Goods are exact by themselves; a fee makes up for the fractions that are behind."""
        whole = 1 + sum(entry.weights, _NOTHING)
        if not entry.is_fee:
            return (entry.gross / whole).quantize(STEP)
        net = self._sought(entry, entry.gross + behind, whole)
        return max(net, self._most()) if entry.is_discount else net

    def _sought(self, entry: Entry, wanted: Decimal, whole: Decimal) -> Decimal:
        """The net by which the total grows as wanted, or nearly: it leaps where the tax is rounded.
        Very near to a leap the shop, which counts in floats, might fall on the other side."""
        leap, margin = self._leap(entry, wanted, whole), self.taxes.unit / 20
        exact = (wanted / whole).quantize(STEP)
        near = (leap, exact, leap - margin, leap + margin, leap + STEP)
        return min(near, key=lambda net: self._harm(entry, net.quantize(STEP), wanted))

    def _leap(self, entry: Entry, wanted: Decimal, whole: Decimal) -> Decimal:
        """By halving, the largest net by which the total grows by no more than wanted."""
        low = (wanted / whole - 2 * self.taxes.unit).quantize(STEP)
        first, last = 0, int(4 * self.taxes.unit / STEP)
        while first < last:
            middle = (first + last + 1) // 2
            if self._adds(entry, low + middle * STEP) <= wanted:
                first = middle
            else:
                last = middle - 1
        return low + first * STEP

    def _harm(self, entry: Entry, net: Decimal, wanted: Decimal) -> tuple[bool, bool, Decimal]:
        """Worst is what the total would not be rounded away from."""
        unit = self.taxes.unit
        off = abs(self._adds(entry, net) - wanted)
        taxes = [abs(net * weight) / unit % 1 for weight in entry.weights]
        is_near_leap = any(abs(tax - HALF) < NEAR for tax in taxes)
        return off > unit * FITS, is_near_leap, off

    def _adds(self, entry: Entry, net: Decimal | None = None) -> Decimal:
        """What the shop's total grows by."""
        net = entry.net if net is None else net
        return self._before_tax(entry, net) + self._tax(net, entry.weights)

    def _before_tax(self, entry: Entry, net: Decimal) -> Decimal:
        is_exact = entry.is_fee or (self.taxes.rounds_late and not entry.is_shipping)
        return net if is_exact else self._rounded(net)

    def _tax(self, net: Decimal, weights: Iterable[Decimal]) -> Decimal:
        taxes = [(net * weight).quantize(STEP, ROUND_HALF_UP) for weight in weights]
        if not self.taxes.rounds_late:
            taxes = [tax.quantize(self.taxes.unit, self.taxes.rounding) for tax in taxes]
        return sum(taxes, _NOTHING)

    def _shares(self) -> list[Decimal]:
        """Of a discount, what each rate takes."""
        bought = [entry for entry in self.entries if entry.net > 0]
        whole = sum(entry.net for entry in bought) + max(self.rest, _NOTHING)
        shares: dict[tuple[Decimal, ...], Decimal] = {}
        for entry in bought:
            key = tuple(entry.percents)
            shares[key] = shares.get(key, _NOTHING) + entry.net
        return [weight * net / whole for key, net in shares.items() for weight in _weights(key)]

    def _most(self) -> Decimal:
        """The largest discount that is left as it is; no limit once nothing is left to pay."""
        nets = [self._before_tax(entry, entry.net) for entry in self.entries]
        most = -self._rounded(sum(nets, _NOTHING))
        return most if most < 0 else _NO_LIMIT

    def _total(self) -> Decimal:
        """Before it is rounded."""
        rest = self.rest + (self._tax(self.rest, self._shares()) if self.rest < 0 else 0)
        return sum(map(self._adds, self.entries), rest)

    def _rounded(self, net: Decimal) -> Decimal:
        return net.quantize(self.taxes.unit, ROUND_HALF_UP)


def _weights(percents: Iterable[Decimal]) -> list[Decimal]:
    return [percent / 100 for percent in percents]


def _turn(entry: Entry) -> tuple[bool, bool]:
    """The shop takes discounts as they come, so they come last."""
    return entry.is_discount, entry.is_fee
