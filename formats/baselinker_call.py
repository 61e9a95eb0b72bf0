"""What BaseLinker sends: form fields, some of which hold JSON, lists or PHP's arrays."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

_WHOLE = re.compile(r"[0-9]{1,10}")
_PRICE = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?")
LARGEST_ID = 2**31 - 1
NOTHING = ("", "all")


class BadArgument(Exception):
    """The message names the argument."""


def whole(sent: Mapping[str, str], name: str, default: int = 0) -> int:
    """Raises BadArgument for anything but a number that can be an id."""
    text = sent.get(name, "").strip()
    if text in NOTHING:
        return default
    if not _WHOLE.fullmatch(text) or int(text) > LARGEST_ID:
        raise BadArgument(name)
    return int(text)


def moment(sent: Mapping[str, str], name: str) -> datetime | None:
    """A time in seconds since 1970; None for none."""
    seconds = whole(sent, name)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def is_on(sent: Mapping[str, str], name: str) -> bool:
    return sent.get(name, "").strip().lower() in ("1", "true")


def cents_of(text: str, name: str) -> int:
    """A price in whole units, such as 9.99. Raises BadArgument."""
    if not _PRICE.fullmatch(text):
        raise BadArgument(name)
    return round(float(text) * 100)


def ids(sent: Mapping[str, str], *names: str) -> list[int]:
    """Of the first name that was sent: as JSON, with commas, or as name[0], name[1].

    Raises BadArgument for what is no list of numbers, or when there is none at all.
    """
    for name in names:
        if name in sent:
            return [_id(name, one) for one in _listed(name, sent[name])]
        if parts := [value for key, value in sent.items() if key.startswith(f"{name}[")]:
            return [_id(name, one) for one in parts]
    raise BadArgument(names[0])


def _listed(name: str, text: str) -> list[object]:
    text = text.strip()
    if not text.startswith(("[", "{")):
        return [one for one in text.split(",") if one.strip()]
    try:
        found = json.loads(text)
    except ValueError:
        raise BadArgument(name) from None
    return list(found.values()) if isinstance(found, dict) else found


def _id(name: str, value: object) -> int:
    return whole({name: str(value)}, name)
