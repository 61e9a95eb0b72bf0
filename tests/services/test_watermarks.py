"""Choosing a watermark, seeing it before, and the logo it may be (N-03, N-05)."""

import io

import pytest
from PIL import Image, ImageChops

from extensions import db
from models import Rendition, WatermarkExample
from models.photo import Folder
from services import covers, galleries, logos, renditions, watermarks
from services.files import storage
from services.watermarks import WatermarkTerms
from tests.services.test_web_versions import add, picture, render

CORNER = WatermarkTerms("text", "Ewa", "corner", 80)


@pytest.fixture
def gallery(make):
    return make.make_gallery()


@pytest.fixture
def photo(gallery):
    photo = add(gallery, "IMG_1.JPG", picture(1200, 800), Folder.PROOFS)
    render()
    return photo


def bytes_of(photo, kind):
    row = db.session.query(Rendition).filter_by(photo_id=photo.id, kind=kind).one()
    with storage().open(row.key) as file:
        return file.read()


def differ(one, other):
    pair = [Image.open(io.BytesIO(data)).convert("L") for data in (one, other)]
    return ImageChops.difference(*pair).getextrema()[1] > 20


def logo_file(color=(255, 255, 255, 255), size=(80, 40)):
    data = io.BytesIO()
    frame = Image.new("RGBA", (size[0] + 20, size[1] + 20))
    frame.paste(color, (10, 10, size[0] + 10, size[1] + 10))
    frame.save(data, "PNG")
    return data.getvalue()


def give_logo(studio, data=None):
    logos.receive_logo(studio, io.BytesIO(data or logo_file()))
    logos.prepare(studio.id)
    db.session.expire_all()


def test_a_new_session_is_marked_with_the_name_of_its_studio(make):
    """N-05: nobody forgets to protect the photos."""
    terms = galleries.Terms("Chrzest", "Anna", "anna@example.com")
    gallery = galleries.create_gallery(make.make_studio(name="Światło"), terms)
    assert (gallery.watermark_kind, gallery.watermark_text) == ("text", "Światło")


def test_another_watermark_makes_every_preview_again_and_shows_no_old_one(gallery, photo):
    before = bytes_of(photo, "proof")
    watermarks.change_watermark(gallery, CORNER)
    assert not photo.is_ready
    render()
    assert differ(before, bytes_of(photo, "proof"))


@pytest.mark.parametrize(
    "change", [WatermarkTerms("none", "Ewa"), WatermarkTerms("none", "", "corner", 90)]
)
def test_what_cannot_be_seen_makes_nothing_again(gallery, photo, change):
    watermarks.change_watermark(gallery, WatermarkTerms("none"))
    render()
    watermarks.change_watermark(gallery, change)
    assert photo.is_ready


@pytest.mark.parametrize("terms", [WatermarkTerms("text", " "), WatermarkTerms("logo")])
def test_a_watermark_without_text_or_logo_is_refused(gallery, photo, terms):
    with pytest.raises(watermarks.WatermarkEmpty):
        watermarks.change_watermark(gallery, terms)
    with pytest.raises(watermarks.WatermarkEmpty):
        watermarks.show_example(gallery, photo, terms)


def test_an_example_shows_the_cover_with_the_mark_and_touches_no_preview(gallery, photo):
    """N-03."""
    before = bytes_of(photo, "grid")
    watermarks.show_example(gallery, photo, CORNER)
    watermarks.make_example(gallery.id)
    example = db.session.get(WatermarkExample, gallery.id)
    assert example.is_made
    with storage().open(example.key) as file:
        assert differ(before, file.read())
    assert bytes_of(photo, "grid") == before
    assert photo.is_ready


def test_only_the_newest_example_stays_and_a_saved_watermark_needs_none(gallery, photo):
    for opacity in (20, 40):
        watermarks.show_example(gallery, photo, WatermarkTerms("text", "Ewa", "middle", opacity))
        watermarks.make_example(gallery.id)
    assert len(list(storage().list("studios"))) == 1
    watermarks.change_watermark(gallery, CORNER)
    assert list(storage().list("studios")) == []
    assert db.session.get(WatermarkExample, gallery.id) is None


def test_an_example_nobody_made_is_offered_again_but_not_for_ever(gallery, photo):
    watermarks.show_example(gallery, photo, CORNER)
    storage().delete(photo.storage_key)
    for _ in range(2):
        assert [wake.row_id for wake in watermarks.waiting()] == [gallery.id]
        with pytest.raises(FileNotFoundError):
            watermarks.make_example(gallery.id)
    assert watermarks.waiting() == []
    assert db.session.get(WatermarkExample, gallery.id).has_failed


def test_a_logo_lies_on_the_previews_once_a_worker_has_read_it(gallery, photo):
    """N-03."""
    before = bytes_of(photo, "proof")
    give_logo(gallery.studio)
    assert gallery.studio.logo_state == "ready"
    watermarks.change_watermark(gallery, WatermarkTerms("logo", "", "middle", 100))
    render()
    assert differ(before, bytes_of(photo, "proof"))


def test_another_logo_makes_the_previews_again_where_it_is_the_watermark(make, gallery, photo):
    give_logo(gallery.studio)
    watermarks.change_watermark(gallery, WatermarkTerms("logo", "", "middle", 100))
    other = add(make.make_gallery(gallery.studio), "IMG_2.JPG", picture(600, 400), Folder.PROOFS)
    render()
    first = bytes_of(photo, "proof")
    give_logo(gallery.studio, logo_file((0, 0, 0, 255)))
    assert (photo.is_ready, other.is_ready) == (False, True)
    render()
    assert differ(first, bytes_of(photo, "proof"))
    assert len(list(storage().list("studios"))) == 1


def test_without_its_logo_nothing_is_rendered_rather_than_rendered_clean(gallery, photo):
    """N-05: a missing file must never cost the watermark."""
    give_logo(gallery.studio)
    watermarks.change_watermark(gallery, WatermarkTerms("logo"))
    storage().delete(gallery.studio.logo_key)
    with pytest.raises(FileNotFoundError):
        renditions.make(photo.id)
    assert not photo.is_ready


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff" + bytes(50),
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        logo_file() + bytes(2_000_000),
    ],
    ids=["jpeg", "empty", "header", "large"],
)
def test_a_file_that_is_no_logo_is_refused_by_its_first_bytes(make, data):
    studio = make.make_studio()
    with pytest.raises(logos.LogoWrong):
        logos.receive_logo(studio, io.BytesIO(data))
    assert studio.logo_state == "none"


def test_a_logo_without_transparency_is_refused(make):
    data = io.BytesIO()
    Image.new("RGB", (40, 40)).save(data, "PNG")
    with pytest.raises(logos.LogoWrong):
        logos.receive_logo(make.make_studio(), io.BytesIO(data.getvalue()))


def test_a_damaged_logo_is_set_aside_and_the_one_in_use_stays(gallery):
    give_logo(gallery.studio)
    used = gallery.studio.logo_key
    give_logo(gallery.studio, logo_file()[:-40])
    assert (gallery.studio.logo_state, gallery.studio.logo_key) == ("failed", used)
    assert logos.waiting() == []


def test_a_cover_gets_a_picture_of_its_own_that_is_made_again_with_the_watermark(gallery, photo):
    """N-05."""
    galleries.choose_cover(gallery, photo)
    assert [wake.row_id for wake in covers.waiting()] == [photo.id]
    covers.make(photo.id)
    first = bytes_of(photo, "cover")
    assert first != bytes_of(photo, "grid")
    assert covers.waiting() == []
    watermarks.change_watermark(gallery, CORNER)
    render()
    assert [wake.row_id for wake in covers.waiting()] == [photo.id]
    covers.make(photo.id)
    assert differ(first, bytes_of(photo, "cover"))
    assert len(photo.renditions) == 4


def test_making_a_cover_twice_makes_it_once(gallery, photo):
    galleries.choose_cover(gallery, photo)
    for _ in range(2):
        covers.make(photo.id)
    assert [one.kind for one in photo.renditions].count("cover") == 1


def test_sending_makes_the_first_photo_the_cover_where_none_is_chosen(gallery, photo):
    galleries.send_gallery(gallery, "Ewa")
    assert gallery.cover_photo == photo
