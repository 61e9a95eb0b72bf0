"""The studio's page of a product's pictures (issue 7)."""

import io

import pytest

from extensions import db
from services import picture_preparing, product_pictures
from tests.blueprints.studio.looking import get
from tests.conftest import sign_in
from tests.media.pictures import quarters, saved

HTMX = {"HX-Request": "true"}


@pytest.fixture
def product(make, studio_web):
    return make.make_product(make.make_shop_list(studio_web.user.studio), name="Album lniany")


@pytest.fixture
def page(product):
    return f"/studio/products/{product.id}/pictures"


def file(name="album.jpg", data=None):
    return io.BytesIO(saved(quarters(300, 200), "JPEG") if data is None else data), name


def send(web, page, *files, **headers):
    return web.post(page, data={"pictures": list(files)}, headers=headers)


def opens(web, picture, size):
    address = f"/studio/product-pictures/{picture.id}/{size}.jpg"
    return web.get(address, buffered=True).status_code == 200


def prepare():
    for wake in picture_preparing.waiting():
        picture_preparing.prepare(wake.row_id)
    db.session.expire_all()


def test_several_pictures_are_added_by_a_plain_form(studio_web, product, page):
    answer = send(studio_web, page, file("a.jpg"), file("b.jpg"))
    assert (answer.status_code, answer.location) == (303, page)
    assert [one.filename for one in product.pictures] == ["a.jpg", "b.jpg"]
    assert "hx-trigger" in get(studio_web, page)
    prepare()
    shown = get(studio_web, page)
    assert shown.count("-pictures/") >= 2
    assert "load delay" not in shown


def test_a_refused_file_has_its_sentence_and_the_others_go_on(studio_web, product, page):
    answer = send(studio_web, page, file("a.jpg"), file("song.jpg", b"ID3" + bytes(64)))
    assert answer.status_code == 200
    assert "song.jpg" in answer.text
    assert "To nie jest zdjęcie" in answer.text
    assert [one.filename for one in product.pictures] == ["a.jpg"]


def test_nothing_but_refused_files_is_422_and_so_is_no_file(studio_web, product, page):
    assert send(studio_web, page, file("song.jpg", b"ID3" + bytes(64))).status_code == 422
    assert studio_web.post(page).status_code == 422
    assert product.pictures == []


def test_names_of_files_are_shown_as_text(studio_web, product, page):
    send(studio_web, page, file("<img src=x onerror=alert(1)>.jpg"))
    assert "<img src=x" not in studio_web.get(page).text


def test_htmx_gets_the_fragment_and_the_list_asks_on_while_one_waits(studio_web, page):
    send(studio_web, page, file())
    fragment = studio_web.get(page, headers=HTMX).text
    assert fragment.lstrip().startswith('<section id="product-pictures"')
    waiting = studio_web.get(f"{page}/list", headers=HTMX).text
    assert waiting.lstrip().startswith('<ol id="product-picture-list" hx-get=')
    prepare()
    assert "hx-trigger" not in studio_web.get(f"{page}/list", headers=HTMX).text


def test_pictures_are_sorted_removed_and_tried_again_by_buttons(studio_web, product, page):
    send(studio_web, page, file("a.jpg"), file("b.jpg", saved(quarters(900, 600), "JPEG")[:3000]))
    prepare()
    first, second = product.pictures
    address = f"/studio/product-pictures/{second.id}"
    assert "Spróbuj ponownie" in get(studio_web, page)
    assert studio_web.post(f"{address}/move", data={"to": "earlier"}).location == page
    assert [one.filename for one in product.pictures] == ["b.jpg", "a.jpg"]
    assert studio_web.post(f"{address}/move", data={"to": "away"}).status_code == 400
    assert studio_web.post(f"{address}/retry").status_code == 303
    assert second.state == "waiting"
    assert studio_web.post(f"{address}/removal").status_code == 303
    assert [one.filename for one in product.pictures] == ["a.jpg"]
    assert opens(studio_web, first, "icon")


def test_the_studio_sees_pictures_of_a_hidden_product(studio_web, product, page):
    send(studio_web, page, file())
    prepare()
    product.is_hidden = True
    db.session.commit()
    picture = product.pictures[0]
    assert opens(studio_web, picture, "large")


def test_another_studio_finds_neither_the_page_nor_the_pictures(app, make, studio_web, product):
    with app.test_request_context():
        picture = product_pictures.receive(product, *reversed(file()))
    stranger = sign_in(app, make.make_user())
    for address in ("retry", "removal", "move"):
        answer = stranger.post(f"/studio/product-pictures/{picture.id}/{address}")
        assert answer.status_code == 404
    assert stranger.get(f"/studio/products/{product.id}/pictures").status_code == 404
    assert db.session.get(type(picture), picture.id)
