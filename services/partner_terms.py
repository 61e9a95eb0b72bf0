"""What a partner asks for: pieces of products, for somebody, sent somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.order_delivery import HOME_COUNTRY
from services.refusals import Refused


@dataclass(frozen=True)
class Wanted:
    """`code` is of a size: ours ("internal"), its EAN ("producer") or the other system's
    ("external"). `file` is a file that was sent before, `session` and `number` name a photo of a
    session that is shared. `parts` are codes of the sizes that a set leaves to the buyer."""

    code: str
    quantity: int
    code_type: str = "internal"
    expected_net_cents: int | None = None
    file: str = ""
    session: str = ""
    number: int | None = None
    parts: Sequence[str] = ()


@dataclass(frozen=True)
class Recipient:
    """The end customer; `country` is ISO 3166 alpha-2."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = HOME_COUNTRY
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PartnerTerms:
    """`reference` is the partner's own number of the order, unique for ever; `shop` the code of one
    of the partner's shops, needed where there are several; `method` the id of a way of delivery."""

    reference: str
    lines: Sequence[Wanted]
    recipient: Recipient
    method: int
    shop: str = ""
    point: str = ""
    preferred_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """`code` is for programs, `field` the place in what was sent (`lines[0].code`), `message` for
    people; `facts` say more, such as the price of today."""

    code: str
    field: str
    message: str
    facts: tuple[tuple[str, object], ...] = ()


class PartnerRefused(Refused):
    """Nothing was ordered and nothing stands aside; `faults` say all that is wrong."""

    def __init__(self, *faults: Fault):
        super().__init__(faults[0].message)
        self.faults = faults


class OrderingOff(PartnerRefused):
    """Sharing is off, or orders are not allowed."""

    status = 403


class NotOffered(PartnerRefused):
    """No shop of the partner's sells it, whether it exists or not."""

    status = 403


class TermsWrong(PartnerRefused):
    status = 422


class KeyReused(PartnerRefused):
    """The Idempotency-Key came with something else before."""

    status = 422


class ReferenceTaken(PartnerRefused):
    """Another order of the partner has this reference."""


class PriceChanged(PartnerRefused):
    pass


class OutOfStock(PartnerRefused):
    pass


class TooLate(PartnerRefused):
    """The order is in production, sent, or its sale is documented."""
