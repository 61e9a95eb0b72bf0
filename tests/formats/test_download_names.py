"""M-17: `Eksport_<session>_<program>_<day>.txt`, safe in every header and file system."""

from datetime import date

import pytest

from formats.download_names import download_name
from tests.formats.exports.picked import hostile_names

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Łucja i Jan", "Eksport_Lucja-i-Jan_lightroom_2026-11-22.txt"),
        ("Zażółć gęślą jaźń", "Eksport_Zazolc-gesla-jazn_lightroom_2026-11-22.txt"),
        ("Weiß & Øster / Æbler", "Eksport_Weiss-Oster-Aebler_lightroom_2026-11-22.txt"),
        ("../../etc/passwd", "Eksport_etc-passwd_lightroom_2026-11-22.txt"),
        ("a\r\nSet-Cookie: x", "Eksport_a-Set-Cookie-x_lightroom_2026-11-22.txt"),
        ("שלום", "Eksport_sesja_lightroom_2026-11-22.txt"),
        ("Ślub " + "ó" * 300, f"Eksport_Slub-{'o' * 55}_lightroom_2026-11-22.txt"),
        ("", "Eksport_sesja_lightroom_2026-11-22.txt"),
    ],
)
def test_the_title_is_written_in_plain_letters(title, expected):
    assert download_name(title, "lightroom", "txt", DAY) == expected


def test_a_spreadsheet_is_called_csv():
    assert download_name("Sesja", "csv", "csv", DAY) == "Eksport_Sesja_csv_2026-11-22.csv"


def test_any_title_makes_a_short_name_of_safe_characters():
    safe = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    for title in hostile_names():
        name = download_name(title, "capture-one", "command", DAY)
        assert set(name) <= safe
        assert len(name) <= 100
