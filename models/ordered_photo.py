"""One photo of an order with everything that was ordered of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.line_kind import FILE_KINDS, PHOTO_KINDS, PRINT_KINDS, LineKind

if TYPE_CHECKING:
    from models.order import Order
    from models.order_line import OrderLine, OrderLinePhoto
    from models.partner_file import PartnerFile
    from models.photo import Photo


@dataclass(frozen=True)
class OrderedPhoto:
    """`first` is the row that named the photo first; `products` are those it goes into."""

    first: OrderLine | OrderLinePhoto
    lines: tuple[OrderLine, ...] = ()
    products: tuple[OrderLine, ...] = ()

    @property
    def photo(self) -> Photo | None:
        return self.first.photo

    @property
    def photo_id(self) -> int | None:
        return self.first.photo_id

    @property
    def filename(self) -> str:
        return self.first.filename

    @property
    def number(self) -> int | None:
        return self.first.photo_number

    @property
    def orders(self) -> list[Order]:
        """Each order once, in the order of the lines."""
        return list(dict.fromkeys(line.order for line in (*self.lines, *self.products)))

    @property
    def file_orders(self) -> list[Order]:
        """Those that bring the client the finished file: prints and products alone do not."""
        lines = (line for line in self.lines if line.kind in FILE_KINDS)
        return list(dict.fromkeys(line.order for line in lines))

    @property
    def notes(self) -> list[str]:
        return [line.note for line in self.lines if line.note]

    @property
    def note(self) -> str:
        return next(iter(self.notes), "")

    @property
    def pin(self) -> tuple[int, int] | None:
        """Where the note points: thousandths of the picture's width and height."""
        pins = ((line.pin_x, line.pin_y) for line in self.lines)
        return next(((x, y) for x, y in pins if x is not None and y is not None), None)

    @property
    def is_retouched(self) -> bool:
        return self._holds(*PHOTO_KINDS)

    @property
    def is_extra(self) -> bool:
        return self._holds(LineKind.EXTRA_PHOTO)

    @property
    def kind(self) -> str:
        """What it is ordered as: package, extra, or only digital, print or product."""
        if self.is_extra:
            return "extra"
        if self.is_retouched:
            return "package"
        if self._holds(LineKind.DIGITAL):
            return "digital"
        return "print" if self._holds(*PRINT_KINDS) else "product"

    @property
    def partner_file(self) -> PartnerFile | None:
        """What a partner has sent to be printed, where it is no photo of a session."""
        return next((line.partner_file for line in self.lines if line.partner_file), None)

    @property
    def pieces(self) -> list[OrderLine]:
        """Its prints and files."""
        return [line for line in self.lines if line.kind not in PHOTO_KINDS]

    @property
    def total_cents(self) -> int:
        """Without the products, which have a price of their own."""
        return sum(line.total_cents for line in self.lines)

    def of_order(self, order: Order) -> OrderedPhoto:
        """What this one of its orders says of it."""
        return OrderedPhoto(
            self.first,
            tuple(line for line in self.lines if line.order is order),
            tuple(line for line in self.products if line.order is order),
        )

    def _holds(self, *kinds: LineKind) -> bool:
        return any(line.kind in kinds for line in self.lines)

    @classmethod
    def group(cls, lines: Iterable[OrderLine]) -> list[OrderedPhoto]:
        """Every photo that the lines name, alone or in a product, in the order of the lines."""
        found: dict[int | str, tuple[list, list]] = {}
        firsts: dict[int | str, OrderLine | OrderLinePhoto] = {}
        for line, named in _named(lines):
            key = named.photo_id or _file_of(named)
            firsts.setdefault(key, named)
            alone, in_products = found.setdefault(key, ([], []))
            (alone if named is line else in_products).append(line)
        return [
            cls(firsts[key], tuple(alone), tuple(in_products))
            for key, (alone, in_products) in found.items()
        ]


def _file_of(named: OrderLine | OrderLinePhoto) -> str:
    """Files of partners may have one name and be two; names of a session's photos are enough."""
    return f"{getattr(named, 'partner_file_id', None) or ''}/{named.filename}"


def _named(lines: Iterable[OrderLine]) -> Iterator[tuple[OrderLine, OrderLine | OrderLinePhoto]]:
    """Each line with every row of it that names a photo."""
    for line in lines:
        if line.filename:
            yield line, line
        if line.kind == LineKind.PRODUCT:
            for chosen in line.photos:
                yield line, chosen
