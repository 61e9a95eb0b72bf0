"""What is said of an offer, whatever file it is written to. Amounts are minor units of the
partner's currency, times are the studio's local time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

UNLIMITED = -1
ONE_SIZE = "uniw"
SETS = ("bundle", "collection")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that products refer to by its id: a category by its whole path."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """`language` has two letters: "pl"."""

    language: str
    name: str
    summary: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class OfferedSize:
    """`id` is that of the size's name, or ONE_SIZE; `quantity` pieces are there, or UNLIMITED."""

    id: str
    name: str
    code: str
    gross_cents: int
    net_cents: int
    quantity: int
    ean: str = ""
    external_code: str = ""
    weight_g: int = 0


@dataclass(frozen=True, slots=True)
class OfferedPicture:
    url: str
    md5: str
    width: int
    height: int
    icon_url: str
    icon_md5: str
    icon_width: int
    icon_height: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class OfferedValue:
    parameter: Named
    value: Named


@dataclass(frozen=True, slots=True)
class OfferedPart:
    """Without `size_code` the buyer chooses the size."""

    product_id: int
    kind: str
    quantity: int
    size_id: str = ""
    size_code: str = ""


@dataclass(frozen=True, slots=True)
class OfferedProduct:
    """`words` begin with those of the edition's language. A set has its price in the one size it
    has, which is written nowhere else. `vat_rate` is "23", "8", "5", "0" or "zw"; `currency` is
    that of all its prices. Parts that come in one size only are pinned to it."""

    id: int
    kind: str
    code: str
    vat_rate: str
    words: Sequence[Words]
    sizes: Sequence[OfferedSize]
    category: Named | None = None
    producer: Named | None = None
    unit: Named | None = None
    pictures: Sequence[OfferedPicture] = ()
    values: Sequence[OfferedValue] = ()
    parts: Sequence[OfferedPart] = ()
    currency: str = "PLN"

    @property
    def is_set(self) -> bool:
        return self.kind in SETS

    @property
    def language(self) -> str:
        return self.words[0].language


@dataclass(frozen=True, slots=True)
class OfferedParameter:
    """A parameter with all its values, for the list of them."""

    parameter: Named
    values: Sequence[Named]


@dataclass(frozen=True, slots=True)
class FileHead:
    """`language` has two letters, `currency` three."""

    generated: datetime
    expires: datetime
    language: str
    currency: str
