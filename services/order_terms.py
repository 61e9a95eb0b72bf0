"""What an order is made of, and what a studio may change about it later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.delivery_method import DeliveryMethod
from models.line_kind import LineKind
from models.order_delivery import HOME_COUNTRY
from models.payment_method import PaymentMethod
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
    country: str = HOME_COUNTRY


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
    invoice_country: str = HOME_COUNTRY
    invoice_email: str = ""


@dataclass(frozen=True)
class OrderTerms:
    """`quantities` are pieces by the id of their line, 0 takes a line away; others stay."""

    quantities: Mapping[int, int] = field(default_factory=dict)
    additions: Sequence[Addition] = ()
    adjustments: Sequence[Adjustment] = ()
    delivery: DeliveryTerms | None = None
    buyer: BuyerTerms | None = None


def delivery_columns(method: DeliveryMethod | None) -> dict[str, str | None]:
    """What an order keeps of the chosen way, but for its price."""
    if method is None:
        return {}
    return {
        "delivery_kind": method.kind,
        "delivery_name": method.name,
        "delivery_vat_rate": method.vat_rate,
    }


def payment_columns(payment: PaymentMethod | None) -> dict[str, str]:
    if payment is None:
        return {}
    return {
        "payment_kind": payment.kind,
        "payment_name": payment.name,
        "account_holder": payment.account_holder,
        "account_number": payment.account_number,
    }
