"""Names of the files that a photographer downloads."""

import re
import unicodedata
from datetime import date

# Letters that no Unicode decomposition turns into plain ones.
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "þ": "th", "Þ": "Th"}
)
_LONGEST_TITLE = 60


def download_name(session_title: str, program_slug: str, extension: str, day: date) -> str:
    """`Eksport_<session>_<program>_<day>.<extension>` in ASCII letters, digits, `-`, `_`, `.` only.

    A title without a Latin letter or digit becomes `sesja`; a long one is cut at 60 characters.
    """
    return f"Eksport_{_plain(session_title)}_{program_slug}_{day.isoformat()}.{extension}"


def archive_name(session_title: str, part: str) -> str:
    """`<session>_<part>.zip` in the same letters."""
    return f"{_plain(session_title)}_{_plain(part)}.zip"


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.translate(_LETTERS))
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = "-".join(re.findall("[A-Za-z0-9]+", bare))
    return words[:_LONGEST_TITLE].strip("-") or "sesja"
