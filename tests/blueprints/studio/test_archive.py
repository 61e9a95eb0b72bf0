"""A session that is done with: put away, taken out again, used as a template."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models.gallery import Gallery
from models.photo import Photo
from models.types import utc_now
from services import reminders
from services.files import storage
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shelf import kinds, make_finished, photos_of
from tests.conftest import enter, sign_in


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def order(make, studio):
    return make_finished(make, studio)


def archive(web, gallery, is_archived="1"):
    address = f"/studio/galleries/{gallery.id}/archive"
    return web.post(address, data={"archived": is_archived})


def test_an_archived_session_leaves_the_list_and_comes_back(order, studio_web):
    gallery = order.gallery
    assert archive(studio_web, gallery).location == "/studio/galleries"
    archive(studio_web, gallery)
    page = get(studio_web, "/studio/galleries")
    assert 'Archiwum <span class="num">1</span>' in page
    assert f"/studio/galleries/{gallery.id}/photos" not in page
    assert f"/studio/galleries/{gallery.id}/photos" in get(
        studio_web, "/studio/galleries?archived=1&q=LUCJA"
    )
    assert "Ta sesja jest w archiwum." in get(studio_web, f"/studio/galleries/{gallery.id}/photos")
    archive(studio_web, gallery, "0")
    assert f"/studio/galleries/{gallery.id}/photos" in get(studio_web, "/studio/galleries")
    assert kinds(gallery.id) == ["gallery.archived", "gallery.restored"]


def test_the_client_of_an_archived_session_is_told_politely(make, app, web, order, studio_web):
    gallery, person = order.gallery, order.gallery.invitations[0]
    client = enter(app, person)
    archive(studio_web, gallery)
    link = web.get(f"/g/{make.token_of(person)}")
    assert link.status_code == 410
    assert "Ta sesja jest zamknięta" in link.text
    for address in ("photos", "cart"):
        answer = client.get(f"/g/{gallery.code}/{address}")
        assert answer.status_code == 410
        assert "Ta sesja jest zamknięta" in answer.text
    photo = photos_of(order.gallery)[0]
    assert client.get(f"/g/{gallery.code}/photos/{photo.id}/thumb.jpg").status_code == 404
    pressed = client.post(f"/g/{gallery.code}/photos/{photo.id}/pick", data={"picked": "1"})
    assert pressed.status_code == 410
    archive(studio_web, gallery, "0")
    assert client.get(f"/g/{gallery.code}/photos").status_code == 200
    picture = client.get(f"/g/{gallery.code}/photos/{photo.id}/thumb.jpg", buffered=True)
    assert picture.status_code == 200


def test_what_was_handed_over_is_downloaded_from_the_archive_until_its_end(
    make, app, order, studio_web
):
    gallery = order.gallery
    file = make.make_photo(gallery, "IMG_1.JPG", folder="full")
    storage().put(file.storage_key, b"IMG_1.JPG")
    gallery.delivery.handed_over_at = gallery.delivery.notified_at = utc_now()
    db.session.commit()
    client = enter(app, gallery.invitations[0])
    archive(studio_web, gallery)
    assert client.get(f"/g/{gallery.code}/delivery").status_code == 200
    taken = client.get(f"/g/{gallery.code}/delivery/full/{file.id}", buffered=True)
    assert taken.status_code == 200
    gallery.delivery.notified_at = utc_now() - timedelta(days=91)
    db.session.commit()
    assert client.get(f"/g/{gallery.code}/delivery").status_code == 410


def test_nobody_is_reminded_of_an_archived_session(make, studio, studio_web):
    day = studio.today() + timedelta(days=1)
    old = utc_now() - timedelta(days=5)
    gallery = make.make_gallery(studio, sent_at=old, select_until_on=day)
    gallery.invitations[0].created_at = old
    db.session.commit()
    archive(studio_web, gallery)
    assert reminders.send_reminders(utc_now(), gallery) == 0
    archive(studio_web, gallery, "0")
    assert reminders.send_reminders(utc_now(), gallery) == 1


def test_a_copy_takes_over_settings_and_nothing_else(order, studio_web):
    template = order.gallery
    template.welcome_text, template.scheme, template.max_photo_count = "Kochani", "dark", 7
    template.pin_sealed = "sealed"
    template.delivery.download_right, template.delivery.link_days = "paid", 30
    db.session.commit()
    page = get(studio_web, f"/studio/galleries/{template.id}/copy")
    assert "Sesja jak „Łucja i Jan”" in page
    form = {"title": "Ewa i Piotr", "client_name": "Ewa", "client_email": "ewa@poczta.example"}
    answer = studio_web.post(f"/studio/galleries/{template.id}/copy", data=form | {"locale": "pl"})
    made = db.session.scalars(select(Gallery).order_by(Gallery.id.desc())).first()
    assert answer.location == f"/studio/galleries/{made.id}/photos"
    assert (made.title, made.client.email) == ("Ewa i Piotr", "ewa@poczta.example")
    assert (made.welcome_text, made.scheme, made.max_photo_count) == ("Kochani", "dark", 7)
    assert (made.delivery.download_right, made.delivery.link_days) == ("paid", 30)
    assert {item.name for item in made.prices.items} == {
        item.name for item in template.prices.items
    }
    assert made.prices.extra_photo_cents == 4000
    assert (made.sent_at, made.pin_sealed, made.public_token_hash) == (None, None, None)
    assert (made.orders, [one.email for one in made.people]) == ([], ["ewa@poczta.example"])
    assert db.session.scalar(select(Photo.id).where(Photo.gallery_id == made.id)) is None
    assert kinds(made.id) == ["gallery.copied"]


def test_a_copy_without_a_client_is_asked_for_again(order, studio_web):
    address = f"/studio/galleries/{order.gallery_id}/copy"
    answer = studio_web.post(address, data={"title": "Ewa", "locale": "pl"})
    assert answer.status_code == 422
    assert "Wypełnij to pole." in answer.text


def test_another_studio_reaches_none_of_it(app, make, order):
    stranger = sign_in(app, make.make_user())
    here = f"/studio/galleries/{order.gallery_id}"
    assert stranger.get(f"{here}/copy").status_code == 404
    assert stranger.get(f"{here}/removal").status_code == 404
    for address in ("copy", "archive", "removal"):
        answer = stranger.post(f"{here}/{address}", data={"title": order.gallery.title})
        assert answer.status_code == 404
    assert order.gallery.deleted_at is None
