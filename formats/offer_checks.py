"""What is wrong with the files of an offer, in whichever format they are.

Findings have the numbers of the checks of IOF; plain XML and CSV know few of them.
"""

import csv
import io
from collections.abc import Iterator

from formats.iof import checks
from formats.iof.checks.findings import Feed, Finding, told
from formats.iof.validation import PLAIN_XML, faults
from formats.xml_reading import NotXml

# By format, the numbers of what is looked at.
LOOKED_AT = {"iof": checks.CHECKS, "xml": (1, 21), "csv": (1, 10, 21)}
_CODE = "/sizes/size@code"


def check(data_format: str, feed: Feed) -> Iterator[Finding]:
    if data_format == "iof":
        yield from checks.check(feed)
        return
    for name in (one for one in feed.files if one.startswith(("full", "light"))):
        yield from _plain(feed, name) if data_format == "xml" else _table(feed, name)


def _plain(feed: Feed, name: str) -> Iterator[Finding]:
    with feed.files[name]() as file:
        try:
            for fault in faults(PLAIN_XML.stem, file):
                yield told("schema", name, fault.line, message=fault.message)
        except NotXml as error:
            yield told("not_xml", name, error.line, message=error)


def _table(feed: Feed, name: str) -> Iterator[Finding]:
    """Every row has the columns of the first, and every code stands once."""
    with feed.files[name]() as file:
        rows = csv.reader(io.TextIOWrapper(file, "utf-8", newline=""))
        try:
            columns = next(rows, [])
            yield from _rows(name, columns, rows)
        except UnicodeDecodeError:
            yield told("not_utf8", name, rows.line_num + 1, encoding="?")


def _rows(name: str, columns: list[str], rows) -> Iterator[Finding]:
    if _CODE not in columns:
        yield told("schema", name, 1, message=_CODE)
        return
    place, seen = columns.index(_CODE), set()
    for row in rows:
        if len(row) != len(columns):
            yield told("schema", name, rows.line_num, message=f"{len(row)} ≠ {len(columns)}")
        elif row[place] and row[place] in seen:
            yield told("code_twice", name, rows.line_num, code=row[place])
        else:
            seen.add(row[place])
