"""Finished files beside what was ordered, by their names alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from formats.stems import bare_stem, matching_key, matching_stem, stem


@dataclass(frozen=True)
class Differences:
    """File names, each once. `missing` were ordered and have no full file; `surplus` are full
    files that nobody ordered; `without_web` and `only_web` are in one folder only."""

    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    without_web: tuple[str, ...] = ()
    only_web: tuple[str, ...] = ()


def compare(
    ordered: Iterable[str],
    session: Iterable[str],
    full: Collection[str],
    web: Collection[str],
    own: str = "",
) -> Differences:
    """What stands between the folders and a hand-over.

    `session` are all its names, ordered or not. Without orders nothing is missing or too much;
    an empty folder is not compared with the other, because nobody wanted it. `own` is the suffix
    that the studio gives to finished files.
    """
    wanted = {matching_key(stem(name)): name for name in ordered}
    known = {matching_key(stem(name)) for name in session} | set(wanted)
    here = {name: matching_stem(name, known, own) for name in full}
    found = set(here.values())
    return Differences(
        tuple(name for key, name in wanted.items() if key not in found),
        tuple(name for name, key in here.items() if key not in wanted) if wanted else (),
        _lonely(full, web, known, own) if web else (),
        _lonely(web, full, known, own) if full else (),
    )


def _lonely(
    names: Collection[str], others: Collection[str], known: Collection[str], own: str
) -> tuple:
    """Names whose photo has no file among the others: first of the same stem, then of the same
    photo, so that IMG_1-Edit and IMG_1-web find each other and IMG_1-2 is not taken for IMG_1."""
    same = {matching_key(stem(name)) for name in others}
    left = {_photo_of(name, known, own) for name in _without(others, names)}
    return tuple(
        name
        for name in _without(names, others)
        if matching_key(stem(name)) not in same and _photo_of(name, known, own) not in left
    )


def _without(names: Collection[str], others: Collection[str]) -> list[str]:
    theirs = {matching_key(stem(name)) for name in others}
    return [name for name in names if matching_key(stem(name)) not in theirs]


def _photo_of(name: str, known: Collection[str], own: str) -> str:
    return matching_stem(name, known, own) or bare_stem(name, own)
