"""Texts that have to fit into another system's fields."""

import unicodedata

_JOINERS = {"\u200d", "\ufe0e", "\ufe0f"}


def plain(text: str) -> str:
    """Without control characters; breaks of lines stay."""
    breaks = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in breaks if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def cut(text: str, length: int) -> str:
    """The beginning of it, at most `length` code points; no accent is torn off its letter and no
    emoji apart."""
    text = plain(text).strip()
    if len(text) <= length:
        return text
    end = length
    while end and (_clings(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip()


def _clings(character: str) -> bool:
    """Does it belong to what stands before it?"""
    if character in _JOINERS or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return unicodedata.category(character).startswith("M")
