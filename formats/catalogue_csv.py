"""The catalogue as CSV: a row for each size, columns named as IOF would name the place.

Written with commas, every cell quoted, in UTF-8 with a byte order mark, for spreadsheets. Read from
whatever a spreadsheet saves. What a studio keeps to itself (purchase price, supplier, note) is no
part of it.
"""

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, TextIO

from formats.csv_cells import armed, disarmed

BOM = codecs.BOM_UTF8
DELIMITERS = ",;\t"
LONGEST_CELL = 1_000_000
_PRICE = re.compile(r"/sizes/size/price@gross\[(.+)\]", re.DOTALL)
_LANGUAGES = {"pl": "pol", "en": "eng"}


def _said(field: str, tag: str) -> dict[str, str]:
    return {f"{field}:{two}": f"/description/{tag}@{three}" for two, three in _LANGUAGES.items()}


OF_PRODUCT = {
    "id": "/@id",
    "code": "/@code_on_card",
    "kind": "/@type",
    "vat_rate": "/@vat",
    "is_hidden": "/@hidden",
    "takes_picture": "/@takes_picture",
    "category": "/category@name",
    "producer": "/producer@name",
    "unit": "/unit@name",
    **{f"name:{two}": f"/description/name@{three}" for two, three in _LANGUAGES.items()},
    **{f"summary:{two}": f"/description/short_desc@{three}" for two, three in _LANGUAGES.items()},
    **{
        f"description:{two}": f"/description/long_desc@{three}" for two, three in _LANGUAGES.items()
    },
    "parameters": "/parameters/parameter@name",
    "values": "/parameters/parameter/value@name",
    "parts": "/bundled/product@code",
    "part_sizes": "/bundled/product/sizes/size@code",
    "quantities": "/bundled/product@quantity",
}
OF_SIZE = {
    "size": "/sizes/size@name",
    "size_code": "/sizes/size@code",
    "ean": "/sizes/size@code_producer",
    "external_code": "/sizes/size@code_external",
    "weight_g": "/sizes/size@weight",
    "stock_count": "/sizes/size/stock@quantity",
}
COLUMNS = OF_PRODUCT | OF_SIZE
_FIELDS = {column: field for field, column in COLUMNS.items()}
# Figures that Kadr writes: their minus stays a minus.
_FIGURES = {"id", "weight_g", "stock_count", "quantities"}


class NotACatalogue(Exception):
    """The first row names no column of a catalogue, or the file breaks off inside a cell."""


def price_field(shop: str) -> str:
    return f"price:{shop}"


def column_of(field: str) -> str:
    """What the column of a field is called: "/@id", "/sizes/size/price@gross[Shop]"."""
    shop = field.removeprefix("price:")
    return COLUMNS[field] if shop == field else f"/sizes/size/price@gross[{shop}]"


def head(shops: Sequence[str]) -> bytes:
    fields = [*COLUMNS, *map(price_field, shops)]
    return BOM + _written([[column_of(field) for field in fields]])


def rows(said: Iterable[Mapping[str, str]], shops: Sequence[str]) -> bytes:
    """`said` is by field, a row for each size; amounts as "12.50"."""
    fields = [*COLUMNS, *map(price_field, shops)]
    return _written([_cell(field, row.get(field, "")) for field in fields] for row in said)


def refused_rows(refused: Iterable[tuple[Sequence[str], str]]) -> bytes:
    """Rows as they were read, with the reason in a last column of its own."""
    return _written([*map(disarmed, cells), disarmed(reason)] for cells, reason in refused)


def columns_of(file: BinaryIO) -> list[str]:
    """The first row of a file, as it stands there. Raises NotACatalogue."""
    with _begun(file) as (_reader, columns):
        return columns


def read(file: BinaryIO) -> Iterator[tuple[int, dict[str, str], list[str]]]:
    """Each row with its number as spreadsheets count (the first is the head), its cells by field
    and as they stand. Columns of other programs are left out, and empty rows.

    Raises NotACatalogue.
    """
    with _begun(file) as (reader, columns):
        fields = [field_of(column) for column in columns]
        for number, row in enumerate(reader, start=2):
            if any(row):
                cells = [armed(cell) for cell in row]
                whole = cells + [""] * (len(fields) - len(cells))
                named = zip(fields, whole, strict=False)
                yield number, {field: cell for field, cell in named if field}, cells


def field_of(column: str) -> str:
    """The field of a column, "" for those of other programs."""
    column = column.strip()
    if found := _PRICE.fullmatch(column):
        return price_field(found[1])
    return _FIELDS.get(column, "")


@contextlib.contextmanager
def _begun(file: BinaryIO) -> Iterator[tuple[Iterator[list[str]], list[str]]]:
    """A reader behind the first row, and that row."""
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(file, _encoding(file), errors="replace", newline="")
    try:
        yield _reader(text)
    except csv.Error as error:
        raise NotACatalogue(str(error)) from error
    finally:
        text.detach()


def _reader(text: TextIO) -> tuple[Iterator[list[str]], list[str]]:
    for delimiter in DELIMITERS:
        text.seek(0)
        reader = csv.reader(text, delimiter=delimiter)
        columns = [armed(cell) for cell in next(reader, [])]
        if sum(bool(field_of(column)) for column in columns) > 1:
            return reader, columns
    raise NotACatalogue("no known column")


def _encoding(file: BinaryIO) -> str:
    """By its mark; without one it is UTF-8 when all of it is, else what Polish Excel writes."""
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 16):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1250"
    finally:
        file.seek(0)
    return "utf-8-sig"


def _cell(field: str, text: str) -> str:
    return text if field in _FIGURES or field.startswith("price:") else disarmed(text)


def _written(lines: Iterable[Iterable[str]]) -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return page.getvalue().encode("utf-8", "replace")
