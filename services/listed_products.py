"""The products that stand on a price list: the formats of one paper are sizes of one print."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from models.price_item import PriceItem
from models.price_list import PriceList
from models.product import ProductKind
from services.catalogue_terms import ProductTerms, SizeTerms


@dataclass
class Listed:
    """`sizes` are gross cents by name. `key` tells it apart on its list."""

    key: tuple[str, ...]
    name: str
    kind: ProductKind
    takes_picture: bool
    vat_rate: str
    category: str
    summary: str = ""
    paper: str = ""
    sizes: dict[str, int] = field(default_factory=dict)

    def terms(self, code: str, sizes: Sequence[SizeTerms]) -> ProductTerms:
        return ProductTerms(
            self.name,
            kind=self.kind,
            code=code,
            takes_picture=self.takes_picture,
            vat_rate=self.vat_rate,
            summary=self.summary,
            category=self.category,
            values=[(gettext("Paper"), self.paper)] if self.paper else [],
            sizes=sizes,
        )


def listed_in(prices: PriceList) -> list[Listed]:
    """Everything on the list that can be sold without a session, in its order."""
    found: dict[tuple[str, ...], Listed] = {}
    for item in prices.items:
        key = key_of(item)
        one = found.setdefault(key, _listed(item, key, found))
        one.sizes[item.name if item.is_print else ""] = item.price_cents
    return list(found.values())


def key_of(item: PriceItem) -> tuple[str, ...]:
    """Prints of one paper are one product, as long as their rate of VAT is the same."""
    if item.is_print:
        return (item.kind, item.paper, item.vat_rate)
    return (item.kind, item.name)


def _listed(item: PriceItem, key: tuple[str, ...], before: dict[tuple[str, ...], Listed]) -> Listed:
    if item.is_print:
        twins = [one for one in before if one[:2] == key[:2] and one != key]
        name = gettext("Print, %(paper)s", paper=item.paper) if item.paper else gettext("A print")
        name = f"{name} ({item.vat_rate})" if twins else name
        own = (name, ProductKind.REGULAR, True, item.vat_rate, gettext("Prints"))
        return Listed(key, *own, paper=item.paper)
    if item.is_per_photo:
        own = (item.name, ProductKind.VIRTUAL, True, item.vat_rate, gettext("Digital files"))
    else:
        # One photo makes a canvas; an album of twenty is agreed on with the studio.
        takes = item.photo_max == 1
        own = (item.name, ProductKind.REGULAR, takes, item.vat_rate, gettext("Photo products"))
    return Listed(key, *own, summary=item.hint)
