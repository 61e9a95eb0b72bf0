"""What a "file name contains" filter would get wrong, found before anybody pastes the list."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from formats.stems import matching_key, one_line, stem

if TYPE_CHECKING:
    from formats.filename_lists import PickedPhoto

# Lightroom splits what is typed at spaces and commas; `!x` means "not x", `+` means "and".
_UNCARRIABLE = re.compile(r"[\s,]|^[!+]|\+\Z")


@dataclass(frozen=True)
class Collision:
    """A picked stem and the stems of the unpicked photos that contain it, one per photo."""

    picked_stem: str
    also_shown: tuple[str, ...]


@dataclass(frozen=True)
class Audit:
    """Warnings for a list of stems, in list order.

    `uncarriable`: stems the filter cannot hold. `duplicate_stems`: picked stems that more than
    one photo of the gallery has. `also_shown_count`: unpicked photos shown, each counted once.
    """

    collisions: tuple[Collision, ...]
    uncarriable: tuple[str, ...]
    duplicate_stems: tuple[str, ...]
    also_shown_count: int


def audit(picked: "Sequence[PickedPhoto]", all_filenames: Iterable[str]) -> Audit:
    """Compare the picked photos with every name of the gallery, the picked ones included.

    Upper and lower case, NFC and NFD are the same, as in the programs themselves.
    """
    all_filenames = list(all_filenames)
    filenames = [photo.filename for photo in picked]
    picked_stems = list(dict.fromkeys(_listed(name) for name in filenames))
    others = [_listed(n) for n in (Counter(all_filenames) - Counter(filenames)).elements()]
    shown = _containing(picked_stems, others)
    uses = Counter(matching_key(_listed(name)) for name in all_filenames)
    return Audit(
        collisions=tuple(
            Collision(name, tuple(others[place] for place in places))
            for name, places in zip(picked_stems, shown, strict=True)
            if places
        ),
        uncarriable=tuple(name for name in picked_stems if _UNCARRIABLE.search(name)),
        duplicate_stems=tuple(name for name in picked_stems if uses[matching_key(name)] > 1),
        also_shown_count=len(set().union(*shown)),
    )


def _listed(filename: str) -> str:
    return one_line(stem(filename))


def _containing(needles: Sequence[str], names: Sequence[str]) -> list[list[int]]:
    """For each needle, the places of the names that contain it.

    The names are joined into one text and each needle is one `str.find` over it: the n·m
    comparisons happen in C. No name contains the line feed between them.
    """
    keys = [matching_key(name) for name in names]
    text = "\n".join(keys)
    starts = list(accumulate((len(key) + 1 for key in keys), initial=0))
    return [list(_hits(matching_key(needle), text, starts)) for needle in needles]


def _hits(needle: str, text: str, starts: Sequence[int]) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        place = bisect_right(starts, at) - 1
        yield place
        at = text.find(needle, starts[place + 1])
