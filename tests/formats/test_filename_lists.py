"""M-15…M-19: picked names in the form each program takes."""

import time
from datetime import UTC, datetime

import pytest

from formats.filename_lists import ORDERS, PROGRAMS, PROGRAMS_BY_SLUG, ListOptions, build
from tests.formats.picked import hostile_names, photo, photos


def listed(slug, picked, **options):
    return build(PROGRAMS_BY_SLUG[slug], picked, ListOptions(**options))


def test_the_programs_are_offered_in_this_order():
    """M-16"""
    assert [program.slug for program in PROGRAMS] == ["lightroom", "capture-one", "txt", "csv"]


def test_lightroom_takes_stems_joined_by_a_comma_and_a_space_on_one_line():
    """M-18"""
    assert listed("lightroom", photos("IMG_1.JPG", "IMG_10.JPG")).text == "IMG_1, IMG_10"


def test_two_hundred_camera_names_make_1998_characters():
    """The length that exports.md measured."""
    names = [f"IMG_{number:04}.JPG" for number in range(200)]
    assert len(listed("lightroom", photos(*names)).text) == 1998


def test_capture_one_takes_a_stem_a_line_without_mark_or_blank_last_line():
    """M-19: N lines, no BOM, no trailing blank, no extension."""
    export = listed("capture-one", photos("IMG_1.JPG", "a.b.CR3", ".hidden"))
    assert export.data == b"IMG_1\na.b\n.hidden"
    assert export.count == 3


def test_the_txt_list_ends_every_line_the_windows_way():
    """Total Commander loads it; with the extension chosen it is the vector of exports.md."""
    export = listed("txt", photos("IMG_1.CR3", "_DSC0042.CR3"), with_extension=True)
    assert export.data == b"IMG_1.CR3\r\n_DSC0042.CR3\r\n"


@pytest.mark.parametrize("slug", ["lightroom", "capture-one", "txt"])
def test_a_stem_of_two_photos_is_listed_once(slug):
    export = listed(slug, photos("IMG_1.JPG", "IMG_2.JPG", "IMG_1.TIFF", "IMG_1.JPG"))
    assert export.count == 2
    assert export.text.count("IMG_1") == 1


def test_with_extension_the_two_files_of_a_stem_are_two_names():
    picked = photos("IMG_1.JPG", "IMG_1.TIFF")
    assert listed("lightroom", picked, with_extension=True).text == "IMG_1.JPG, IMG_1.TIFF"


def test_nothing_picked_makes_an_empty_list():
    for program in PROGRAMS[:3]:
        export = build(program, [])
        assert (export.text, export.data, export.count) == ("", b"", 0)


def test_photos_come_in_the_order_that_was_asked_for():
    """M-17: place in the gallery, file name with its numbers in order, time of capture."""
    picked = [
        photo("IMG_10.JPG", 1, datetime(2026, 5, 1, 12, 0, tzinfo=UTC)),
        photo("IMG_2.JPG", 3, datetime(2026, 5, 1, 11, 0, tzinfo=UTC)),
        photo("img_1.JPG", 2),
    ]
    texts = {order: listed("lightroom", picked, order=order).text for order in ORDERS}
    assert texts == {
        "gallery": "IMG_10, img_1, IMG_2",
        "name": "img_1, IMG_2, IMG_10",
        "captured": "IMG_2, IMG_10, img_1",
    }


def test_an_unknown_order_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        listed("txt", photos("IMG_1.JPG"), order="random")


def test_polish_letters_and_signs_survive_intact():
    """M-17; a Windows device name stays too: the photographer's file is called so."""
    names = ["Ślub Łucji i Żanety_0007", 'a, "b" & c;d', "100%", "CON", "שלום"]
    export = listed("capture-one", photos(*(f"{name}.JPG" for name in names)))
    assert export.data.decode("utf-8").split("\n") == names


@pytest.mark.parametrize("slug", ["lightroom", "capture-one", "txt"])
@pytest.mark.parametrize("with_extension", [False, True])
def test_a_hostile_name_stays_one_name_on_one_line(slug, with_extension):
    for name in hostile_names():
        export = listed(slug, photos(name), with_extension=with_extension)
        assert export.count == 1
        assert len(export.text.splitlines()) == 1
        assert export.data.decode("utf-8") == export.text


@pytest.mark.parametrize("size", [1000, 5000])
def test_thousands_of_names_are_listed_within_a_second(size):
    """M-17: 1,000 photos give 1,000 unique names."""
    picked = photos(*(f"Ślub_{number:05}.JPG" for number in range(size)))
    started_at = time.perf_counter()
    exports = [build(program, picked) for program in PROGRAMS]
    assert time.perf_counter() - started_at < 1
    assert {export.count for export in exports} == {size}
    assert len(set(exports[1].text.split("\n"))) == size
