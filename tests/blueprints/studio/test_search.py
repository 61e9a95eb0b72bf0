"""One field that looks through the studio."""

import pytest

from extensions import db
from models import contact_sheet, search
from models.photo import natural_key
from models.types import utc_now
from tests.blueprints.studio.looking import get, queries


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def furnished(make, studio):
    """A session of Hanna Żurek with an order and a photo of a Polish name."""
    order = make.make_mixed_order(studio, name="Hanna Żurek", email="hanna@poczta.example")
    make.make_photo(order.gallery, "Święto_ŁĄKI 7.JPG", number=5)
    return order


def found(web, words):
    return get(web, f"/studio/search?q={words}")


@pytest.mark.parametrize("words", ["zurek", "ŻUREK", "Żurek hanna", "HANNA@poczta", "żur"])
def test_case_and_polish_letters_make_no_difference(furnished, studio_web, words):
    page = found(studio_web, words)
    assert f"Zamówienie zdjęć #{furnished.number}" in page
    assert "Hanna Żurek" in page


@pytest.mark.parametrize("words", ["lucja", "ŁUCJA JAN", "łucja i jan"])
def test_sessions_are_found_by_their_title(furnished, studio_web, words):
    page = found(studio_web, words)
    assert "<b>Łucja i Jan</b>" in page
    assert f"/studio/galleries/{furnished.gallery_id}/photos" in page


@pytest.mark.parametrize("words", ["laki", "SWIETO", "święto_łąki 7.jpg", "7.JP"])
def test_photos_are_found_by_a_part_of_their_name(furnished, studio_web, words):
    page = found(studio_web, words)
    assert "Święto_ŁĄKI 7.JPG" in page
    assert "numer 5" in page


@pytest.mark.parametrize("words", ["1001", "%231001", "100"])
def test_orders_are_found_by_the_beginning_of_their_number(furnished, studio_web, words):
    assert "Zamówienie zdjęć #1001" in found(studio_web, words)


@pytest.mark.parametrize("words", ["%25", "_", "Z'; DROP", "\\", "  ", "x" * 500, "\ud7ff"])
def test_signs_of_the_database_are_letters_like_others(furnished, studio_web, words):
    page = found(studio_web, words)
    assert ("Święto" in page) == (words == "_")


def test_nothing_of_another_studio_is_found(make, studio_web):
    make.make_mixed_order(make.make_studio(), name="Hanna Żurek")
    page = found(studio_web, "zurek")
    assert "Nic nie znaleziono" in page
    assert "Żurek" not in page
    assert "IMG_1" not in found(studio_web, "img")


def test_a_deleted_session_is_not_found_but_its_orders_are(furnished, studio_web):
    furnished.gallery.deleted_at = utc_now()
    db.session.commit()
    page = found(studio_web, "lucja")
    assert "<b>Łucja i Jan</b>" not in page
    assert "#1001" in found(studio_web, "zurek")


def test_htmx_gets_the_answers_alone(furnished, studio_web):
    page = get(studio_web, "/studio/search?q=zurek", **{"HX-Request": "true"})
    assert page.strip().startswith('<div id="found"')


def test_the_number_of_statements_does_not_depend_on_what_is_found(make, furnished, studio_web):
    one = queries(lambda: found(studio_web, "a"))
    for number in range(12):
        order = make.make_mixed_order(studio_web.user.studio, name=f"Irena {number}")
        make.make_photo(order.gallery, f"i{number}.jpg")
    assert queries(lambda: found(studio_web, "a")) <= one


def test_a_new_name_is_found_and_the_old_one_is_not(furnished, studio_web):
    furnished.gallery.title = "Źdźbło"
    db.session.commit()
    assert search.search(studio_web.user.studio_id, "lucja") == []
    assert search.search(studio_web.user.studio_id, "zdzblo")


def test_a_name_sorts_and_is_found_each_in_its_own_way():
    assert natural_key("IMG_2.JPG") < natural_key("IMG_10.JPG")


def test_a_found_photo_is_on_the_page_it_leads_to(make, furnished, studio_web, monkeypatch):
    monkeypatch.setattr(contact_sheet, "PAGE_SIZE", 2)
    for number in range(6):
        photo = make.make_photo(furnished.gallery, f"ZZ_{number}.JPG")
    address = f"/studio/galleries/{furnished.gallery_id}/photos?at={photo.id}"
    assert f"{address}#photo-{photo.id}" in found(studio_web, "zz_5")
    assert f'id="photo-{photo.id}"' in get(studio_web, address)
    foreign = make.make_photo()
    assert studio_web.get(address.replace(str(photo.id), str(foreign.id))).status_code == 404
