"""A CSV that Polish Excel opens by itself and that runs nothing there."""

import csv
import io
import re
from collections.abc import Iterable

# A spreadsheet takes such a cell for a formula; the full-width signs and leading blanks as well.
_FORMULA = re.compile("[\t\r\n]|[\x00\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


class Figure(str):
    """An amount that Kadr has reckoned: nobody has typed it, so its minus stays a minus."""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """RFC 4180 with `;` between cells and CRLF after each row; formulas are disarmed.

    Encode it as `utf-8-sig`: Excel finds Polish letters only behind a byte order mark.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return page.getvalue()


def guarded(cell: str) -> str:
    """The cell with `'` in front when a spreadsheet would run it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _written(cell: object) -> str:
    return cell if isinstance(cell, Figure) else guarded(str(cell))


def disarmed(cell: str) -> str:
    """As `guarded`, for a file that Kadr reads again: `armed` gives back every letter."""
    return f"'{cell}" if _FORMULA.match(cell.lstrip("'")) else cell


def armed(cell: str) -> str:
    """What `disarmed` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell.lstrip("'")) else cell
