"""What is stored beside what rows name: of a million files, one gallery's in memory at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby

from extensions import db
from media.storage import Stored
from services import stored_keys
from services.files import storage

READ_AT_ONCE = 1000


@dataclass(frozen=True)
class Naming:
    """A row that names a file; `size_bytes` where the row knows it."""

    table: str
    size_bytes: int | None
    sure: bool

    def is_kept(self, size_bytes: int | None) -> bool:
        """Does a file of so many bytes, None for no file, do for the row?"""
        if size_bytes is None:
            return not self.sure
        return self.size_bytes in (None, size_bytes)


@dataclass
class Place:
    """A key, who names it, and what lies there; one of both is missing when something is wrong."""

    key: str
    stored: Stored | None = None
    namings: list[Naming] = field(default_factory=list)

    @property
    def size_bytes(self) -> int | None:
        return self.stored.size_bytes if self.stored else None


Found = tuple[str, Naming | Stored]


def places(folder: str) -> Iterator[Place]:
    """Every key of a folder that is named or stored, one gallery (studio, product, …) at a time.

    Two lists of one order are read side by side, while files come and go: whoever finds a fault
    looks once more.
    """
    rows = db.session.execute(
        stored_keys.in_order(folder), execution_options={"yield_per": READ_AT_ONCE}
    )
    named: Iterator[Found] = ((key, Naming(table, size, sure)) for key, size, table, sure in rows)
    stored: Iterator[Found] = ((entry.key, entry) for entry in storage().entries(folder))
    for _, found in groupby(merge(named, stored, key=_owner), key=_owner):
        yield from _together(found)


def _owner(found: Found) -> str:
    """`galleries/81`. Below it, not every server lists in the same order."""
    return "/".join(found[0].split("/", 2)[:2])


def _together(found: Iterable[Found]) -> Iterable[Place]:
    places: dict[str, Place] = {}
    for key, one in found:
        place = places.setdefault(key, Place(key))
        if isinstance(one, Naming):
            place.namings.append(one)
        else:
            place.stored = one
    return places.values()
