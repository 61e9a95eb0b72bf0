"""What holds for every form, whatever cameras and clients wrote: nothing lost, nothing added."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.csv_cells import guarded
from formats.exports.forms import build
from formats.exports.picked import Options, Wish
from formats.exports.programs import PROGRAMS
from formats.stems import one_line, stem
from tests.formats.exports import readers
from tests.formats.exports.picked import exported, form_of, hostile_names, photo, photos

MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
FORMS = [(program, form) for program in PROGRAMS for form in program.forms]
letters = st.characters(exclude_categories=["Cs"], exclude_characters="/\x00")
hard = st.text("a1. _'\"`$%&;,!+-*?[](){}\\\u2019\u2018żŁ\u0301\n\r\x1b", min_size=1, max_size=8)
names = st.one_of(hard, st.text(letters, min_size=1, max_size=20)).map(lambda name: f"{name}.jpg")
unhurried = settings(deadline=None, max_examples=60)


def read(path, picked):
    """What an independent reader finds in the form."""
    options = {"raw_extension": "CR3"} if path == "total-commander/files" else {}
    data = exported(path, picked, title="Łucja", search_folder="D:\\x", **options).data
    return readers.READERS[path](data)


def wanted(path, picked):
    """What should be found, by the rule that a form writes down all that it can carry."""
    form = form_of(path)
    stems = [stem(one.filename) for one in picked]
    if path.startswith("csv"):
        return [guarded(name) for name in stems]
    if path.startswith("json"):
        return stems
    if form.keeps_all:
        return list(dict.fromkeys(map(one_line, stems)))
    carried = dict.fromkeys(name for name in stems if form.search.carries(name))
    if "collection" in path:
        return [tuple(f"{name}.".split()) for name in carried]
    return list(carried)


def wished(filenames):
    wish = (Wish("Anna", "a@example.com", 1, "extra", ""),)
    return [photo(name, number, MAY, wishes=wish) for number, name in enumerate(filenames, start=1)]


def test_every_form_has_a_reader_of_its_own():
    builders = {form.builds for _, form in FORMS}
    assert {form_of(path).builds for path in readers.READERS} == builders


@pytest.mark.parametrize("path", readers.READERS)
@unhurried
@given(st.lists(names, max_size=8))
def test_nothing_is_lost_and_nothing_added(path, filenames):
    picked = wished(filenames)
    if path == "lightroom/text":
        picked = [one for one in picked if form_of(path).search.carries(stem(one.filename))]
    assert read(path, picked) == wanted(path, picked)


@pytest.mark.parametrize("path", readers.READERS)
def test_the_hostile_names_come_back_as_they_went_in(path):
    parted = "," if path == "lightroom/text" else "\0"
    picked = wished([name for name in hostile_names() if parted not in name])
    assert read(path, picked) == wanted(path, picked)


@pytest.mark.parametrize(("program", "form"), FORMS, ids=[f"{p.slug}-{f.slug}" for p, f in FORMS])
def test_five_thousand_names_take_less_than_a_second(program, form):
    """M-17: with the audit; the bench measures it more closely."""
    picked = wished([f"Ślub_{number:05}.JPG" for number in range(0, 10_000, 2)])
    everything = [one.shot for one in wished([f"Ślub_{number:05}.JPG" for number in range(10_000)])]
    started_at = time.process_time()
    export = build(form, picked, Options())
    form.audit(picked, everything[:5000])
    assert time.process_time() - started_at < 1
    assert export.count == 5000


def test_the_smart_collection_has_a_rule_for_each_photo():
    """M-18: one `beginsWith "<stem>."` a photo, joined by `union`."""
    read = readers.lua_table(
        exported("lightroom/collection", photos("IMG_1.JPG", 'a"\\.JPG'), title="Ślub").data
    )
    rule = {"criteria": "filename", "operation": "beginsWith", "value2": "", "rows": []}
    assert read["value"]["rows"] == [rule | {"value": "IMG_1."}, rule | {"value": 'a"\\.'}]
    assert read["value"]["combine"] == "union"
    assert (read["title"], read["type"]) == ("Ślub", "LibrarySmartCollection")


def test_the_capture_day_is_asked_for_together_with_the_name():
    """M-18: photos without a day are looked for by name alone."""
    picked = [photo("IMG_1.JPG", 1, MAY), photo("IMG_2.JPG", 2), photo("a b.JPG", 3, MAY)]
    first, second, third = readers.lua_table(exported("lightroom/collection-by-day", picked).data)[
        "value"
    ]["rows"]
    assert first["combine"] == third["combine"] == "intersect"
    asked = [(rule["criteria"], rule["operation"], rule["value"]) for rule in third["rows"]]
    assert asked == [
        ("filename", "beginsWith", "a"),
        ("filename", "all", "b."),
        ("captureTime", "==", "2026-05-01"),
    ]
    assert second["value"] == "IMG_2."
    assert second["rows"] == []


def test_a_rule_that_would_mean_the_opposite_is_never_written():
    """`!x` is "not x": with `union` it would show the whole catalogue."""
    names = ["!not.JPG", "+and.JPG", "a !b.JPG", "IMG_1.JPG"]
    for path in ("lightroom/collection", "lightroom/collection-by-day"):
        assert read(path, wished(names)) == [("IMG_1.",)]


def test_a_picked_photo_has_five_stars_a_keyword_and_its_note():
    """M-19, N-21: line breaks of a note survive; what nobody said is not there."""
    picked = [photo("IMG_1.JPG", 1, note='cień & "ziarno"\nkadr\t<1:1>'), photo("IMG_2.JPG", 2)]
    data = exported("bridge/xmp", picked, keyword="wybrane: Łucja & Jan").data
    assert readers.xmp(data) == {
        "xmp/IMG_1.xmp": ("5", ["wybrane: Łucja & Jan"], 'cień & "ziarno"\nkadr\t<1:1>'),
        "xmp/IMG_2.xmp": ("5", ["wybrane: Łucja & Jan"], None),
    }
    assert b"Label" not in data


def test_two_photos_of_one_name_share_a_sidecar_and_both_notes():
    picked = [photo("IMG_1.JPG", 1, note="jaśniej"), photo("IMG_1.TIF", 2, note="ciemniej")]
    [(_, _, note)] = readers.xmp(exported("bridge/xmp", picked).data).values()
    assert note == "jaśniej\nciemniej"


def test_some_programs_name_a_sidecar_after_the_whole_file():
    data = exported("darktable/xmp", photos("IMG_1.JPG"), raw_extension="NEF").data
    assert list(readers.xmp(data)) == ["xmp/IMG_1.NEF.xmp"]


@unhurried
@given(st.text(letters), st.text(letters))
def test_any_note_and_keyword_make_valid_xmp(note, keyword):
    readers.xmp(exported("bridge/xmp", [photo("a.jpg", note=note)], keyword=keyword).data)


def test_two_hundred_names_are_eight_rules_of_darktable():
    """The figure that exports.md measured."""
    names = [f"IMG_{number:04}.JPG" for number in range(200)]
    assert len(exported("darktable/rules", photos(*names)).text.splitlines()) == 8


def test_more_than_ten_rules_are_parted_into_collections():
    names = [f"IMG_{number:04}.JPG" for number in range(300)]
    first, second = exported("darktable/rules", photos(*names)).text.split("\n\n")
    assert (len(first.splitlines()), len(second.splitlines())) == (10, 2)
