"""The photos of a session: the plain form, the previews, the cover, removing."""

from io import BytesIO

import pytest
from sqlalchemy import select

from extensions import db
from models.photo import Photo, Rendition
from models.types import utc_now
from services.files import storage
from tests.blueprints.studio.looking import get, queries
from tests.blueprints.studio.uploading import jpeg
from tests.conftest import sign_in


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


def photos_page(gallery):
    return f"/studio/galleries/{gallery.id}/photos"


def progress(web, gallery, **query):
    address = f"/studio/galleries/{gallery.id}/folders/proofs/progress"
    answer = web.get(address, query_string=query)
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def rendered(make, gallery):
    """A photo with a thumbnail on disk."""
    photo = make.make_photo(gallery)
    key = photo.rendition_key("thumb")
    storage().put(key, b"bytes of a thumbnail")
    make.save(Rendition(photo=photo, kind="thumb", key=key, width_px=4, height_px=3, size_bytes=20))
    return photo


def test_without_scripts_several_files_come_in_one_form(studio_web, gallery):
    """M-26."""
    files = [
        (BytesIO(jpeg(seed=1)), "IMG_1.JPG"),
        (BytesIO(b"not a photo at all, sorry"), "notes.jpg"),
        (BytesIO(b""), "empty.jpg"),
        (BytesIO(jpeg(seed=2)), "Zażółć.JPG"),
    ]
    answer = studio_web.post(photos_page(gallery), data={"photos": files})
    assert answer.status_code == 200
    assert "Wgrano 2 zdjęcia" in answer.text
    assert "To nie jest zdjęcie." in answer.text
    assert "Plik jest pusty." in answer.text
    names = db.session.scalars(select(Photo.filename).order_by(Photo.id)).all()
    assert names == ["IMG_1.JPG", "Zażółć.JPG"]


def test_a_form_without_files_says_so(studio_web, gallery):
    answer = studio_web.post(photos_page(gallery), data={"photos": (BytesIO(b""), "")})
    assert answer.status_code == 422
    assert "Nie wybrano pliku" in answer.text


def test_the_upload_panel_works_as_a_plain_form(studio_web, gallery):
    """M-24."""
    page = get(studio_web, photos_page(gallery))
    assert 'enctype="multipart/form-data"' in page
    assert "Dodaj zdjęcia" in page
    assert "webkitdirectory" in page


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 zdjęcie<"), (2, "2 zdjęcia<"), (5, "5 zdjęć<"), (22, "22 zdjęcia<")]
)
def test_photos_are_counted_in_polish(make, studio_web, gallery, count, words):
    """D30."""
    for _number in range(count):
        make.make_photo(gallery)
    assert words in get(studio_web, photos_page(gallery))


def test_progress_asks_again_until_all_previews_are_made(make, studio_web, gallery):
    photo = make.make_photo(gallery, rendered_at=None)
    make.make_photo(gallery)
    assert "every 1s" in progress(studio_web, gallery)
    assert "1 z 2" in progress(studio_web, gallery)
    photo.rendered_at = utc_now()
    db.session.commit()
    assert "every 1s" not in progress(studio_web, gallery)


def test_progress_brings_what_is_new_and_what_has_changed(make, studio_web, gallery):
    old = make.make_photo(gallery)
    before = utc_now()
    waiting = make.make_photo(gallery, rendered_at=None)
    waiting.rendered_at = utc_now()
    db.session.commit()
    added = make.make_photo(gallery, rendered_at=None)
    part = progress(studio_web, gallery, last=waiting.id, since=before.timestamp())
    assert f'id="photo-{old.id}"' not in part
    assert f'id="photo-{waiting.id}" hx-swap-oob="true"' in part
    assert 'hx-swap-oob="beforeend:#contact-proofs"' in part
    assert f'id="photo-{added.id}">' in part


def test_a_photo_that_arrives_while_the_page_is_made_is_asked_for_later(make, studio_web, gallery):
    """M-26: the page asks from the newest photo that it shows, whatever came since."""
    shown = make.make_photo(gallery, rendered_at=None)
    late = make.make_photo(gallery, rendered_at=None)
    page = get(studio_web, f"{photos_page(gallery)}?upto={shown.id}")
    assert f'id="photo-{late.id}"' not in page
    assert f"progress?last={shown.id}&" in page


def test_a_page_without_a_sheet_is_sent_no_photos(make, studio_web, gallery):
    """While a watermark is drawn, its page tells how far it is and nothing else."""
    photo = make.make_photo(gallery)
    watermark = get(studio_web, f"/studio/galleries/{gallery.id}/settings/watermark")
    assert "progress?since=" in watermark
    assert f'id="photo-{photo.id}"' not in progress(studio_web, gallery, since=0)


def test_new_photos_know_which_photos_follow_them_in_the_sheet(make, studio_web, gallery):
    """M-24."""
    last = make.make_photo(gallery, "IMG_9.JPG")
    names = ("IMG_10.JPG", "IMG_8.JPG", "IMG_7.JPG")
    tenth, eighth, seventh = (make.make_photo(gallery, name) for name in names)
    part = progress(studio_web, gallery, last=last.id)
    assert f'id="photo-{seventh.id}" data-before="photo-{eighth.id}"' in part
    assert f'id="photo-{eighth.id}" data-before="photo-{last.id}"' in part
    assert f'id="photo-{tenth.id}">' in part


def test_the_header_follows_what_arrives(make, studio_web, gallery):
    """M-24: the facts always, the cover when it is another, the step when it may be another."""
    last = make.make_photo(gallery, "IMG_9.JPG")
    waiting = make.make_photo(gallery, "IMG_8.JPG", rendered_at=None)
    part = progress(studio_web, gallery, last=0)
    assert '<p class="meta sep" id="session-facts" hx-swap-oob="true">' in part
    assert "2 zdjęcia" in part
    assert 'id="session-cover" hx-swap-oob="true"' in part
    assert 'popovertarget="send"' in part
    part = progress(studio_web, gallery, last=last.id, cover=last.id)
    assert 'id="session-facts"' in part
    assert 'id="session-cover"' not in part
    assert 'id="next-step"' not in part
    waiting.rendered_at = utc_now()
    db.session.commit()
    part = progress(studio_web, gallery, last=waiting.id, cover=last.id)
    assert f'src="/studio/photos/{waiting.id}/thumb.jpg' in part
    assert 'id="next-step" hx-swap-oob="true"' in part


def test_nothing_new_is_told_in_as_few_words(make, studio_web, gallery):
    photo = make.make_photo(gallery, rendered_at=None)
    part = progress(studio_web, gallery, last=photo.id, since=utc_now().timestamp())
    assert 'id="session-facts"' not in part


def test_more_photos_arrive_without_more_questions(make, studio_web, gallery):
    first = make.make_photo(gallery)
    make.make_photo(gallery)
    few = queries(lambda: progress(studio_web, gallery, last=first.id))
    for _number in range(30):
        make.make_photo(gallery)
    assert queries(lambda: progress(studio_web, gallery, last=first.id)) == few
    assert few < 20


def test_a_failed_photo_says_why_and_can_be_tried_again(make, studio_web, gallery):
    photo = make.make_photo(gallery, rendered_at=None, failed_at=utc_now(), failure="truncated")
    assert "Plik urywa się przed końcem." in progress(studio_web, gallery)
    answer = studio_web.post(f"/studio/photos/{photo.id}/renditions")
    assert answer.location == photos_page(gallery)
    assert db.session.get(Photo, photo.id).state == "waiting"


@pytest.mark.parametrize("query", [{"since": "soon"}, {"since": "1e400"}, {"last": "x"}])
def test_progress_forgives_figures_that_are_none(studio_web, gallery, query):
    progress(studio_web, gallery, **query)


def test_an_unknown_folder_has_no_progress(studio_web, gallery):
    address = f"/studio/galleries/{gallery.id}/folders/other/progress"
    assert studio_web.get(address).status_code == 404


def test_a_thousand_photos_come_in_pages_with_few_questions(make, studio_web, gallery):
    rows = [make.make_photo(gallery, f"IMG_{number}.JPG") for number in range(201)]
    assert queries(lambda: get(studio_web, photos_page(gallery))) < 25
    page = get(studio_web, photos_page(gallery))
    assert "IMG_200.JPG" not in page
    assert "Więcej zdjęć" in page
    more = get(studio_web, f"{photos_page(gallery)}?page=2&upto={rows[-1].id}")
    assert "IMG_200.JPG" in more


def test_a_rendition_is_private_and_kept_by_the_browser(app, make, web, studio_web, gallery):
    photo = rendered(make, gallery)
    address = f"/studio/photos/{photo.id}/thumb.jpg?v={photo.revision}"
    assert queries(lambda: studio_web.get(address, buffered=True)) <= 3
    answer = studio_web.get(address, buffered=True)
    assert (answer.data, answer.mimetype) == (b"bytes of a thumbnail", "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert web.get(address).status_code == 303
    assert sign_in(app, make.make_user()).get(address).status_code == 404
    assert studio_web.get(f"/studio/photos/{photo.id}/proof.jpg").status_code == 404


def test_a_cover_is_chosen_among_the_photos_of_the_session(make, studio_web, gallery):
    photo, foreign = make.make_photo(gallery), make.make_photo()
    finished = make.make_photo(gallery, folder="full")
    address = f"/studio/galleries/{gallery.id}/cover"
    assert studio_web.post(address, data={"photo_id": photo.id}).status_code == 303
    assert gallery.cover_photo_id == photo.id
    for other in (foreign, finished):
        assert studio_web.post(address, data={"photo_id": other.id}).status_code == 404
    assert gallery.cover_photo_id == photo.id


def test_removing_asks_first_and_names_carts_and_orders(make, studio_web, gallery):
    photo = make.make_photo(gallery, "IMG_7.JPG")
    order = make.make_order(make.make_cart(gallery.invitations[0], [photo]))
    make.make_cart(make.make_invitation(gallery, name="Babcia Ola"), [photo])
    page = get(studio_web, f"/studio/photos/{photo.id}/removal")
    assert f"#{order.number}" in page
    assert "Babcia Ola" in page
    assert db.session.get(Photo, photo.id)
    answer = studio_web.post(f"/studio/photos/{photo.id}/removal")
    assert answer.location == photos_page(gallery)
    assert db.session.scalars(select(Photo)).all() == []
    assert order.lines[0].filename == "IMG_7.JPG"


@pytest.mark.parametrize("path", ["removal", "renditions"])
def test_a_photo_of_another_studio_is_not_touched(app, make, web, gallery, path):
    photo = make.make_photo(gallery)
    stranger = sign_in(app, make.make_user())
    assert stranger.post(f"/studio/photos/{photo.id}/{path}").status_code == 404
    assert web.post(f"/studio/photos/{photo.id}/{path}").status_code == 303
    assert db.session.get(Photo, photo.id)
