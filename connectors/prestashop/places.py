"""People and addresses as PrestaShop's rules let them pass."""

import re
from typing import Any

from connectors.texts import cut, plain
from connectors.values import Address

NAME = 32
_NOT_IN_NAMES = re.compile(r"[0-9!\[\]<>,;?=+()/\\@#\"°*`{}_^$%:¤|]|\.(?! )")
_NOT_IN_STREETS = re.compile(r"[!<>?=+@{}_$%]")
_NOT_IN_CITIES = re.compile(r"[!<>;?=+@#\"°{}_$%]")
_NOT_IN_TEXTS = re.compile(r"[<>={}]")
_NOT_IN_NUMBERS = re.compile(r"[^+0-9. ()/-]")


def person_name(text: str) -> str:
    """Never empty: a name has to be written, be it a dash."""
    return cut(" ".join(_NOT_IN_NAMES.sub(" ", plain(text)).split()), NAME) or "-"


def generic(text: str, length: int) -> str:
    return cut(_NOT_IN_TEXTS.sub(" ", text), length)


def message(text: str, length: int) -> str:
    return cut(re.sub(r"[<>{}]", " ", text), length)


def postcode(text: str, pattern: str, country: str) -> str | None:
    """As the country writes it, "NN-NNN" for Poland; None when it cannot be that.

    N is a digit, L a letter, C the country's code; an empty pattern lets everything pass.
    """
    if not pattern:
        return cut(text, 12)
    left = [one for one in plain(text).upper() if one.isalnum()]
    written = ""
    for sign in pattern.replace("C", country.upper()):
        if sign not in "NL" and not (left and left[0] == sign):
            written += sign
            continue
        if not left or (sign == "N" and not left[0].isdigit()):
            return None
        if sign == "L" and not left[0].isalpha():
            return None
        written += left.pop(0)
    return None if left else written


def address_fields(address: Address, code: str) -> dict[str, Any]:
    """All but customer, country and alias; `code` is the postcode as the country writes it."""
    point = f"{address.point}" if address.point else ""
    return {
        "company": generic(address.company, 64),
        "lastname": person_name(address.last_name or address.company),
        "firstname": person_name(address.first_name),
        "vat_number": generic(address.tax_id, NAME),
        "address1": cut(_NOT_IN_STREETS.sub(" ", address.street), 128) or "-",
        "postcode": code,
        "city": cut(_NOT_IN_CITIES.sub(" ", address.city), 64) or "-",
        "other": message(point, 300),
        "phone": cut(_NOT_IN_NUMBERS.sub("", address.phone), 32),
    }
