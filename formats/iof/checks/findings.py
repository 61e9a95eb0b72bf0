"""What can be wrong with an offer, each kind with the number of its check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

# What the checks are called; callers say it in their own words.
CODES = {
    "not_xml": 1,
    "not_utf8": 1,
    "doctype": 1,
    "root": 2,
    "supplier": 3,
    "times": 3,
    "expired": 3,
    "link_missing": 4,
    "link_relative": 4,
    "hash_shape": 5,
    "hash_differs": 5,
    "changed_unreadable": 5,
    "head": 9,
    "id_not_whole": 10,
    "id_twice": 10,
    "code_twice": 10,
    "size_twice": 10,
    "empty_node": 11,
    "unknown_reference": 12,
    "reference_twice": 12,
    "price_unreadable": 13,
    "gross_differs": 13,
    "currency_differs": 13,
    "quantity_unreadable": 14,
    "quantity_mixed": 14,
    "quantity_fraction": 14,
    "escaped_twice": 15,
    "picture_missing": 16,
    "picture_wrong": 16,
    "parts_missing": 17,
    "parts_unexpected": 17,
    "part_unknown": 17,
    "part_quantity": 17,
    "part_size": 17,
    "part_cycle": 17,
    "removed_content": 18,
    "removed_in_light": 18,
    "private_node": 19,
    "foreign_namespace": 20,
    "schema": 21,
    "light_currency": 22,
    "light_missing": 22,
    "light_unknown": 22,
    "light_set": 22,
    "light_ahead": 22,
    "light_price": 23,
    "light_quantity": 24,
    "light_old": 24,
    "slice_name": 25,
    "slices_unordered": 25,
    "replay_differs": 26,
}
# Nobody is kept from reading the offer by these.
HINTS = frozenset({"picture_missing", "escaped_twice", "light_ahead", "light_old"})
CHECKS = tuple(sorted(set(CODES.values())))

# Opens a file anew, to be read once and closed.
Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Finding:
    """`file` is the name that a gateway has for it, `values` what its sentence needs."""

    code: str
    file: str
    line: int = 0
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def check(self) -> int:
        return CODES[self.code]

    @property
    def is_hint(self) -> bool:
        return self.code in HINTS


@dataclass(frozen=True)
class Feed:
    """The files of an offer by name: "gateway", "full", "light", "sizes", "full_change2026-…".

    `now` is the studio's local time. With `discount_bp`, in hundredths of a percent, prices of
    light are held against those of full; with `earlier`, a full file from before, the slices are
    applied to it.
    """

    files: Mapping[str, Opener]
    now: datetime | None = None
    discount_bp: int | None = None
    earlier: Opener | None = None

    @property
    def slices(self) -> list[str]:
        return sorted(name for name in self.files if name.startswith("full_change"))


def told(code: str, file: str, line: int = 0, /, **values: object) -> Finding:
    return Finding(code, file, line, {name: str(value) for name, value in values.items()})
