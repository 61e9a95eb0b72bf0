"""M-15…M-19: picked names as plain lists."""

from datetime import UTC, datetime

import pytest

from formats.exports.picked import ORDERS
from formats.exports.programs import PROGRAMS
from tests.formats.exports.picked import exported, hostile_names, photo, photos

LISTS = ("lightroom/text", "capture-one/list", "txt/list")


def test_the_programs_are_offered_in_this_order():
    """M-16"""
    assert [program.slug for program in PROGRAMS] == [
        *("lightroom", "capture-one", "bridge", "photo-mechanic", "digikam", "windows", "macos"),
        *("darktable", "total-commander", "txt", "csv", "json"),
    ]


def test_no_two_forms_of_a_program_share_a_name():
    for program in PROGRAMS:
        slugs = [form.slug for form in program.forms]
        assert len(set(slugs)) == len(slugs)


def test_lightroom_takes_stems_joined_by_a_comma_and_a_space_on_one_line():
    """M-18"""
    assert exported("lightroom/text", photos("IMG_1.JPG", "IMG_10.JPG")).text == "IMG_1, IMG_10"


def test_two_hundred_camera_names_make_1998_characters():
    """The length that exports.md measured."""
    names = [f"IMG_{number:04}.JPG" for number in range(200)]
    assert len(exported("lightroom/text", photos(*names)).text) == 1998


def test_capture_one_takes_a_stem_a_line_without_mark_or_blank_last_line():
    """M-19: N lines, no BOM, no trailing blank, no extension."""
    export = exported("capture-one/list", photos("IMG_1.JPG", "a.b.CR3", ".hidden"))
    assert export.data == b"IMG_1\na.b\n.hidden"
    assert export.count == 3


def test_the_txt_list_ends_every_line_the_windows_way():
    export = exported("txt/list", photos("IMG_1.CR3", "_DSC0042.CR3"), with_extension=True)
    assert export.data == b"IMG_1.CR3\r\n_DSC0042.CR3\r\n"


def test_total_commander_loads_whole_names_with_the_cameras_extension():
    """The vector of exports.md."""
    export = exported(
        "total-commander/files", photos("IMG_1.JPG", "_DSC0042.JPG"), raw_extension="CR3"
    )
    assert export.data == b"IMG_1.CR3\r\n_DSC0042.CR3\r\n"


def test_total_commander_selects_by_masks_with_quotes_where_a_space_would_part_them():
    """The vector of exports.md."""
    picked = photos("IMG_1.JPG", "_DSC0042.JPG", "Ślub żółć 7.JPG")
    assert exported("total-commander/masks", picked).text == 'IMG_1.* _DSC0042.* "Ślub żółć 7.*"'


@pytest.mark.parametrize("path", LISTS)
def test_a_stem_of_two_photos_is_listed_once(path):
    export = exported(path, photos("IMG_1.JPG", "IMG_2.JPG", "IMG_1.TIFF", "IMG_1.JPG"))
    assert export.text.count("IMG_1") == 1


def test_with_extension_the_two_files_of_a_stem_are_two_names():
    picked = photos("IMG_1.JPG", "IMG_1.TIFF")
    text = exported("lightroom/text", picked, with_extension=True).text
    assert text == "IMG_1.JPG, IMG_1.TIFF"


def test_nothing_picked_makes_an_empty_list():
    for path in LISTS:
        assert exported(path, []).data == b""


def test_photos_come_in_the_order_that_was_asked_for():
    """M-17: place in the gallery, file name with its numbers in order, time of capture."""
    picked = [
        photo("IMG_10.JPG", 1, datetime(2026, 5, 1, 12, 0, tzinfo=UTC)),
        photo("IMG_2.JPG", 3, datetime(2026, 5, 1, 11, 0, tzinfo=UTC)),
        photo("img_1.JPG", 2),
    ]
    texts = {order: exported("lightroom/text", picked, order=order).text for order in ORDERS}
    assert texts == {
        "gallery": "IMG_10, img_1, IMG_2",
        "name": "img_1, IMG_2, IMG_10",
        "captured": "IMG_2, IMG_10, img_1",
    }


def test_an_unknown_order_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        exported("txt/list", photos("IMG_1.JPG"), order="random")


def test_polish_letters_and_signs_survive_intact():
    """M-17; a Windows device name stays too: the photographer's file is called so."""
    names = ["Ślub Łucji i Żanety_0007", 'a, "b" & c;d', "100%", "CON", "שלום"]
    export = exported("capture-one/list", photos(*(f"{name}.JPG" for name in names)))
    assert export.data.decode("utf-8").split("\n") == names


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("with_extension", [False, True])
def test_a_hostile_name_stays_one_name_on_one_line(path, with_extension):
    for name in hostile_names():
        export = exported(path, photos(name), with_extension=with_extension)
        assert export.count == 1
        assert len(export.text.splitlines()) == 1
        assert export.data.decode("utf-8") == export.text
