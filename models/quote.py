"""What a choice costs: the one place where the money of a gallery is reckoned.

Prices are gross, in cents of the studio's currency (grosze for PLN).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.delivery_method import DeliveryMethod
from models.line_kind import PHOTO_KINDS, PRINT_KINDS, LineKind
from models.order_sums import LineSum
from models.package import PackageLeft
from models.price_item import ItemKind, PriceItem
from models.price_list import PriceList
from models.vat import STANDARD_RATE, vat_in


@dataclass(frozen=True)
class Wish:
    """So many pieces of an item; of the photo `photo_id`, or None for a product."""

    item: PriceItem
    quantity: int
    photo_id: int | None = None


@dataclass(frozen=True)
class QuoteLine:
    kind: LineKind
    quantity: int
    unit_price_cents: int
    vat_rate: str
    photo_id: int | None = None
    item: PriceItem | None = None

    def __post_init__(self):
        if self.quantity < 1 or self.unit_price_cents < 0:
            raise ValueError("A line has at least one piece and no negative price.")

    @property
    def total_cents(self) -> int:
        return self.quantity * self.unit_price_cents

    @property
    def full_name(self) -> str:
        """Of the item; empty for photos, the package and a fee."""
        return self.item.full_name if self.item else ""

    @property
    def product_code(self) -> str:
        """A gallery sells from its price list, nothing of the catalogue."""
        return ""


@dataclass(frozen=True)
class Quote:
    """`package_photo_count` is what is left of the package before this choice."""

    lines: tuple[QuoteLine, ...] = ()
    package_photo_count: int = 0
    extra_photo_cents: int = 0
    delivery_cents: int = 0
    delivery_vat_rate: str = STANDARD_RATE

    @property
    def photo_count(self) -> int:
        return self._count(*PHOTO_KINDS)

    @property
    def extra_count(self) -> int:
        return self._count(LineKind.EXTRA_PHOTO)

    @property
    def in_package_count(self) -> int:
        return self._count(LineKind.PACKAGE_PHOTO)

    @property
    def free_count(self) -> int:
        """How many photos of the package are still to be chosen."""
        return max(0, self.package_photo_count - self.photo_count)

    @property
    def print_count(self) -> int:
        return self._count(*PRINT_KINDS)

    @property
    def package_cents(self) -> int:
        return self._cents(LineKind.PACKAGE)

    @property
    def extras_cents(self) -> int:
        return self._cents(LineKind.EXTRA_PHOTO)

    @property
    def prints_cents(self) -> int:
        return self._cents(*PRINT_KINDS)

    @property
    def files_cents(self) -> int:
        return self._cents(LineKind.DIGITAL)

    @property
    def products_cents(self) -> int:
        return self._cents(LineKind.PRODUCT)

    @property
    def fee_cents(self) -> int:
        return self._cents(LineKind.EXTENSION)

    @property
    def goods_cents(self) -> int:
        """Everything but the delivery."""
        return sum(line.total_cents for line in self.lines)

    @property
    def total_cents(self) -> int:
        return self.goods_cents + self.delivery_cents

    @property
    def vat_cents(self) -> int:
        """The tax in the total: rounded once for equal lines, as in the order and its document."""
        of_delivery = vat_in(self.delivery_cents, self.delivery_vat_rate)
        return sum(one.vat_cents for one in LineSum.group(self.lines)) + of_delivery

    @property
    def is_free(self) -> bool:
        return self.total_cents == 0

    def _count(self, *kinds: LineKind) -> int:
        return sum(line.quantity for line in self.lines if line.kind in kinds)

    def _cents(self, *kinds: LineKind) -> int:
        return sum(line.total_cents for line in self.lines if line.kind in kinds)


def reckon(
    prices: PriceList,
    left: PackageLeft,
    photo_ids: Sequence[int],
    wishes: Sequence[Wish] = (),
    method: DeliveryMethod | None = None,
    fee_cents: int = 0,
) -> Quote:
    """The lines of a choice; `photo_ids` are the photos to be retouched, in order of picking.

    The first photos and the first prints of a format are the package's. A fee that was agreed to
    before is one more line. An empty choice costs nothing.
    """
    lines = [*_photos(prices, left, photo_ids), *_pieces(left, wishes)]
    if lines and fee_cents:
        lines.append(QuoteLine(LineKind.EXTENSION, 1, fee_cents, prices.vat_rate))
    goods_cents = sum(line.total_cents for line in lines)
    return Quote(
        tuple(lines),
        left.photo_count,
        prices.extra_photo_cents,
        method.price_for(goods_cents) if method else 0,
        method.vat_rate if method else STANDARD_RATE,
    )


def _photos(prices: PriceList, left: PackageLeft, photo_ids: Sequence[int]) -> Iterator[QuoteLine]:
    if photo_ids and left.due_cents:
        yield QuoteLine(LineKind.PACKAGE, 1, left.due_cents, prices.vat_rate)
    for place, photo_id in enumerate(photo_ids):
        if place < left.photo_count:
            yield QuoteLine(LineKind.PACKAGE_PHOTO, 1, 0, prices.vat_rate, photo_id)
        else:
            cents = prices.extra_photo_cents
            yield QuoteLine(LineKind.EXTRA_PHOTO, 1, cents, prices.vat_rate, photo_id)


def _pieces(left: PackageLeft, wishes: Iterable[Wish]) -> Iterator[QuoteLine]:
    free = dict(left.print_counts)
    for wish in wishes:
        item = wish.item
        included = min(wish.quantity, free.get(item.id, 0))
        if included:
            free[item.id] -= included
            kind = LineKind.PACKAGE_PRINT
            yield QuoteLine(kind, included, 0, item.vat_rate, wish.photo_id, item)
        if paid := wish.quantity - included:
            kind = _KINDS[ItemKind(item.kind)]
            yield QuoteLine(kind, paid, item.price_cents, item.vat_rate, wish.photo_id, item)


_KINDS = {
    ItemKind.PRINT: LineKind.PRINT,
    ItemKind.DIGITAL: LineKind.DIGITAL,
    ItemKind.PRODUCT: LineKind.PRODUCT,
}
