"""What a product is to be, as a form, a file or a price list says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.product import ProductKind
from models.vat import STANDARD_RATE


@dataclass(frozen=True)
class SizeTerms:
    """A size is found again by `id`, else by `name`. Without `code` it keeps what it has; a new one
    is given one.

    `prices` are gross cents by the id of a price list, None: not sold there; what is not mentioned
    stays. With `keeps_stock` nobody has touched `stock_count`, and pieces sold meanwhile stay sold.
    """

    name: str = ""
    code: str = ""
    ean: str = ""
    external_code: str = ""
    weight_g: int = 0
    stock_count: int | None = None
    purchase_cents: int | None = None
    prices: Mapping[int, int | None] = field(default_factory=dict)
    keeps_stock: bool = False
    id: int | None = None


@dataclass(frozen=True)
class PartTerms:
    """`quantity` pieces of a product; without `size_id` the buyer chooses the size."""

    part_id: int
    quantity: int = 1
    size_id: int | None = None


@dataclass(frozen=True)
class TextTerms:
    name: str = ""
    summary: str = ""
    description: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.summary or self.description)


@dataclass(frozen=True)
class ProductTerms:
    """`category` is a path, "Prints/Matte"; `values` are (parameter, value). `texts` are by
    language, "en", and a language that is not mentioned stays. No sizes: it comes in one.
    """

    name: str
    kind: str = ProductKind.REGULAR
    code: str = ""
    takes_picture: bool = False
    vat_rate: str = STANDARD_RATE
    summary: str = ""
    description: str = ""
    category: str = ""
    producer: str = ""
    unit: str = ""
    supplier: str = ""
    note: str = ""
    is_hidden: bool = False
    texts: Mapping[str, TextTerms] = field(default_factory=dict)
    values: Sequence[tuple[str, str]] = ()
    sizes: Sequence[SizeTerms] = ()
    parts: Sequence[PartTerms] = ()
