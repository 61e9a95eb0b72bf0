"""A photo's name as other programs look for it."""

import posixpath
import re
import unicodedata
from collections.abc import Container

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def stem(filename: str) -> str:
    """The name without its last extension: `a.b.CR3` is `a.b`, `.hidden` stays `.hidden`.

    The client saw IMG_1.JPG, the photographer edits IMG_1.CR3: the stem is what they share.
    `filename` is a bare name, never a path.
    """
    return posixpath.splitext(filename)[0]


def one_line(name: str) -> str:
    """The name letter for letter, but a line break or another control character becomes a space.

    Without this, one photo would take two lines of a list.
    """
    return _CONTROL.sub(" ", name)


def matching_key(name: str) -> str:
    """Equal for names that programs take for the same: upper or lower case, NFC or NFD."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def matching_stem(filename: str, stems: Container[str]) -> str | None:
    """The longest of `stems` that the name is, or begins with before a suffix such as "-Edit".

    `stems` are keys of `matching_key`.
    """
    name = matching_key(stem(filename))
    for end in range(len(name), 0, -1):
        whole = end == len(name) or not name[end].isalnum()
        if whole and name[:end] in stems:
            return name[:end]
    return None
