"""Picked photos for the tests of exported lists."""

import base64
import json
import os
from datetime import datetime
from pathlib import Path

from formats.exports.forms import Exported, build
from formats.exports.picked import CsvWords, Options, PickedPhoto
from formats.exports.programs import PROGRAMS_BY_SLUG

POLISH = CsvWords(
    position="lp",
    filename="nazwa_pliku",
    stem="nazwa_bez_rozszerzenia",
    order_numbers="nr_zamowienia",
    kind="rodzaj",
    note="uwagi",
    prints="format_odbitek",
    copies="liczba_odbitek",
    package="w pakiecie",
    extra="dodatkowe",
)

OWN_HOSTILE_NAMES = (
    "Ślub Łucji i Żanety 0007.JPG",
    "zażółć gęślą jaźń.jpg",
    "e\u0301te\u0301.jpg",
    "\u00e9t\u00e9.jpg",
    "photo\u202egnp.jpg",
    "\u05e9\u05dc\u05d5\u05dd.jpg",
    'a,"b".jpg',
    "a;b\tc.jpg",
    "a\nb.jpg",
    "a\r\nSet-Cookie: x=1.jpg",
    "a\u2028b.jpg",
    "=1+1.jpg",
    "@SUM(A1).jpg",
    "-2+3.jpg",
    "+1.jpg",
    "  =1.jpg",
    "\uff1d1+1.jpg",
    "CON.jpg",
    ".hidden",
    "a & calc.jpg",
    "$(id)`id`%PATH%.jpg",
    "\U0001f600.jpg",
)


def photo(filename: str, number: int = 1, captured_at: datetime | None = None, **values):
    values = {"order_numbers": (), "note": "", "kind": None} | values
    return PickedPhoto(filename, captured_at, number, **values)


def photos(*filenames: str) -> list[PickedPhoto]:
    return [photo(name, number) for number, name in enumerate(filenames, start=1)]


def form_of(path: str):
    """The form called "program/form"."""
    program, _, slug = path.partition("/")
    return PROGRAMS_BY_SLUG[program].form(slug)


def exported(path: str, picked, **options) -> Exported:
    return build(form_of(path), picked, Options(**options))


def hostile_names() -> tuple[str, ...]:
    """Our own few, and the whole set of KADR_TEST_DATA as a form would decode it."""
    folder = os.environ.get("KADR_TEST_DATA")
    if not folder:
        return OWN_HOSTILE_NAMES
    rows = json.loads((Path(folder) / "hostile/text/names.json").read_text("utf-8"))
    names = [base64.b64decode(row["name_b64"]).decode("utf-8", "replace") for row in rows]
    return OWN_HOSTILE_NAMES + tuple(names)


def hostile_cells() -> tuple[str, ...]:
    folder = os.environ.get("KADR_TEST_DATA")
    if not folder:
        return "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\uff1d1+1", "\x00=1", "  =1"
    payloads = Path(folder) / "hostile/text/payloads.json"
    return tuple(json.loads(payloads.read_text("utf-8"))["csv_formula"])
