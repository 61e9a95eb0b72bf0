"""M-17: the spreadsheet of picked photos."""

import csv
import io

import pytest

from formats.csv_cells import csv_text, guarded
from formats.exports.picked import Wish
from tests.formats.exports.picked import (
    POLISH,
    exported,
    hostile_cells,
    hostile_names,
    photo,
    photos,
)


def rows_of(picked, form="csv/photos"):
    export = exported(form, picked, csv_words=POLISH)
    page = io.StringIO(export.data.decode("utf-8-sig"), newline="")
    return list(csv.reader(page, delimiter=";"))


def test_the_file_starts_as_polish_excel_wants_it():
    """The vector of exports.md, with our further columns behind it."""
    export = exported("csv/photos", photos("IMG_1.JPG"), csv_words=POLISH)
    head, row, rest = export.data.decode("utf-8").split("\r\n")
    assert head.startswith("\ufefflp;nazwa_pliku;nazwa_bez_rozszerzenia;")
    assert row.startswith("1;IMG_1.JPG;IMG_1;")
    assert rest == ""
    assert not export.text.startswith("\ufeff")


def test_a_row_tells_order_kind_prints_and_note():
    prints = (("15×23, mat", 3), ("10×15", 1))
    picked = [
        photo("IMG_1.JPG", 7, order_numbers=(1042, 1061), kind="package", note="usunąć lampę"),
        photo("IMG_2.JPG", 9, order_numbers=(1061,), kind="extra", prints=prints),
    ]
    assert rows_of(picked) == [
        [
            *("lp", "nazwa_pliku", "nazwa_bez_rozszerzenia", "nr_zamowienia"),
            *("rodzaj", "format_odbitek", "liczba_odbitek", "uwagi"),
        ],
        ["1", "IMG_1.JPG", "IMG_1", "1042, 1061", "w pakiecie", "", "", "usunąć lampę"],
        ["2", "IMG_2.JPG", "IMG_2", "1061", "dodatkowe", "15×23, mat × 3 | 10×15 × 1", "4", ""],
    ]


def test_by_person_everybodys_photos_stand_together():
    """N-23: by their first order; two people of one name are told apart by their address."""
    anna, jan, other = (("Anna", "a@x"), ("Jan", "j@x"), ("Anna", "other@x"))
    picked = [
        photo("IMG_1.JPG", 1, wishes=(Wish(*jan, 3, "extra", ""), Wish(*anna, 5, "extra", ""))),
        photo("IMG_2.JPG", 2, wishes=(Wish(*anna, 2, "package", "ciepło"),)),
        photo("IMG_3.JPG", 3, wishes=(Wish(*other, 4, "print", ""),)),
    ]
    rows = rows_of(picked, "csv/people")[1:]
    assert [(row[0], row[1], row[2], row[3]) for row in rows] == [
        (*anna, "2", "IMG_2.JPG"),
        (*anna, "5", "IMG_1.JPG"),
        (*jan, "3", "IMG_1.JPG"),
        (*other, "4", "IMG_3.JPG"),
    ]
    assert rows[0][4:] == ["IMG_2", "w pakiecie", "ciepło"]


def test_two_photos_of_one_name_are_two_rows():
    assert len(rows_of(photos("IMG_1.JPG", "IMG_1.JPG"))) == 3


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "\x00=1"])
def test_a_formula_is_disarmed_by_an_apostrophe(cell):
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["IMG_1", "Ślub - 1", "", "0007", '"=1+1"', "a=b"])
def test_an_ordinary_cell_is_left_alone(cell):
    assert guarded(cell) == cell


def test_no_hostile_text_begins_a_cell_as_a_formula():
    rows = [(text,) for text in hostile_cells()]
    cells = [row[0] for row in csv.reader(io.StringIO(csv_text(rows), newline=""), delimiter=";")]
    assert len(cells) == len(rows)
    assert not [cell for cell in cells if cell.strip("\0 \t\r\n")[:1] in tuple("=+-@\uff1d")]


def test_hostile_names_and_notes_come_back_as_they_went_in():
    names = hostile_names()
    picked = [photo(name, number, note=name) for number, name in enumerate(names, start=1)]
    rows = rows_of(picked)[1:]
    assert [row[1].removeprefix("'") for row in rows] == [name.removeprefix("'") for name in names]
    assert [row[7] for row in rows] == [row[1] for row in rows]
