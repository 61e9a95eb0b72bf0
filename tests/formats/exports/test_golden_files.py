"""Every form byte for byte, as it was when somebody last looked at it.

`python -m tests.formats.exports.test_golden_files` writes them anew.
"""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from formats.exports.picked import ScriptWords, Wish
from formats.exports.programs import PROGRAMS
from tests.formats.exports.picked import POLISH, exported, photo

GOLDEN = Path(__file__).parents[2] / "golden/exports"
MAY, JUNE = (datetime(2026, month, 1, 16, 30, tzinfo=UTC) for month in (5, 6))
ANNA = ("Anna Król", "anna@example.com")
PICKED = [
    photo("IMG_1.JPG", 1, MAY, order_numbers=(1042,), kind="package"),
    photo("IMG_10.JPG", 2, MAY, order_numbers=(1042, 1061), kind="package", note="usunąć lampę"),
    photo("_DSC0042-2.jpg", 5, order_numbers=(1042,), kind="extra", note='czarno-białe; "ziarno"'),
    photo("Ślub Łucji i Żanety_0007.JPG", 8, order_numbers=(1061,), kind="extra"),
    photo("a.b.tiff", 9, MAY, order_numbers=(1061,), note="=1+1"),
    photo("IMG_1.TIFF", 12, MAY, order_numbers=(1061,), note="pierwsza linia\ndruga linia"),
    photo('a,"b" & c.jpg', 13, MAY, order_numbers=(1061,)),
    photo("-2+3.jpg", 14, MAY, order_numbers=(1061,)),
    photo("a & calc.jpg", 15, JUNE, order_numbers=(1061,), prints=(("15×23, mat", 3),)),
    photo("$(id)`id`%PATH%'x'\N{RIGHT SINGLE QUOTATION MARK}.jpg", 16, order_numbers=(1061,)),
    photo("été.jpg", 17, order_numbers=(1061,), wishes=(Wish(*ANNA, 1061, "extra", "ciepło"),)),
    photo("a\nb.jpg", 18, order_numbers=(1061,)),
    photo("<b>&amp;.jpg", 19, order_numbers=(1061,), folder="Plener"),
    photo("a*b\\c.jpg", 20, order_numbers=(1061,)),
    photo("!not.jpg", 21, order_numbers=(1061,)),
]


WORDS = ScriptWords("wybrane", "Skopiowano:", "Już były:", "NIE SKOPIOWANO:", "BRAK:")
# One program for each form: the others that share it would only repeat the file.
PATHS = {form: f"{program.slug}/{form.slug}" for program in PROGRAMS for form in program.forms}
CASES = {path.replace("/", "-"): (path, {}) for path in PATHS.values()} | {
    "lightroom-text-with-extension": ("lightroom/text", {"with_extension": True}),
    "txt-list-with-extension": ("txt/list", {"with_extension": True}),
    "csv-photos-pl": ("csv/photos", {"csv_words": POLISH}),
    "total-commander-files-cr3": ("total-commander/files", {"raw_extension": "CR3"}),
    "darktable-xmp-nef": ("darktable/xmp", {"raw_extension": "NEF"}),
}


def bytes_of(case):
    path, values = CASES[case]
    said = {
        "title": 'Łucja i Jan "plener"',
        "keyword": "wybrane: Łucja i Jan",
        "search_folder": "D:\\Zdjęcia & inne",
        "script_words": WORDS,
    }
    data = exported(path, PICKED, **(said | values)).data
    return _unpacked(data) if path.endswith("/xmp") else data


def _unpacked(data):
    """An archive as text, which can be looked at; its packing is another version's another day."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [f"== {name}\n{archive.read(name).decode()}" for name in archive.namelist()]
    return "".join(parts).encode()


@pytest.mark.parametrize("case", CASES)
def test_the_bytes_are_those_of_the_golden_file(case):
    assert bytes_of(case) == (GOLDEN / case).read_bytes()


def test_every_golden_file_belongs_to_a_form():
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


if __name__ == "__main__":
    for one in CASES:
        (GOLDEN / one).write_bytes(bytes_of(one))
