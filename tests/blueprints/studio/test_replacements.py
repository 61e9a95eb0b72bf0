"""A new file in the place of an old one: names, numbers, carts and orders stay."""

import io
from hashlib import sha256

import pytest
from sqlalchemy import select

from extensions import db
from models.photo import Photo
from models.types import utc_now
from services.files import storage
from tests.blueprints.studio.looking import get
from tests.blueprints.studio.shelf import keep_bytes, kinds, photos_of
from tests.conftest import sign_in

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"


@pytest.fixture
def gallery(make, studio_web):
    gallery = make.make_gallery(studio_web.user.studio, sent_at=utc_now())
    for n in (1, 2, 10):
        keep_bytes(make.make_photo(gallery, f"IMG_{n}.JPG", number=n))
    return gallery


def file(name, content=JPEG):
    return {"photos": (io.BytesIO(content), name)}


def replace(web, photo, *upload):
    return web.post(f"/studio/photos/{photo.id}/replacement", data=file(*upload))


def put(web, gallery, name, content=JPEG, **query):
    address = f"/studio/galleries/{gallery.id}/folders/proofs/uploads/{sha256(content).hexdigest()}"
    facts = {"name": name, "size": len(content), "same_name": "match"} | query
    accept = {"Accept": "application/json"}
    return web.put(address, query_string=facts, data=content, headers=accept)


def test_a_photo_keeps_its_name_number_and_places(make, gallery, studio_web):
    photo = photos_of(gallery)[0]
    cart = make.make_cart(gallery.invitations[0], [photo], notes=["jaśniej"])
    order = make.make_order(make.make_cart(make.make_invitation(gallery), [photo]))
    old_key, old_revision = photo.storage_key, photo.revision
    page = get(studio_web, f"/studio/photos/{photo.id}/replacement")
    assert f"#{order.number}" in page
    assert replace(studio_web, photo, "poprawione.jpeg").status_code == 303
    kept = db.session.get_one(Photo, photo.id)
    assert (kept.filename, kept.number, kept.sha256) == ("IMG_1.JPG", 1, sha256(JPEG).hexdigest())
    assert kept.revision != old_revision
    assert not kept.is_ready
    assert [(line.photo_id, line.note) for line in cart.lines] == [(photo.id, "jaśniej")]
    assert order.lines[0].photo_id == photo.id
    assert not storage().exists(old_key)
    assert storage().exists(kept.storage_key)
    assert kinds(gallery.id)[-1] == "gallery.photo_replaced"


def test_a_file_that_is_no_photo_replaces_nothing(gallery, studio_web):
    photo = photos_of(gallery)[0]
    answer = replace(studio_web, photo, "virus.php", b"<?php")
    assert answer.status_code == 422
    assert db.session.get_one(Photo, photo.id).is_ready
    assert storage().exists(photo.storage_key)
    nothing = studio_web.post(f"/studio/photos/{photo.id}/replacement", data={})
    assert nothing.status_code == 422


def test_a_picture_that_is_here_under_another_name_is_not_taken_twice(gallery, studio_web):
    first, second = photos_of(gallery)[:2]
    replace(studio_web, first, "x.jpg")
    answer = replace(studio_web, second, "x.jpg")
    assert answer.status_code == 422
    assert "IMG_1.JPG" in answer.text
    assert db.session.get_one(Photo, second.id).is_ready


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("IMG_1.JPG", 1),
        ("img_1.tif.jpeg", 1),
        ("IMG_1-Edit.jpg", 1),
        ("IMG_10.png", 10),
        ("IMG_2_retusz.jpg", 2),
    ],
)
def test_files_are_matched_by_their_names(gallery, studio_web, name, number):
    answer = put(studio_web, gallery, name)
    assert answer.status_code == 200, answer.text
    changed = db.session.scalars(
        select(Photo).where(Photo.sha256 == sha256(JPEG).hexdigest())
    ).one()
    assert changed.number == number
    assert len(photos_of(gallery)) == 3


@pytest.mark.parametrize("name", ["IMG_3.JPG", "IMG_100.JPG", "IMG.JPG", "x.jpg"])
def test_a_file_whose_name_no_photo_has_is_named_and_not_taken(gallery, studio_web, name):
    answer = put(studio_web, gallery, name)
    assert (answer.status_code, answer.json["reason"]) == (422, "NoSuchPhoto")
    assert len(photos_of(gallery)) == 3


def test_two_photos_of_one_name_are_not_guessed_between(make, gallery, studio_web):
    make.make_photo(gallery, "IMG_2.PNG")
    assert put(studio_web, gallery, "IMG_2.tif").json["reason"] == "NameUnclear"
    assert put(studio_web, gallery, "IMG_2.PNG").status_code == 200


def test_without_scripts_a_whole_session_is_one_form(gallery, studio_web):
    files = [(io.BytesIO(JPEG + bytes([n])), f"IMG_{n}-Edit.jpg") for n in (1, 10, 7)]
    address = f"/studio/galleries/{gallery.id}/replacement"
    page = studio_web.post(address, data={"photos": files}).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 zdjęcia zastąpione" in page
    assert "IMG_7-Edit.jpg" in page
    assert "nie ma zdjęcia o nazwie IMG_7-Edit" in page
    assert len(photos_of(gallery)) == 3


def test_the_page_tells_how_far_the_replacement_is(gallery, studio_web):
    address = f"/studio/galleries/{gallery.id}/replacement"
    page = get(studio_web, address)
    assert '"sameName": "match"' in page
    since = utc_now().timestamp()
    put(studio_web, gallery, "IMG_2.JPG")
    told = get(studio_web, f"{address}?since={since}", **{"HX-Request": "true"})
    assert "1 zdjęcie z 3 zastąpione." in told
    assert "IMG_1.JPG, IMG_10.JPG" in told
    assert studio_web.get(f"{address}?since=x").status_code == 400


def test_another_studio_replaces_nothing(app, make, gallery):
    stranger = sign_in(app, make.make_user())
    photo = photos_of(gallery)[0]
    assert stranger.get(f"/studio/photos/{photo.id}/replacement").status_code == 404
    assert replace(stranger, photo, "IMG_1.JPG").status_code == 404
    assert put(stranger, gallery, "IMG_1.JPG").status_code == 404
    assert db.session.get_one(Photo, photo.id).is_ready
