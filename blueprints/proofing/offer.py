"""What is sold of one photo and how much of it is wanted: the formats beside the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from blueprints.proofing.choice import Choice
from models.price_item import PriceItem

# A price list may have a dozen formats: the rest of them waits behind a word.
SHOWN = 4


@dataclass(frozen=True)
class Offer:
    """`quantity` pieces are wanted of this photo; of `included_count` pieces in the package
    `left_count` are still free.
    """

    item: PriceItem
    quantity: int
    included_count: int
    left_count: int


@dataclass(frozen=True)
class Group:
    """`cents` is what the pieces of this photo cost."""

    name: str
    title: str
    offers: Sequence[Offer]
    cents: int

    @property
    def shown(self) -> list[Offer]:
        """The first few, and whatever is wanted."""
        return [one for at, one in enumerate(self.offers) if at < SHOWN or one.quantity]

    @property
    def others(self) -> list[Offer]:
        return [one for one in self.offers if one not in self.shown]


def groups(choice: Choice, photo_id: int) -> list[Group]:
    """Prints, then files; none where the gallery sells nothing of a photo."""
    if not choice.has_offer:
        return []
    items = [item for item in choice.items.values() if item.is_per_photo]
    parts = [
        ("prints", _("Prints"), [item for item in items if item.is_print]),
        ("files", _("Digital files"), [item for item in items if not item.is_print]),
    ]
    return [
        Group(
            name,
            title,
            [_offer(item, choice, photo_id) for item in part],
            _spent_cents(part, choice, photo_id),
        )
        for name, title, part in parts
        if part
    ]


def _spent_cents(items: list[PriceItem], choice: Choice, photo_id: int) -> int:
    of_photo = (line for line in choice.quote.lines if line.photo_id == photo_id)
    return sum(line.total_cents for line in of_photo if line.item in items)


def _offer(item: PriceItem, choice: Choice, photo_id: int) -> Offer:
    taken = sum(n for (item_id, _photo), n in choice.pieces.items() if item_id == item.id)
    included = choice.left.print_counts.get(item.id, 0)
    return Offer(
        item,
        choice.pieces.get((item.id, photo_id), 0),
        included,
        max(0, included - taken),
    )
