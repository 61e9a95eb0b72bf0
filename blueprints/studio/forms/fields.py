"""Fields that speak to people: text without control characters, money, days, e-mail."""

import re
import unicodedata
from datetime import date
from typing import Any

from flask_babel import format_decimal, lazy_gettext
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import TextInput

from formats.polish_transfer import grouped_account

LINE_LIMIT = 200
TEXT_LIMIT = 5_000
COUNT_LIMIT = 10_000
MONEY_LIMIT_CENTS = 100_000_000
_MONEY = re.compile(
    r"([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,2}))?\s*(?:zł|PLN)?",
    re.IGNORECASE,
)
needed = DataRequired(lazy_gettext("Fill this in."))


class LineField(StringField):
    """One line of text, trimmed, without control characters, at most 200 letters."""

    def __init__(self, label: Any = None, validators=(), **options):
        limit = Length(max=LINE_LIMIT, message=lazy_gettext("Use at most %(max)d characters."))
        super().__init__(label, [*validators, _no_controls, limit], filters=[_trim], **options)


class TextField(TextAreaField):
    """Several lines of text, at most 5,000 letters."""

    def __init__(self, label: Any = None, validators=(), **options):
        limit = Length(max=TEXT_LIMIT, message=lazy_gettext("Use at most %(max)d characters."))
        super().__init__(label, [*validators, _no_nul, limit], filters=[_trim], **options)


class MoneyField(Field):
    """An amount typed as "40", "40,00", "40.00" or "1 234,50"; `data` is in cents.

    Nothing typed is 0. What was typed is shown again when it is wrong.
    """

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else format_decimal(self.data / 100, format="0.00")

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = cents(valuelist[0])


class CountField(Field):
    """A whole number from 0 to 10,000; nothing typed is 0, and 0 is shown as nothing."""

    widget = TextInput()

    def __init__(self, label: Any = None, **options):
        super().__init__(label, default=0, **options)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str(self.data or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        typed = valuelist[0].strip()
        if not re.fullmatch(r"[0-9]{0,5}", typed) or int(typed or 0) > COUNT_LIMIT:
            raise ValueError(lazy_gettext("Write a number from 0 to 10,000."))
        self.data = int(typed or 0)


class AccountField(LineField):
    """The number of a bank account, shown in groups; `data` is what was typed."""

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else grouped_account(self.data or "")


class DayField(Field):
    """A day from `<input type=date>`; `data` is a date or None."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = date.fromisoformat(valuelist[0].strip())
        except ValueError:
            raise ValueError(lazy_gettext("Write the day as 2026-11-22.")) from None


def cents(text: str) -> int:
    """The amount in cents. Raises ValueError, with a sentence, for anything but an amount."""
    text = text.strip()
    if not text:
        return 0
    amount = _MONEY.fullmatch(text)
    if amount is None:
        raise ValueError(lazy_gettext("Write the amount as 40 or 40.00, without other signs."))
    whole = int(re.sub(r"\D", "", amount[1])) * 100 + int((amount[2] or "").ljust(2, "0"))
    if whole >= MONEY_LIMIT_CENTS:
        raise ValueError(lazy_gettext("This amount is too large."))
    return whole


def _trim(text: str | None) -> str:
    return (text or "").strip()


def _no_controls(_form, field: Field) -> None:
    """Line breaks and their like in a name end up in mail headers."""
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in field.data or ""):
        raise ValidationError(lazy_gettext("Write this in one line, without control characters."))


def _no_nul(_form, field: Field) -> None:
    if "\0" in (field.data or ""):
        raise ValidationError(lazy_gettext("Remove the control characters."))
