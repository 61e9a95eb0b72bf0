"""What a page showed of something that two people may change, so that neither undoes the other's
work unknowingly."""

import hashlib
import json
from collections.abc import Mapping

from flask_babel import lazy_gettext

from services.refusals import Refused


class ChangedMeanwhile(Refused):
    """By somebody else, since the page was opened; `names` say what, as `seen_as` was told."""

    status = 409

    def __init__(self, names: list[str]):
        super().__init__(
            lazy_gettext("Somebody has changed this meanwhile. Look at it, then save again.")
        )
        self.names = names


def seen_as(values: Mapping[str, object]) -> str:
    """For a hidden field: a mark of each value."""
    return json.dumps({name: _mark(value) for name, value in values.items()})


def refuse_changes(seen: str, values: Mapping[str, object]) -> None:
    """`seen` is what came back from the page, "" from one that told nothing.

    Raises ChangedMeanwhile.
    """
    marks = _marks(seen)
    changed = [name for name in values if name in marks and marks[name] != _mark(values[name])]
    if changed:
        raise ChangedMeanwhile(changed)


def _marks(seen: str) -> dict[str, str]:
    try:
        marks = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return {}
    return marks if isinstance(marks, dict) else {}


def _mark(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:12]
