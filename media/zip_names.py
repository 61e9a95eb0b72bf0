"""Names inside an archive: the camera's, made harmless and unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST_BYTES = 200
_UNSAFE = re.compile(
    r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]'
)
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def unique_names(names: Sequence[str]) -> list[str]:
    """One safe name for each, in order; a repeated one gets " (2)" before its extension.

    Names that differ only by case or by Unicode form count as repeated, because they would
    overwrite one another on Windows and macOS.
    """
    taken: set[str] = set()
    return [_claim(safe_name(name), taken) for name in names]


def unique_paths(files: Sequence[tuple[Sequence[str], str]]) -> list[str]:
    """The same for files in folders: a name may come again in another folder."""
    taken: dict[str, set[str]] = {}
    paths = []
    for folder, name in files:
        path = "".join(f"{safe_name(part)}/" for part in folder)
        paths.append(path + _claim(safe_name(name), taken.setdefault(_fold(path), set())))
    return paths


def safe_name(name: str) -> str:
    """The name with everything replaced that a file system could take for a path or refuse."""
    safe = _UNSAFE.sub("_", name).strip(" ").rstrip(". ")
    if safe.startswith("..") or _DEVICE.match(safe):
        safe = f"_{safe}"
    return _shorten(safe or "photo")


def _claim(name: str, taken: set[str]) -> str:
    stem, dot, extension = _split(name)
    candidate, number = name, 1
    while (folded := _fold(candidate)) in taken:
        number += 1
        candidate = f"{stem} ({number}){dot}{extension}"
    taken.add(folded)
    return candidate


def _fold(name: str) -> str:
    return (name if name.isascii() else unicodedata.normalize("NFC", name)).casefold()


def _shorten(name: str) -> str:
    """At most LONGEST_BYTES of UTF-8, which leaves room for a number; the extension stays."""
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    stem, dot, extension = _split(name)
    tail = (dot + extension)[:20]
    room = LONGEST_BYTES - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore") + tail


def _split(name: str) -> tuple[str, str, str]:
    stem, dot, extension = name.rpartition(".")
    return (stem, dot, extension) if stem else (name, "", "")
