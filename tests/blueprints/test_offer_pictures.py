"""The public addresses of products' pictures (issue 7)."""

import io

import pytest
from PIL import Image

from extensions import db
from models.types import utc_now
from services import picture_preparing, product_pictures
from tests.media.pictures import quarters, saved


@pytest.fixture
def product(make):
    return make.make_product(make.make_shop_list(make.make_studio()))


@pytest.fixture
def picture(app, product):
    with app.test_request_context():
        picture = product_pictures.receive(
            product, "album.jpg", io.BytesIO(saved(quarters(800, 600), "JPEG"))
        )
    picture_preparing.prepare(picture.id)
    db.session.expire_all()
    return picture


def addresses(picture):
    both = (picture.marker, f"{picture.marker}-icon")
    return [f"/offer-pictures/{name}.jpg" for name in both]


def test_anybody_sees_a_picture_without_a_login_and_may_keep_it_for_ever(web, picture):
    """I-13: partners' programs fetch pictures by plain GET."""
    sides = []
    for address in addresses(picture):
        answer = web.get(address, buffered=True)
        sides.append(Image.open(io.BytesIO(answer.data)).size)
        assert answer.status_code == 200
        assert answer.content_type == "image/jpeg"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Set-Cookie" not in answer.headers
    assert sides == [(800, 600), (240, 180)]


def test_who_has_it_already_is_told_so_in_a_few_bytes(web, picture):
    for address in addresses(picture):
        tag = web.get(address, buffered=True).headers["ETag"]
        again = web.get(address, headers={"If-None-Match": tag}, buffered=True)
        assert (again.status_code, again.data) == (304, b"")


def test_behind_nginx_the_bytes_are_sent_by_nginx(app, web, picture, monkeypatch):
    monkeypatch.setitem(app.config, "ACCEL_PREFIX", "/media")
    answer = web.get(addresses(picture)[0])
    assert answer.headers["X-Accel-Redirect"] == f"/media/{picture.key}"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("fact", ["is_hidden", "removed_at"])
def test_a_hidden_or_removed_product_shows_no_pictures(web, product, picture, fact):
    setattr(product, fact, True if fact == "is_hidden" else utc_now())
    db.session.commit()
    assert {web.get(address).status_code for address in addresses(picture)} == {404}


def test_a_removed_picture_and_an_unknown_one_look_the_same(web, picture):
    gone = addresses(picture)
    product_pictures.remove(picture)
    unknown = ["/offer-pictures/0.jpg", f"/offer-pictures/{'0' * 32}.jpg"]
    path = "/offer-pictures/..%2f..%2fsecret.jpg"
    assert {web.get(address).status_code for address in (*gone, *unknown, path)} == {404}


def test_one_that_is_not_ready_has_no_address_yet(app, web, product):
    with app.test_request_context():
        data = io.BytesIO(saved(quarters(80, 60), "JPEG"))
        waiting = product_pictures.receive(product, "a.jpg", data)
    assert {web.get(address).status_code for address in addresses(waiting)} == {404}


def test_the_address_that_partners_are_given_leads_to_it(app, web, picture):
    for is_icon in (False, True):
        address = product_pictures.address_of(picture.marker, is_icon=is_icon)
        path = address.removeprefix(app.config["PUBLIC_BASE_URL"])
        assert web.get(path, buffered=True).status_code == 200
