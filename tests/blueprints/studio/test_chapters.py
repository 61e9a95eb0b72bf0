"""Folders that are uploaded, and the chapters they become."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Chapter, Photo
from tests.blueprints.studio.uploading import head, jpeg, put


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio)


def names(gallery) -> list[str]:
    return [row.name for row in db.session.scalars(Chapter.of_gallery(gallery.id))]


def rename(studio_web, gallery, **typed):
    data = {name.replace("_", "-"): value for name, value in typed.items()}
    return studio_web.post(f"/studio/galleries/{gallery.id}/chapters", data=data)


@pytest.fixture
def uploaded(studio_web, gallery):
    """Three folders with a photo each; their chapters."""
    for seed, chapter in enumerate(("Przygotowania", "Ceremonia", "Wesele")):
        put(studio_web, gallery, jpeg(seed=seed), name=f"IMG_{seed}.JPG", chapter=chapter)
    rows = db.session.scalars(select(Chapter).order_by(Chapter.id)).all()
    return [row.id for row in rows]


@pytest.mark.parametrize("name", ["Ślub – część 1/2", " z odstępem ", "<b>&amp;", "日本 💒", ".."])
def test_a_folder_becomes_a_chapter_letter_for_letter(studio_web, gallery, name):
    """The issue: sets (chapters) when the photographer made folders."""
    answer = put(studio_web, gallery, jpeg(), chapter=name)
    assert answer.status_code == 200
    photo = db.session.get(Photo, answer.json["photo"])
    assert db.session.get(Chapter, photo.chapter_id).name == name


def test_photos_of_one_folder_share_a_chapter_and_loose_ones_have_none(studio_web, gallery):
    for seed, chapter in enumerate(("Ceremonia", "Ceremonia", "")):
        put(studio_web, gallery, jpeg(seed=seed), name=f"IMG_{seed}.JPG", chapter=chapter)
    assert names(gallery) == ["Ceremonia"]
    found = db.session.scalars(select(Photo.chapter_id).order_by(Photo.id)).all()
    assert found[0] == found[1] is not None
    assert found[2] is None


def test_finished_photos_have_no_chapters(studio_web, gallery):
    """M-25: the two folders of a delivery are the only ones."""
    put(studio_web, gallery, jpeg(), folder="full", chapter="Ceremonia")
    assert names(gallery) == []


@pytest.mark.parametrize("name", ["a\nb", "\x1b[2J", "x" * 1025])
def test_a_name_no_folder_has_is_refused_before_any_byte(studio_web, gallery, name):
    answer = head(studio_web, gallery, jpeg(), chapter=name)
    assert answer.status_code == 422
    assert put(studio_web, gallery, jpeg(), chapter=name).status_code == 422
    assert names(gallery) == []


def test_a_photo_that_is_replaced_moves_to_the_folder_it_comes_from(studio_web, gallery):
    put(studio_web, gallery, jpeg(seed=1), chapter="Ceremonia")
    put(studio_web, gallery, jpeg(seed=2), chapter="Wesele", same_name="replace")
    photo = db.session.scalars(select(Photo)).one()
    assert db.session.get(Chapter, photo.chapter_id).name == "Wesele"


def test_chapters_stand_by_name_until_they_are_put_in_order(studio_web, gallery, uploaded):
    assert names(gallery) == ["Ceremonia", "Przygotowania", "Wesele"]
    first, second, third = uploaded
    rename(
        studio_web,
        gallery,
        **{f"position_{first}": 1, f"position_{second}": 2, f"position_{third}": 3},
    )
    assert names(gallery) == ["Przygotowania", "Ceremonia", "Wesele"]
    put(studio_web, gallery, jpeg(seed=9), name="IMG_9.JPG", chapter="After")
    assert names(gallery)[-1] == "After"


def test_two_chapters_can_swap_their_names(studio_web, gallery, uploaded):
    _first, second, third = uploaded
    rename(studio_web, gallery, **{f"name_{second}": "Wesele", f"name_{third}": "Ceremonia"})
    assert db.session.get(Chapter, second).name == "Wesele"
    assert db.session.get(Chapter, third).name == "Ceremonia"


def test_two_chapters_never_have_one_name(studio_web, gallery, uploaded):
    answer = rename(studio_web, gallery, **{f"name_{uploaded[1]}": "Wesele"})
    assert answer.status_code == 422
    assert sorted(names(gallery)) == ["Ceremonia", "Przygotowania", "Wesele"]


def test_a_chapter_without_a_name_is_dissolved_and_its_photos_stay(studio_web, gallery, uploaded):
    rename(studio_web, gallery, **{f"name_{uploaded[0]}": "  "})
    assert names(gallery) == ["Ceremonia", "Wesele"]
    found = db.session.scalars(select(Photo.chapter_id).order_by(Photo.id)).all()
    assert found == [None, *uploaded[1:]]


def test_the_form_stands_on_the_photos_tab_once_there_are_chapters(studio_web, gallery):
    address = f"/studio/galleries/{gallery.id}/photos"
    assert 'details class="chapters"' not in studio_web.get(address).text
    put(studio_web, gallery, jpeg(), chapter="Ceremonia & tort")
    assert 'value="Ceremonia &amp; tort"' in studio_web.get(address).text


def test_chapters_of_another_gallery_are_not_touched(studio_web, gallery, make, uploaded):
    other = make.make_gallery(studio_web.user.studio)
    rename(studio_web, other, **{f"name_{uploaded[0]}": "Cudzy"})
    assert "Cudzy" not in names(gallery)
