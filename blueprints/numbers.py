"""Numbers that somebody sent."""

import re

_DIGITS = re.compile(r"[0-9]{1,9}")


def number(text: str) -> int:
    """A count, a version or the id of a row: as large as any database holds one.

    Raises ValueError for everything else, so it does for `type` of `request.form.get`.
    """
    if not _DIGITS.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)
