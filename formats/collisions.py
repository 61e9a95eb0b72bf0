"""What a program would get wrong with the picked names, found before anybody gives them to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from formats.searches import LIGHTROOM_TEXT, Search
from formats.stems import matching_key, one_line, stem


class Shot(NamedTuple):
    """A photo by what tells it apart from another one of the same name."""

    filename: str
    folder: str = ""
    taken_on: date | None = None


@dataclass(frozen=True)
class Collision:
    """A picked stem and the stems of the unpicked photos it would also show, one per photo."""

    picked_stem: str
    also_shown: tuple[str, ...]


@dataclass(frozen=True)
class Twins:
    """Photos of the gallery, at least one of them picked, that share a stem."""

    stem: str
    shots: tuple[Shot, ...]


@dataclass(frozen=True)
class Audit:
    """Warnings for picked photos, in list order.

    `uncarriable`: stems the program cannot be told. `also_shown_count`: unpicked photos shown,
    each counted once.
    """

    collisions: tuple[Collision, ...]
    uncarriable: tuple[str, ...]
    twins: tuple[Twins, ...]
    also_shown_count: int

    @property
    def is_clean(self) -> bool:
        """The program would show the picked photos, all of them and no other one."""
        return not self.collisions and not self.uncarriable


def audit(
    picked: Sequence[Shot], everything: Iterable[Shot], search: Search = LIGHTROOM_TEXT
) -> Audit:
    """Compare the picked photos with every photo of the gallery, the picked ones included.

    Upper and lower case, NFC and NFD are the same, as in the programs themselves.
    """
    everything = list(everything)
    others = list((Counter(everything) - Counter(picked)).elements())
    shown = _shown(picked, others, search)
    names = list(dict.fromkeys(stem(shot.filename) for shot in picked))
    return Audit(
        collisions=tuple(
            Collision(name, tuple(_listed(others[place].filename) for place in sorted(places)))
            for name, places in shown.items()
            if places
        ),
        uncarriable=tuple(one_line(name) for name in names if not search.carries(name)),
        twins=_twins(names, everything),
        also_shown_count=len(set().union(*shown.values())),
    )


def _shown(picked: Sequence[Shot], others: Sequence[Shot], search: Search) -> dict[str, set[int]]:
    """For each picked stem the places of the others that would be shown as well."""
    sought = [matching_key(_listed(shot.filename)) for shot in picked]
    names = [matching_key(_listed(shot.filename)) for shot in others]
    shown: dict[str, set[int]] = defaultdict(set)
    for shot, places in zip(picked, search.finds(sought, names), strict=True):
        shown[_listed(shot.filename)].update(
            place for place in places if not search.minds_days or _same_day(shot, others[place])
        )
    return shown


def _same_day(one: Shot, other: Shot) -> bool:
    """A photo without a day is looked for on every day, and found on none."""
    return one.taken_on is None or one.taken_on == other.taken_on


def _twins(names: Sequence[str], everything: Iterable[Shot]) -> tuple[Twins, ...]:
    shots = defaultdict(list)
    for shot in everything:
        shots[matching_key(stem(shot.filename))].append(shot)
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(matching_key(name), name)
    return tuple(
        Twins(one_line(name), tuple(shots[key]))
        for key, name in spelled.items()
        if len(shots[key]) > 1
    )


def _listed(filename: str) -> str:
    return one_line(stem(filename))
