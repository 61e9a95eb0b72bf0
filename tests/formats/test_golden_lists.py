"""Every list byte for byte, as it was when somebody last looked at it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from formats.filename_lists import PROGRAMS_BY_SLUG, ListOptions, build
from tests.formats.picked import POLISH, photo

GOLDEN = Path(__file__).parents[1] / "golden/lists"
MAY = datetime(2026, 5, 1, 16, 30, tzinfo=UTC)
PICKED = [
    photo("IMG_1.JPG", 1, MAY, order_numbers=(1042,), kind="package"),
    photo("IMG_10.JPG", 2, MAY, order_numbers=(1042, 1061), kind="package", note="usunąć lampę"),
    photo("_DSC0042-2.jpg", 5, order_numbers=(1042,), kind="extra", note='czarno-białe; "ziarno"'),
    photo("Ślub Łucji i Żanety_0007.JPG", 8, order_numbers=(1061,), kind="extra"),
    photo("a.b.tiff", 9, MAY, order_numbers=(1061,), note="=1+1"),
    photo("IMG_1.TIFF", 12, MAY, order_numbers=(1061,), note="pierwsza linia\ndruga linia"),
    photo('a,"b" & c.jpg', 13, MAY, order_numbers=(1061,)),
    photo("-2+3.jpg", 14, MAY, order_numbers=(1061,)),
]


@pytest.mark.parametrize(
    ("golden", "options"),
    [
        ("lightroom.txt", ListOptions()),
        ("lightroom-with-extension.txt", ListOptions(with_extension=True)),
        ("capture-one.txt", ListOptions()),
        ("txt.txt", ListOptions()),
        ("txt-with-extension.txt", ListOptions(with_extension=True)),
        ("csv.csv", ListOptions()),
        ("csv-pl.csv", ListOptions(csv_words=POLISH)),
    ],
)
def test_the_bytes_are_those_of_the_golden_file(golden, options):
    slug = golden.removesuffix(".txt").removesuffix(".csv")
    program = PROGRAMS_BY_SLUG[slug.removesuffix("-with-extension").removesuffix("-pl")]
    assert build(program, PICKED, options).data == (GOLDEN / golden).read_bytes()
