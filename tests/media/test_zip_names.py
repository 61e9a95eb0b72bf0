import base64
import json
import os
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.zip_names import safe_name, unique_names, unique_paths


@pytest.mark.parametrize(
    "name", ["DSC_0001.NEF", "_MG_1234.jpg", "Żółw (1).jpg", "a.b.c.jpeg", "猫.jpg"]
)
def test_a_camera_name_is_kept_letter_for_letter(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._.._etc_passwd"),
        ("..", "photo"),
        ("", "photo"),
        ("/etc/passwd", "_etc_passwd"),
        ("C:\\windows\\a.jpg", "C__windows_a.jpg"),
        ("a\0b\nc.jpg", "a_b_c.jpg"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        ("con.jpg", "_con.jpg"),
        ("photo.jpg. ", "photo.jpg"),
        ("\ud800.jpg", "_.jpg"),
    ],
)
def test_a_name_that_is_a_trap_somewhere_is_defused(name, safe):
    """Attack A14: zip slip."""
    assert safe_name(name) == safe


def test_a_repeated_name_gets_a_number_before_its_extension():
    names = ["IMG_1.jpg", "IMG_1.jpg", "img_1.JPG", "IMG_1 (2).jpg", "IMG_1"]
    assert unique_names(names) == [
        "IMG_1.jpg",
        "IMG_1 (2).jpg",
        "img_1 (3).JPG",
        "IMG_1 (2) (2).jpg",
        "IMG_1",
    ]


def test_two_spellings_of_one_letter_are_one_name():
    names = unique_names(["ó.jpg", unicodedata.normalize("NFD", "ó.jpg")])
    assert names[1].endswith(" (2).jpg")


def test_an_over_long_name_keeps_its_extension():
    short = safe_name("ż" * 300 + ".jpg")
    assert short.endswith("żż.jpg")
    assert len(short.encode()) <= 200


@settings(deadline=None)
@given(st.lists(st.text(max_size=300), max_size=8))
def test_whatever_the_names_the_archive_is_safe_to_unpack(names):
    _assert_safe(unique_names(names), len(names))


@pytest.mark.skipif("KADR_TEST_DATA" not in os.environ, reason="KADR_TEST_DATA is not set")
def test_names_of_the_hostile_collection_are_safe_to_unpack():
    file = Path(os.environ["KADR_TEST_DATA"], "hostile/text/names.json")
    names = [_decoded(row) for row in json.loads(file.read_text())]
    _assert_safe(unique_names(names), len(names))


def _assert_safe(safe, count):
    assert len({name.casefold() for name in safe}) == count
    for name in safe:
        assert PurePosixPath(name).parts == (name,)
        assert PureWindowsPath(name).parts == (name,)
        assert name not in (".", "..")
        assert len(name.encode()) <= 255
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name)


def _decoded(row):
    return base64.b64decode(row["name_b64"]).decode("utf-8", "surrogateescape")


def test_a_name_may_come_again_in_another_folder_only():
    files = [(("15x23", "x2"), "a.jpg"), (("15x23", "x2"), "A.JPG"), (("15x23", "x1"), "a.jpg")]
    assert unique_paths(files) == ["15x23/x2/a.jpg", "15x23/x2/A (2).JPG", "15x23/x1/a.jpg"]


def test_no_folder_leads_out_of_the_archive():
    assert unique_paths([(("..", "a/b", "/", ""), "../x.jpg")]) == ["photo/a_b/_/photo/_.._x.jpg"]
