"""M-18: the warnings beside Lightroom's text list."""

import time
from datetime import date

import pytest

from formats import searches
from formats.collisions import Collision, Shot, Twins
from formats.collisions import audit as audit_shots
from tests.formats.exports.picked import hostile_names


def audit(picked, everything, search=searches.LIGHTROOM_TEXT):
    return audit_shots([Shot(name) for name in picked], [Shot(name) for name in everything], search)


def photos(*filenames):
    return filenames


def test_a_clean_list_has_no_warnings():
    names = ["IMG_0001.JPG", "IMG_0002.JPG", "IMG_0003.JPG"]
    found = audit(photos("IMG_0001.JPG"), names)
    assert (found.collisions, found.uncarriable, found.twins) == ((), (), ())
    assert found.is_clean
    assert found.also_shown_count == 0


def test_the_photos_that_the_filter_would_also_show_are_named():
    names = ["IMG_1.JPG", "IMG_10.JPG", "IMG_100.JPG", "_DSC0042.JPG", "_DSC0042-2.JPG"]
    found = audit(photos("IMG_1.JPG", "_DSC0042.JPG"), names)
    assert found.collisions == (
        Collision("IMG_1", ("IMG_10", "IMG_100")),
        Collision("_DSC0042", ("_DSC0042-2",)),
    )
    assert found.also_shown_count == 3


def test_a_longer_name_that_is_picked_as_well_is_no_collision():
    names = ["IMG_1.JPG", "IMG_10.JPG"]
    assert audit(photos(*names), names).collisions == ()


def test_a_photo_shown_by_two_picked_names_counts_once():
    names = ["IMG_1.JPG", "IMG_10.JPG", "IMG_100.JPG"]
    found = audit(photos("IMG_1.JPG", "IMG_10.JPG"), names)
    assert [collision.picked_stem for collision in found.collisions] == ["IMG_1", "IMG_10"]
    assert found.also_shown_count == 1


def test_the_extension_alone_collides_with_nothing():
    assert audit(photos("JPG.jpg"), ["JPG.jpg", "IMG_1.jpg"]).collisions == ()


@pytest.mark.parametrize(
    ("picked", "other"),
    [
        ("img_1.jpg", "IMG_10.JPG"),
        ("żółć.jpg", "ŻÓŁĆ-2.JPG"),
        ("e\u0301te\u0301.jpg", "\u00e9t\u00e9-2.jpg"),
        ("\u00e9t\u00e9.jpg", "E\u0301TE\u0301-2.jpg"),
    ],
)
def test_letter_case_and_unicode_form_do_not_hide_a_collision(picked, other):
    assert audit(photos(picked), [picked, other]).also_shown_count == 1


def test_a_plain_letter_does_not_collide_with_its_polish_sister():
    assert audit(photos("zolc.jpg"), ["zolc.jpg", "żółć-2.jpg"]).collisions == ()


@pytest.mark.parametrize("stem", ["a b", "a,b", "!a", "+a", "a+", "a\u00a0b", "a\nb"])
def test_a_name_that_the_filter_cannot_carry_is_named(stem):
    found = audit(photos(f"{stem}.jpg"), [f"{stem}.jpg"])
    assert found.uncarriable == (stem.replace("\n", " "),)


@pytest.mark.parametrize("stem", ["a+b", "a!b", "-a", "Łódź", "a&b", "_DSC0042-2"])
def test_other_signs_are_carried(stem):
    assert audit(photos(f"{stem}.jpg"), [f"{stem}.jpg"]).uncarriable == ()


def test_a_number_used_twice_in_one_session_is_named():
    """Two bodies, or a card that rolled over; the unpicked twin is shown by the filter."""
    names = ["IMG_0001.JPG", "IMG_0001.JPG", "IMG_0002.JPG"]
    found = audit(photos("IMG_0001.JPG", "IMG_0002.JPG"), names)
    assert found.twins == (Twins("IMG_0001", (Shot("IMG_0001.JPG"), Shot("IMG_0001.JPG"))),)
    assert found.collisions == (Collision("IMG_0001", ("IMG_0001",)),)


def test_twins_that_are_both_picked_are_named_once_and_collide_with_nothing():
    names = ["IMG_1.JPG", "img_1.TIFF"]
    found = audit(photos(*names), names)
    assert found.twins == (Twins("IMG_1", (Shot("IMG_1.JPG"), Shot("img_1.TIFF"))),)
    assert found.collisions == ()


def test_hostile_names_are_audited_without_a_crash():
    names = hostile_names()
    assert audit(photos(*names), names).collisions == ()


@pytest.mark.parametrize(
    "pattern", ["IMG_{}.JPG", "IMG_{:04}.JPG", "Ślub Łucji i Żanety – plener {:05}-Edytuj.jpg"]
)
def test_five_thousand_names_are_audited_within_a_second(pattern):
    names = [pattern.format(number) for number in range(5000)]
    started_at = time.perf_counter()
    audit(photos(*names[::2]), names)
    assert time.perf_counter() - started_at < 1


@pytest.mark.parametrize(
    ("search", "picked", "also_shown"),
    [
        ("LIGHTROOM_RULES", "IMG_1", {"IMG_1.b"}),
        ("LIGHTROOM_RULES", "a b", {"a c b", "a bb b", "ax b"}),
        ("WINDOWS_SEARCH", "IMG_1", {"IMG_1.b"}),
        ("FINDER_SEARCH", "zólc", {"zolc", "ZÓLĆ"}),
        ("DARKTABLE", "IMG_1", {"XIMG_1", "IMG-1", "IMG_1.b"}),
        ("FILES", "IMG_1", {"img_1"}),
        ("LISTED", "IMG_1", set()),
    ],
)
def test_every_program_looks_names_up_in_its_own_way(search, picked, also_shown):
    others = {"IMG_10", "IMG_2", "a", "b a", "cba", *also_shown, "XIMG_12", "zolca"}
    names = [f"{name}.JPG" for name in sorted(others)]
    found = audit([f"{picked}.JPG"], [f"{picked}.JPG", *names], getattr(searches, search))
    shown = found.collisions[0].also_shown if found.collisions else ()
    assert set(shown) == also_shown


def test_the_day_tells_two_photos_of_one_name_apart():
    """M-18: a card that rolled over."""
    first, second = (Shot("IMG_1.JPG", "", date(2026, 5, day)) for day in (1, 2))
    by_day = searches.LIGHTROOM_RULES_BY_DAY
    assert audit_shots([first], [first, second], by_day).is_clean
    assert not audit_shots([first], [first, second], searches.LIGHTROOM_RULES).is_clean
    undated = Shot("IMG_1.JPG")
    assert audit_shots([first], [first, undated], by_day).is_clean
    assert not audit_shots([undated], [first, undated], by_day).is_clean


@pytest.mark.parametrize("search", ["LIGHTROOM_RULES", "DARKTABLE", "FINDER_SEARCH", "FILES"])
def test_five_thousand_names_with_spaces_are_audited_within_a_second(search):
    names = [f"Ślub Łucji i Żanety {number:05} plener.jpg" for number in range(5000)]
    started_at = time.process_time()
    audit(names[::2], names, getattr(searches, search))
    assert time.process_time() - started_at < 1
