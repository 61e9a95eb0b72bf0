"""Words of a mail as a photographer types them: `{variables}` filled in, addresses found.

No expressions and no second round: whatever is not exactly one known variable in braces stays
literal text, and so does what a value brings along.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

VARIABLES = (
    *("order_no", "client_name", "session_name", "gallery_url", "download_url", "order_url"),
    *("total_currency", "total", "currency", "status", "document", "date", "studio_name"),
    *("photos_count", "prints_count", "payment_method", "payment_email", "to_pay", "due_date"),
    *("payment_symbol", "payment_id", "shipping_method", "shipping_addr", "shipping_addr2"),
    *("tracking_number", "tracking_url", "notes", "shop_notes", "id", "sub_Id"),
)
_VARIABLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,39})\}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'{}|\\^`]{1,2000}")
_AFTER_ADDRESS = ".,;:!?)]»”"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; with `url` it leads there."""

    text: str
    url: str = ""


def unknown_variables(text: str) -> list[str]:
    """The names in braces that are no variables, each once, in the order they come."""
    named = (match[1] for match in _VARIABLE.finditer(text))
    return list(dict.fromkeys(name for name in named if name not in VARIABLES))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced; one without a value stays as it was typed."""
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)


def lines_of(text: str) -> list[list[Piece]]:
    """The lines of a filled text, cut where an address of the web begins and ends."""
    return [_pieces(line) for line in text.split("\n")]


def _pieces(line: str) -> list[Piece]:
    pieces, place = [], 0
    for match in _ADDRESS.finditer(line):
        url = match[0].rstrip(_AFTER_ADDRESS)
        pieces += [Piece(line[place : match.start()]), Piece(url, url)]
        place = match.start() + len(url)
    return [piece for piece in (*pieces, Piece(line[place:])) if piece.text]
