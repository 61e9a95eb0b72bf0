"""Deleting a session: what is lost, and what the law keeps."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models.cart import Cart
from models.order import Order
from models.outbox import OutboxEntry
from models.photo import Photo
from models.types import utc_now
from services import galleries, removals, schedule
from services.files import storage
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shelf import make_finished, photos_of
from tests.conftest import enter


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def order(make, studio):
    return make_finished(make, studio)


def test_the_page_names_what_would_be_lost(order, studio_web):
    page = get(studio_web, f"/studio/galleries/{order.gallery_id}/removal")
    for words in ("4 zdjęcia do wyboru", "1 koszyk", "2 linki", "1 zamówienie zostaje"):
        assert words in page


def _is_told_politely(web, token, gallery):
    """M-11: whom to write to, and nothing of the session."""
    for answer in (web.get(f"/g/{token}"), web.post(f"/g/{token}")):
        assert answer.status_code == 410
        assert "Sesja nie jest już dostępna" in answer.text
        assert gallery.studio.contact_email in answer.text
        assert gallery.title not in answer.text
    assert web.get(f"/g/{token}/cover.jpg").status_code == 404


def test_a_link_that_nobody_was_given_is_as_unknown_as_any_other(make, web, studio, studio_web):
    """Of a draft, and of no session at all; what was public is closed like the rest."""
    draft = make.make_gallery(studio)
    token, title = make.token_of(draft.invitations[0]), draft.title
    removals.delete_gallery(draft, title, "Hanna")
    public = make.make_gallery(studio)
    link = make.open_to_all(public)
    removals.delete_gallery(public, public.title, "Hanna")
    assert web.get(f"/g/{token}").status_code == web.get("/g/nobody-knows").status_code == 404
    _is_told_politely(web, link, public)


@pytest.mark.parametrize("typed", ["", "Łucja", "łucja i jan?"])
def test_another_title_deletes_nothing(order, studio_web, typed):
    address = f"/studio/galleries/{order.gallery_id}/removal"
    answer = studio_web.post(address, data={"title": typed})
    assert answer.status_code == 422
    assert "Przepisz tytuł" in answer.text
    assert len(photos_of(order.gallery)) == 4


def test_a_deleted_session_is_gone_and_its_orders_show_what_they_showed(
    make, app, web, order, studio_web
):
    gallery, token = order.gallery, make.token_of(order.gallery.invitations[0])
    client, photo_id = enter(app, gallery.invitations[0]), photos_of(order.gallery)[0].id
    before = [(line.filename, line.item_name, line.total_cents) for line in order.lines]
    answer = _delete(studio_web, gallery)
    assert answer.location == "/studio/galleries"
    assert "Zamówienia zostały" in get(studio_web, "/studio/galleries")
    for address in ("photos", "orders", "delivery", "settings", "removal"):
        assert studio_web.get(f"/studio/galleries/{gallery.id}/{address}").status_code == 404
    assert studio_web.get(f"/studio/photos/{photo_id}/thumb.jpg").status_code == 404
    _is_told_politely(web, token, order.gallery)
    assert client.get(f"/g/{gallery.code}/photos").status_code == 404
    assert db.session.scalars(select(Cart)).all() == []
    kept = db.session.get_one(Order, order.id)
    assert [(one.filename, one.item_name, one.total_cents) for one in kept.lines] == before
    page = get(studio_web, f"/studio/orders/{order.id}")
    for words in ("IMG_1.JPG", "844,50 zł", "Łucja i Jan", "Album 20×20"):
        assert words in page
    assert f"/studio/galleries/{gallery.id}" not in page
    for address in ("/studio/orders", "/studio/activity?show=events", "/studio"):
        assert f"/studio/galleries/{gallery.id}/" not in get(studio_web, address)
    assert "Sesja usunięta" in get(studio_web, "/studio/activity?show=events")


def test_the_bytes_go_with_the_sweep_and_only_those_of_the_session(make, order, studio_web):
    other = make.make_photo(make.make_gallery(order.studio))
    storage().put(other.storage_key, b"other")
    keys = list(storage().list(f"galleries/{order.gallery_id}"))
    _delete(studio_web, order.gallery)
    assert keys
    assert all(storage().exists(key) for key in keys)
    assert removals.sweep(utc_now()) == 0
    assert removals.sweep(utc_now() + timedelta(hours=2)) == 1
    assert list(storage().list("galleries")) == [other.storage_key]
    assert removals.sweep(utc_now() + timedelta(hours=2)) == 0
    assert "removals" in schedule.TASKS


def test_a_photo_that_arrives_after_the_deletion_is_swept_too(make, order, studio_web):
    _delete(studio_web, order.gallery)
    late = make.make_photo(order.gallery)
    storage().put(late.storage_key, b"late")
    removals.sweep(utc_now() + timedelta(hours=2))
    assert db.session.get(Photo, late.id) is None
    assert list(storage().list("galleries")) == []


def test_when_something_fails_nothing_is_half_gone(order, studio_web, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the last step fails")

    monkeypatch.setattr(removals.events, "note_of_gallery", broken)
    with pytest.raises(RuntimeError):
        removals.delete_gallery(order.gallery, order.gallery.title, "Hanna")
    assert len(photos_of(order.gallery)) == 4
    assert order.gallery.deleted_at is None
    assert len(order.gallery.invitations) == 2


def test_mails_that_wait_are_not_sent_after_the_deletion(order, studio_web):
    galleries.send_gallery(order.gallery, "Hanna")
    _delete(studio_web, order.gallery)
    mails = select(OutboxEntry.state).where(OutboxEntry.kind == "mail.gallery_ready")
    assert set(db.session.scalars(mails)) == {"cancelled"}


def _delete(web, gallery):
    address = f"/studio/galleries/{gallery.id}/removal"
    return web.post(address, data={"title": f" {gallery.title.upper()} "})
