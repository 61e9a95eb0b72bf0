"""What Kadr and a shop tell each other. Money is in the currency's smallest unit, times are UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Choice:
    """A status, a way of shipping or of paying, as the shop lists it."""

    code: str
    name: str


@dataclass(frozen=True)
class TaxClass:
    """`percent` as the shop writes it, such as "23"; empty when it names none."""

    code: str
    name: str
    percent: str = ""


@dataclass(frozen=True)
class Facts:
    """What the shop says of itself; `decimals` are those of its prices."""

    name: str = ""
    version: str = ""
    currency: str = ""
    decimals: int = 2
    charges_tax: bool = True
    time_zone: str = ""


@dataclass(frozen=True)
class Product:
    """A product as the shop lists it; `stock` is None where the shop does not count it."""

    id: str
    name: str
    sku: str = ""
    price_cents: int | None = None
    stock: int | None = None


@dataclass(frozen=True)
class Address:
    """`country` is ISO 3166 alpha-2, `point` a parcel locker or a pick-up point."""

    name: str = ""
    company: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "PL"
    phone: str = ""
    email: str = ""
    point: str = ""
    tax_id: str = ""

    @property
    def first_name(self) -> str:
        return self.name.rpartition(" ")[0] or self.name

    @property
    def last_name(self) -> str:
        """The last word of the name; empty when there is only one."""
        return self.name.rpartition(" ")[2] if " " in self.name else ""


@dataclass(frozen=True)
class Line:
    """`gross_cents` is the whole line; a discount is below nothing.

    `product_id` is the shop's own, empty for a line that is no product of the shop; `tax_code` is
    the shop's class for `vat_rate`. `details` are shown under the line: what, and its text.
    """

    name: str
    quantity: int
    gross_cents: int
    vat_rate: str
    tax_code: str = ""
    sku: str = ""
    product_id: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Shipping:
    """`code` is the shop's way of shipping, empty when none is linked."""

    name: str
    gross_cents: int
    vat_rate: str
    tax_code: str = ""
    code: str = ""


@dataclass(frozen=True)
class Draft:
    """An order of ours as the shop is to have it: unpaid, under our `reference`.

    `login` and `session_title` are empty where they are not passed on; `asked_at` is when it was
    ordered.
    """

    reference: str
    number: str
    currency: str
    asked_at: datetime
    billing: Address
    delivery: Address
    lines: tuple[Line, ...]
    shipping: Shipping | None = None
    payment_code: str = ""
    payment_name: str = ""
    is_cash_on_delivery: bool = False
    wants_invoice: bool = False
    note: str = ""
    login: str = ""
    session_title: str = ""
    status_code: str = ""
    locale: str = "pl"

    @property
    def total_cents(self) -> int:
        goods = sum(line.gross_cents for line in self.lines)
        return goods + (self.shipping.gross_cents if self.shipping else 0)


@dataclass(frozen=True)
class Standing:
    """Where an order stands in the shop. `id` is the key, `number` what people read.

    `reference` is ours, empty for orders that were not passed by Kadr. `is_trashed`: it can still
    be read, but people in the shop have thrown it away.
    """

    id: str
    number: str
    status: str
    total_cents: int
    currency: str
    is_paid: bool
    reference: str = ""
    paid_at: datetime | None = None
    placed_at: datetime | None = None
    changed_at: datetime | None = None
    is_trashed: bool = False
    refunded_cents: int = 0


@dataclass(frozen=True)
class ShopOrder:
    """An order of the shop with all that it holds."""

    standing: Standing
    billing: Address
    delivery: Address
    lines: tuple[Line, ...]
    shipping: Shipping | None = None
    payment_code: str = ""
    payment_name: str = ""
    note: str = ""
    wants_invoice: bool = False


@dataclass(frozen=True)
class Page:
    """Some of the orders that were changed; `next_cursor` is empty on the last page.

    `read_at` is the shop's own clock, so that the next reading misses nothing.
    """

    orders: tuple[ShopOrder, ...]
    next_cursor: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """Money that came in for an order, as the shop is told."""

    paid_at: datetime
    amount_cents: int
    method: str = ""
    note: str = ""


@dataclass(frozen=True)
class Tracking:
    number: str
    carrier: str
    url: str = ""
    carrier_code: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Paper:
    """A document as a file; `number` is the one people quote, `link` a private address of it that
    ends at `link_until`."""

    number: str
    file_name: str
    data: bytes = field(repr=False)
    link: str = field(default="", repr=False)
    link_until: datetime | None = None
    kind: str = ""
