"""The second line below a photo of the wall: what of it is wanted, in a few words."""

from collections import defaultdict
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.proofing.choice import Choice, Picked
from models.price_item import PriceItem


class Caption(NamedTuple):
    """`extra` is "2 prints 15×23 · note"; `brief` is all that a narrow photo has room for."""

    extra: str
    brief: str


NOTHING_TOLD = Caption("", "")


def of(choice: Choice) -> dict[int, Caption]:
    """By the id of the photo, of those in the cart that have something to tell."""
    wanted = _wanted(choice)
    return {
        photo_id: _caption(said, wanted.get(photo_id, []))
        for photo_id, said in choice.picked.items()
        if said.note or photo_id in wanted
    }


def _wanted(choice: Choice) -> dict[int, list[tuple[PriceItem, int]]]:
    wanted = defaultdict(list)
    for (item_id, photo_id), count in choice.pieces.items():
        if photo_id is not None:
            wanted[photo_id].append((choice.items[item_id], count))
    return wanted


def _caption(said: Picked, wanted: list[tuple[PriceItem, int]]) -> Caption:
    parts, brief = [], ""
    if print_count := sum(count for item, count in wanted if item.is_print):
        parts.append(_prints(print_count, {item.name for item, _count in wanted if item.is_print}))
        brief = ngettext("%(num)s pr.", "%(num)s pr.", print_count)
    if file_count := sum(count for item, count in wanted if not item.is_print):
        parts.append(ngettext("%(num)s file", "%(num)s files", file_count))
    if not said.is_retouched:
        parts.append(_("not retouched"))
    if said.note:
        parts.append(_("note"))
        brief = _("note")
    return Caption(" · ".join(parts), brief or parts[0])


def _prints(count: int, formats: set[str]) -> str:
    told = ngettext("%(num)s print", "%(num)s prints", count)
    return f"{told} {formats.pop()}" if len(formats) == 1 else told
