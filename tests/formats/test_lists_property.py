"""What holds for every list, whatever the cameras and clients wrote."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from formats.collisions import audit
from formats.csv_cells import guarded
from formats.filename_lists import ORDERS, PROGRAMS_BY_SLUG, ListOptions, build
from formats.stems import matching_key, one_line, stem
from tests.formats.picked import photo, photos

letters = st.characters(exclude_categories=["Cs"], exclude_characters="/\x00")
filenames = st.text(letters, min_size=1, max_size=20).map(lambda name: f"{name}.jpg")
short_names = st.text("aAą1_", min_size=1, max_size=4).map(lambda name: f"{name}.jpg")
unhurried = settings(deadline=None)


@unhurried
@given(st.lists(filenames, max_size=8), st.sampled_from(sorted(ORDERS)))
def test_every_picked_stem_is_in_the_list_exactly_once(names, order):
    export = build(PROGRAMS_BY_SLUG["capture-one"], photos(*names), ListOptions(order=order))
    expected = {one_line(stem(name)) for name in names}
    lines = export.text.split("\n") if names else []
    assert len(lines) == len(expected) == export.count
    assert set(lines) == expected


@unhurried
@given(st.lists(st.tuples(filenames, st.text(letters)), max_size=8))
def test_a_csv_read_back_is_what_went_in(rows):
    picked = [photo(name, n, note=note) for n, (name, note) in enumerate(rows, start=1)]
    data = build(PROGRAMS_BY_SLUG["csv"], picked).data
    page = io.StringIO(data.decode("utf-8-sig"), newline="")
    read = list(csv.reader(page, delimiter=";"))[1:]
    assert [(row[1], row[5]) for row in read] == [(guarded(n), guarded(note)) for n, note in rows]


@unhurried
@given(st.text(letters))
def test_a_guarded_cell_differs_by_an_apostrophe_in_front_at_most(cell):
    assert guarded(cell) in (cell, f"'{cell}")


@unhurried
@given(st.lists(short_names, max_size=12), st.data())
def test_the_audit_finds_what_comparing_every_pair_would_find(names, data):
    places = data.draw(st.sets(st.integers(0, len(names) - 1))) if names else set()
    picked = [photo(names[place], place) for place in sorted(places)]
    others = list(names)
    for one in picked:
        others.remove(one.filename)
    expected = {}
    for one in picked:
        key = matching_key(stem(one.filename))
        shown = [stem(name) for name in others if key in matching_key(stem(name))]
        if shown:
            expected[stem(one.filename)] = sorted(shown)
    found = audit(picked, names)
    assert {c.picked_stem: sorted(c.also_shown) for c in found.collisions} == expected
