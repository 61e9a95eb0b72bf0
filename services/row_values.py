"""The cells of one row, read as what they mean; each refusal says which cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

UNLIMITED = "-1"
LARGEST = 2_000_000_000
_AMOUNT = re.compile(r"([0-9]{1,8})(?:[.,]([0-9]{1,2}))?")
_YES, _NO = {"yes", "y", "1", "true", "tak"}, {"no", "n", "0", "false", "nie"}


class RowRefused(Exception):
    """`place` is the row within its product, from 0."""

    def __init__(self, sentence: str, field: str = "", place: int = 0):
        super().__init__(sentence)
        self.sentence, self.field, self.place = sentence, field, place


@dataclass(frozen=True)
class Value:
    """Every reader raises RowRefused."""

    said: Mapping[str, str]
    place: int

    def yes(self, field: str) -> bool:
        word = self.said[field].strip().casefold()
        if word not in _YES | _NO:
            raise self._refused(gettext("Write yes or no."), field)
        return word in _YES

    def one_of(self, field: str, words: Sequence[str]) -> str:
        word = self.said[field].strip()
        if word not in words:
            known = ", ".join(words)
            raise self._refused(gettext("Write one of these: %(words)s.", words=known), field)
        return word

    def number(self, field: str) -> int:
        return self.number_in(field, self.said[field])

    def number_in(self, field: str, text: str) -> int:
        text = text.strip()
        if not re.fullmatch("[0-9]{1,10}", text) or int(text) > LARGEST:
            raise self._refused(gettext("Write a whole number."), field)
        return int(text)

    def stock(self, field: str) -> int | None:
        """None: as many as one likes, written as -1 or not at all."""
        text = self.said[field].strip()
        return None if text in ("", UNLIMITED) else self.number(field)

    def cents(self, field: str) -> int | None:
        """None for an empty cell: not sold there."""
        text = re.sub(r"\s", "", self.said[field])
        if not text:
            return None
        amount = _AMOUNT.fullmatch(text)
        if amount is None or int(amount[1]) * 100 >= LARGEST:
            sentence = gettext("Write the amount as 40 or 40.00, without other signs.")
            raise self._refused(sentence, field)
        return int(amount[1]) * 100 + int((amount[2] or "").ljust(2, "0"))

    def _refused(self, sentence: str, field: str) -> RowRefused:
        return RowRefused(sentence, field, self.place)


def lines(text: str, count: int = 0) -> list[str]:
    """The lines of a cell, `count` empty ones when it is empty."""
    return text.replace("\r\n", "\n").split("\n") if text else [""] * count
