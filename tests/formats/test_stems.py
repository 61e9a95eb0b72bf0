import pytest

from formats.stems import bare_stem, matching_key, matching_stem, one_line, stem


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("IMG_1.JPG", "IMG_1"),
        ("a.b.CR3", "a.b"),
        (".hidden", ".hidden"),
        ("_DSC0042-2.jpg", "_DSC0042-2"),
        ("Ślub żółć 7.ARW", "Ślub żółć 7"),
        ("without", "without"),
        ("..", ".."),
    ],
)
def test_a_stem_is_the_name_without_its_last_extension(filename, expected):
    """M-17: previews are JPG, originals are RAW; only the stem is common."""
    assert stem(filename) == expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\v", "\x1c", "\x85", "\u2028"])
def test_no_name_takes_two_lines(line_break):
    name = one_line(f"a{line_break}b")
    assert name.splitlines() == [name]
    assert name.replace(" ", "") == "ab"


def test_a_direction_mark_stays_in_the_name():
    """The photographer's own file has it: without it no program would find the file."""
    assert one_line("photo\u202egnp") == "photo\u202egnp"


def test_case_and_unicode_form_do_not_make_another_name():
    assert matching_key("E\u0301TE\u0301") == matching_key("\u00e9t\u00e9")
    assert matching_key("ŻÓŁĆ") == matching_key("żółć")
    assert matching_key("Zolc") != matching_key("Żółć")


@pytest.mark.parametrize(
    "filename",
    [
        "IMG_1.tif",
        "img_1.JPG",
        "IMG_1-Edit.jpg",
        "IMG_1-Edit-2.tif",
        "IMG_1_retusz.jpg",
        "IMG_1_po retuszu.jpg",
        "IMG_1 obróbka 2.jpg",
        "IMG_1-2.jpg",
        "IMG_1 (2).jpg",
        "IMG_1 — kopia.jpg".replace("— ", "- "),
        "IMG_1_kopia (3).jpg",
        "IMG_1_web_2048px.jpg",
        "IMG_1_do druku.jpg",
        "IMG_1_cz-b.jpg",
        "IMG_1-Enhanced-NR.dng",
        "IMG_1.CR3.jpg",
        "IMG_1_FINAL_v2.jpg",
    ],
)
def test_what_editors_and_people_add_to_a_name_is_taken_off(filename):
    """D27."""
    assert matching_stem(filename, {"img_1", "img_7"}) == "img_1"


@pytest.mark.parametrize(
    "filename",
    ["IMG_10.jpg", "IMG_100.jpg", "IMG_12-Edit.jpg", "IMG_1xyz.jpg", "IMG_1-Hanna.jpg", "1.jpg"],
)
def test_another_number_or_word_is_another_photo(filename):
    """D27."""
    assert matching_stem(filename, {"img_1"}) is None


def test_a_number_of_a_burst_is_a_name_of_its_own_where_the_session_has_it():
    """D27: A747902-3 is a photo of that session, and no third version of A747902."""
    assert matching_stem("A747902-3.jpg", {"a747902", "a747902-3"}) == "a747902-3"
    assert matching_stem("A747902-3-Edit.jpg", {"a747902", "a747902-3"}) == "a747902-3"
    assert matching_stem("A747902-3.jpg", {"a747902"}) == "a747902"


def test_a_bare_stem_never_becomes_empty():
    assert bare_stem("IMG_1-Edit_web (2).jpg") == "img_1"
    assert bare_stem("-Edit.jpg") == "-edit"
    assert bare_stem("final.jpg") == "final"
