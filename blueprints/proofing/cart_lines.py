"""What the cart page tells of each picked photo and of each product."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.formatting import money
from models.cart import Cart, CartLine
from models.line_kind import PHOTO_KINDS, LineKind
from models.photo import Photo
from models.price_item import PriceItem
from models.price_list import PriceList
from models.quote import Quote, QuoteLine


class Repeated(NamedTuple):
    """What every row repeats, translated and drawn once: a cart may have a thousand."""

    photo: str
    not_retouched: str
    extra: str
    in_package: str
    retouched: str
    change: str
    take_out: str
    take_out_of_cart: str
    note_icon: Markup
    change_icon: Markup
    take_out_icon: Markup
    error_icon: Markup
    prices: dict[int, str]


@dataclass(frozen=True)
class Row:
    """A picked photo: `pieces` are its prints and files as (name, quantity)."""

    line: CartLine
    is_extra: bool
    cents: int
    pieces: Sequence[tuple[str, int]]

    @property
    def photo(self) -> Photo:
        return self.line.photo

    @property
    def key(self) -> str:
        return str(self.line.photo_id)


@dataclass(frozen=True)
class Product:
    """Something sold on its own; `photos` are chosen for it, in their order."""

    item: PriceItem
    quantity: int
    photos: Sequence[Photo]

    @property
    def key(self) -> str:
        return f"i{self.item.id}"

    @property
    def missing_count(self) -> int:
        return max(0, self.item.photo_min - len(self.photos)) if self.quantity else 0

    @property
    def chosen_ids(self) -> set[int]:
        return {photo.id for photo in self.photos}


@dataclass(frozen=True)
class Opened:
    """Which rows show their fields: ids of photos, and of products with an "i" before them."""

    keys: frozenset[str] = frozenset()

    def without(self, key: str) -> "Opened":
        return Opened(self.keys - {key})

    def __contains__(self, key: str) -> bool:
        return key in self.keys


@dataclass(frozen=True)
class Saying:
    """A sentence beside the row it is about, or above all rows when it is about none.

    What was `typed` in vain is told again, so that nobody has to write it twice.
    """

    key: str = ""
    sentence: str = ""
    typed: str = ""
    is_error: bool = True


@dataclass(frozen=True)
class CartLines:
    """Rows of the photos and products of one cart, read once."""

    rows: Sequence[Row] = ()
    products: Sequence[Product] = ()
    quantities: dict[tuple[int, int | None], int] = field(default_factory=dict)

    @classmethod
    def of(cls, cart: Cart | None, prices: PriceList, quote: Quote) -> "CartLines":
        if cart is None:
            return cls((), [_product(item, None) for item in prices.products])
        by_photo = defaultdict(list)
        for line in quote.lines:
            by_photo[line.photo_id].append(line)
        wanted = {item.price_item_id: item for item in cart.products}
        return cls(
            [_row(line, by_photo[line.photo_id]) for line in cart.lines],
            [_product(item, wanted.get(item.id)) for item in prices.products],
            {(one.price_item_id, one.photo_id): one.quantity for one in cart.items},
        )

    def repeated(self, currency: str) -> Repeated:
        icon = get_template_attribute("_macros.html", "icon")
        prices = {row.cents: money(row.cents, currency) for row in self.rows}
        return Repeated(
            photo=_("Photo"),
            not_retouched=_("Not retouched"),
            extra=_("Extra"),
            in_package=_("In the package"),
            retouched=_("Retouched"),
            change=_("Change"),
            take_out=_("Take out"),
            take_out_of_cart=_("Take out of the cart"),
            note_icon=icon("message-square"),
            change_icon=icon("pencil", True),
            take_out_icon=icon("x", True),
            error_icon=icon("circle-alert"),
            prices=prices | {0: _("included")},
        )

    def quantity(self, item: PriceItem, photo_id: int) -> int:
        return self.quantities.get((item.id, photo_id), 0)


def _row(line: CartLine, quoted: Sequence[QuoteLine]) -> Row:
    pieces: dict[str, int] = {}
    for one in quoted:
        if one.item and one.kind not in PHOTO_KINDS:
            name = one.item.full_name
            pieces[name] = pieces.get(name, 0) + one.quantity
    is_extra = any(one.kind == LineKind.EXTRA_PHOTO for one in quoted)
    return Row(line, is_extra, sum(one.total_cents for one in quoted), list(pieces.items()))


def _product(item: PriceItem, wanted) -> Product:
    photos = [one.photo for one in wanted.photos] if wanted else []
    return Product(item, wanted.quantity if wanted else 0, photos)
