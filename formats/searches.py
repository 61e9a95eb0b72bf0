"""How a program looks up the names it is given, and hence which other photos it would show.

Every finder takes what is sought and all other names, both as `matching_key` folds them, and
gives for each sought name the places of the others that it would also show.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

Finder = Callable[[Sequence[str], Sequence[str]], list[list[int]]]
_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029]"


@dataclass(frozen=True)
class Search:
    """`refuses` matches the stems that cannot be written down for the program, and none may be
    longer than `longest_bytes` of UTF-8."""

    finds: Finder
    refuses: re.Pattern[str]
    longest_bytes: int = 1_000_000
    minds_days: bool = False

    def carries(self, stem: str) -> bool:
        return not self.refuses.search(stem) and 0 < len(stem.encode()) <= self.longest_bytes


def _containing(sought: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """The names are joined into one text and each sought name is one `str.find` over it: the n·m
    comparisons happen in C. No name contains the line feed between them.
    """
    text = "\n".join(others)
    starts = list(accumulate((len(name) + 1 for name in others), initial=0))
    return [list(_hits(name, text, starts)) for name in sought]


def _hits(sought: str, text: str, starts: Sequence[int]) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        place = bisect_right(starts, at) - 1
        yield place
        at = text.find(sought, starts[place + 1])


def _nothing(sought: Sequence[str], _others: Sequence[str]) -> list[list[int]]:
    """A list is read by a person; no program looks its names up."""
    return [[] for _ in sought]


def _equal(sought: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    return _by_keys(sought, others, lambda name: [name])


def _beginning(sought: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """Begins with the name and a dot: IMG_1 finds IMG_1.b, never IMG_10."""
    return _by_keys(sought, others, _up_to_each_dot)


def _beginning_bare(sought: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """The same for a program to which ó is o."""
    return _beginning([_bare(name) for name in sought], [_bare(name) for name in others])


def _by_words(sought: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """A value is split at spaces: begins with the first word, contains the others, and behind
    the last one comes a dot. Only the rarest word of each name is looked for everywhere.
    """
    wanted = {name: f"{name}.".split() for name in sought}
    uses = Counter(word for words in wanted.values() for word in words[1:])
    rarest = {
        name: min(words[1:], key=uses.__getitem__, default="") for name, words in wanted.items()
    }
    dotted = [f"{name}." for name in others]
    holding = _holding([word for word in set(rarest.values()) if word], dotted)
    whole = dict(zip(sought, _beginning(sought, others), strict=True))
    return [
        [place for place in holding[rarest[name]] if _has_all(wanted[name], dotted[place])]
        if rarest[name]
        else whole[name]
        for name in sought
    ]


def _holding(words: Sequence[str], names: Sequence[str]) -> dict[str, list[int]]:
    """For each word, which holds no space, the places of the names that contain it."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for part in set(name.split()):
            places[part].append(place)
    parts = list(places)
    return {
        word: sorted({place for part in found for place in places[parts[part]]})
        for word, found in zip(words, _containing(words, parts), strict=True)
    }


def _has_all(words: Sequence[str], name: str) -> bool:
    return name.startswith(words[0]) and all(word in name for word in words[1:])


def _ending(sought: Sequence[str], others: Sequence[str]) -> list[list[int]]:
    """Contains the name and a dot, and `_` stands for any sign, as in SQL."""
    shapes: dict[tuple[int, tuple[int, ...]], dict[str, str]] = defaultdict(dict)
    for name in dict.fromkeys(sought):
        shapes[_shape(name)][name.replace("_", "\0")] = name
    found: dict[str, list[int]] = {name: [] for name in sought}
    for place, other in enumerate(others):
        for (length, blanks), wanted in shapes.items():
            tails = {_blanked(head[-length:], blanks) for head in _heads(other, length)}
            for tail in tails & wanted.keys():
                found[wanted[tail]].append(place)
    return [found[name] for name in sought]


def _shape(name: str) -> tuple[int, tuple[int, ...]]:
    return len(name), tuple(place for place, sign in enumerate(name) if sign == "_")


def _heads(name: str, length: int) -> Iterator[str]:
    return (name[:end] for end in (*_dots(name), len(name)) if end >= length)


def _blanked(tail: str, blanks: Iterable[int]) -> str:
    signs = list(tail)
    for place in blanks:
        signs[place] = "\0"
    return "".join(signs)


def _by_keys(
    sought: Sequence[str], others: Sequence[str], keys: Callable[[str], Iterable[str]]
) -> list[list[int]]:
    places = defaultdict(list)
    for place, other in enumerate(others):
        for key in keys(other):
            places[key].append(place)
    return [places.get(name, []) for name in sought]


def _up_to_each_dot(name: str) -> Iterator[str]:
    return (name[:end] for end in (*_dots(name), len(name)))


def _dots(name: str) -> list[int]:
    return [place for place, sign in enumerate(name) if sign == "." and place]


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


# Names that no file can have, anywhere or on Windows.
_NO_FILE = r"[/\x00\x80-\x9f]|\A\.{1,2}\Z"
_NO_WINDOWS_FILE = rf'[<>:"/\\|?*]|{_CONTROL}|\A\.{{1,2}}\Z'
_NO_RULE = re.compile(rf"(?:\A|\s)[!+]|\+\s|{_CONTROL}|\A\s")
_NO_XML = "[\ufffe\uffff]"

LISTED = Search(_nothing, re.compile(_CONTROL))
# Lightroom splits what is typed at spaces and commas; `!x` means "not x", `+` means "and".
LIGHTROOM_TEXT = Search(_containing, re.compile(rf"[\s,]|\A[!+]|\+\Z|{_CONTROL}"))
LIGHTROOM_RULES = Search(_by_words, _NO_RULE)
LIGHTROOM_RULES_BY_DAY = Search(_by_words, _NO_RULE, minds_days=True)
FILES = Search(_equal, re.compile(_NO_FILE))
WINDOWS_FILES = Search(_equal, re.compile(_NO_WINDOWS_FILE))
# 255 bytes are the longest name that can be unpacked; a few of them are the extension's.
ARCHIVED_FILES = Search(_equal, re.compile(rf"[/\\]|{_CONTROL}|\A\.{{1,2}}\Z"), longest_bytes=240)
WINDOWS_SEARCH = Search(_beginning, re.compile(rf"{_NO_WINDOWS_FILE}|{_NO_XML}"))
FINDER_SEARCH = Search(_beginning_bare, re.compile(rf"{_NO_FILE}|{_CONTROL}|{_NO_XML}"))
DARKTABLE = Search(_ending, re.compile(rf"[,/%]|{_CONTROL}|\A\s"), longest_bytes=254)
