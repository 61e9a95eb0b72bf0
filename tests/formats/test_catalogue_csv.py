"""The catalogue as CSV, written and read (issue 7)."""

import io
import json
import os
from pathlib import Path

import pytest

from formats import catalogue_csv
from formats.csv_cells import armed, disarmed

DATA = Path(os.environ.get("KADR_TEST_DATA", "/nowhere"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="KADR_TEST_DATA is not set")
ROW = {"id": "7", "code": "P-7", "name:pl": "Odbitka, „matowa”", "size": "10×15"}
ROW |= {"stock_count": "-1", "price:Sklep [B]": "12.50"}
SHOPS = ["Sklep [B]"]


def file_of(*rows, shops=SHOPS):
    return catalogue_csv.head(shops) + catalogue_csv.rows(rows, shops)


def read(data):
    return [said for _number, said, _cells in catalogue_csv.read(io.BytesIO(data))]


def test_columns_are_named_as_iof_names_the_place_and_every_cell_is_quoted():
    """iof.md, section 6."""
    head, row = file_of(ROW).decode("utf-8-sig").splitlines()
    for column in ("/@id", "/description/name@pol", "/sizes/size@code"):
        assert f'"{column}"' in head
    assert '"/sizes/size/price@gross[Sklep [B]]"' in head
    assert file_of(ROW).startswith(b"\xef\xbb\xbf")
    assert row.startswith('"7","P-7",')
    assert '"-1"' in row


def test_what_was_written_is_read_letter_for_letter():
    (said,) = read(file_of(ROW))
    assert {field: cell for field, cell in said.items() if cell} == ROW


@pytest.mark.parametrize("cell", ["=1+1", "+48 12", "-5", "@SUM(A1)", "\t=x", "'=x", "''=x", "'ok"])
def test_formulas_run_nowhere_and_come_back_as_they_were(cell):
    (said,) = read(file_of({"code": "a", "name:pl": cell}))
    assert said["name:pl"] == cell
    assert f'"{cell}"'.encode() not in file_of({"name:pl": cell}) or disarmed(cell) == cell
    assert not disarmed(cell).startswith(("=", "+", "-", "@", "\t"))


@needs_data
def test_hostile_strings_come_back_letter_for_letter():
    payloads = json.loads((DATA / "hostile" / "text" / "blns.json").read_text("utf-8"))
    strings = [text for text in payloads if isinstance(text, str)]
    assert len(strings) > 300
    assert [armed(disarmed(text)) for text in strings] == strings
    rows = [{"code": str(n), "name:pl": text} for n, text in enumerate(strings)]
    assert [said["name:pl"] for said in read(file_of(*rows))] == strings


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_files_of_spreadsheets_are_read_whatever_they_save(delimiter, encoding):
    lines = [["/@code_on_card", "/description/name@pol"], ["P-1", "Zażółć gęślą jaźń"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (said,) = read(text.encode(encoding))
    assert said == {"code": "P-1", "name:pl": "Zażółć gęślą jaźń"}


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"a,b\r\n1,2", b"%PDF-1.4", b"\xff\xfe"])
def test_what_is_no_catalogue_is_refused(data):
    with pytest.raises(catalogue_csv.NotACatalogue):
        read(data)


def test_rows_have_the_numbers_spreadsheets_show_and_foreign_columns_are_left_out():
    data = b'/@code_on_card,Mine,/description/name@pol\nP-1,x,A\n,,\nP-2,y,"B\nC",more\n'
    read_rows = list(catalogue_csv.read(io.BytesIO(data)))
    assert [(number, said["name:pl"]) for number, said, _ in read_rows] == [(2, "A"), (4, "B\nC")]
    assert read_rows[0][2] == ["P-1", "x", "A"]


def test_a_cell_without_end_is_refused_and_a_short_row_is_filled():
    begun = b"/@code_on_card,/description/name@pol\n"
    assert read(begun + b"P-1")[0] == {"code": "P-1", "name:pl": ""}
    with pytest.raises(catalogue_csv.NotACatalogue):
        read(begun + b'P-1,"' + b"x" * (catalogue_csv.LONGEST_CELL + 10))
