"""What a studio may change about an order that was placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.line_kind import LineKind
from models.photo import Photo
from models.price_item import PriceItem


@dataclass(frozen=True)
class Addition:
    """More of what the session sells. Without an item the photo itself is to be retouched."""

    item: PriceItem | None
    photo: Photo | None
    quantity: int = 1


@dataclass(frozen=True)
class Adjustment:
    """A sum added by hand; `cents` is never negative, a discount takes it off."""

    kind: LineKind
    name: str
    cents: int
    vat_rate: str


@dataclass(frozen=True)
class DeliveryTerms:
    delivery_kind: str | None
    delivery_name: str
    delivery_cents: int
    delivery_vat_rate: str
    delivery_point: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True)
class BuyerTerms:
    client_name: str
    client_email: str
    client_phone: str = ""
    company: str = ""
    tax_id: str = ""
    invoice_street: str = ""
    invoice_postcode: str = ""
    invoice_city: str = ""
    invoice_email: str = ""


@dataclass(frozen=True)
class OrderTerms:
    """`quantities` are pieces by the id of their line, 0 takes a line away; others stay."""

    quantities: Mapping[int, int] = field(default_factory=dict)
    additions: Sequence[Addition] = ()
    adjustments: Sequence[Adjustment] = ()
    delivery: DeliveryTerms | None = None
    buyer: BuyerTerms | None = None
