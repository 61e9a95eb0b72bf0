import pytest

from formats.stems import matching_key, one_line, stem


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
