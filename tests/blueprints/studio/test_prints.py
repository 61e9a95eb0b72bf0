"""M-14, M-20: the prints of the export panel and their files."""

import zipfile
import zlib
from io import BytesIO

import pytest

from extensions import db
from models import Folder
from services.files import storage
from tests.blueprints.studio.exporting import panel, place


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


@pytest.fixture
def order(make, gallery):
    item = make.make_item(gallery, name="15×23", paper="mat")
    photo = make.make_photo(gallery, "IMG_1.JPG", number=1)
    method = make.make_method(gallery)

    def placed(copies):
        cart = make.make_cart(gallery.invitations[0], [photo])
        make.want(cart, item, copies, photo)
        return make.make_order(cart, method)

    return placed


def finish(make, gallery, name, data=b"finished"):
    photo = make.make_photo(gallery, name, folder=Folder.FULL)
    photo.size_bytes, photo.crc32 = len(data), zlib.crc32(data)
    storage().put(photo.storage_key, data)
    db.session.commit()


def url(gallery, form):
    return f"/studio/galleries/{gallery.id}/prints/{form}"


def test_without_prints_the_button_is_disabled_with_the_reason(studio_web, gallery):
    """M-14."""
    place(gallery, "A.JPG")
    page = panel(studio_web, gallery, "")
    reason = 'aria-disabled="true" title="Nikt jeszcze nie zamówił odbitki.">Eksportuj odbitki<'
    assert reason in page
    assert "<table" not in panel(studio_web, gallery, "?prints=1")
    assert studio_web.get(url(gallery, "csv")).status_code == 409


def test_the_table_adds_up_two_orders(studio_web, gallery, order):
    """M-20: one line ×3."""
    order(1)
    order(2)
    answer = studio_web.get(url(gallery, "csv"))
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "plik;format;papier;ilość;zamówienie",
        "IMG_1.JPG;15×23;mat;3;1001, 1002",
    ]
    assert "Eksport_Lucja-i-Jan_odbitki_" in answer.headers["Content-Disposition"]


def test_the_panel_shows_them_and_names_what_is_not_finished(make, studio_web, gallery, order):
    order(2)
    page = panel(studio_web, gallery, "?prints=1")
    assert "2 odbitki" in page
    assert "1 zdjęcie nie ma jeszcze gotowego pliku." in page
    assert f'href="{url(gallery, "zip")}"' not in page
    assert studio_web.get(url(gallery, "zip")).status_code == 409
    finish(make, gallery, "IMG_1-Edit.jpg")
    page = panel(studio_web, gallery, "?prints=1")
    assert "nie ma jeszcze gotowego pliku" not in page
    assert f'href="{url(gallery, "zip")}"' in page


def test_the_archive_is_built_from_the_finished_files_and_can_be_resumed(
    make, studio_web, gallery, order
):
    order(2)
    finish(make, gallery, "IMG_1-Edit.jpg", b"finished picture")
    answer = studio_web.get(url(gallery, "zip"))
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert archive.read("odbitki/15x23/mat/x2/IMG_1-Edit.jpg") == b"finished picture"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    rest = studio_web.get(url(gallery, "zip"), headers={"Range": "bytes=10-"})
    assert (rest.status_code, rest.data) == (206, answer.data[10:])


def test_the_scripts_of_one_order_hold_its_own_prints(studio_web, gallery, order):
    first, second = order(1), order(2)
    for form, mark in (("windows", b"\xef\xbb\xbf& {"), ("macos", b"#!/bin/sh")):
        data = studio_web.get(f"/studio/orders/{second.id}/prints/{form}").data
        assert data.startswith(mark)
        assert b"odbitki/15x23/mat/x2" in data
        assert b"x3" not in data
    assert first.number != second.number


def test_it_opens_without_javascript_and_an_unknown_form_is_not_there(studio_web, gallery, order):
    order(1)
    page = studio_web.get(f"/studio/galleries/{gallery.id}/orders?prints=1").text
    assert "Gotowe zdjęcia w folderach" in page
    assert studio_web.get(url(gallery, "paint")).status_code == 404
