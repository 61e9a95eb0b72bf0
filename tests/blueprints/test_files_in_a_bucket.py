"""Answering with bytes that lie in a bucket of a real object store: tests/fakes/s3.py."""

from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from extensions import db
from models.delivery import Download, DownloadRight
from models.photo import Folder
from services import deliveries
from tests.conftest import enter

NAME = 'Żółw "1" & ślub; 100%.jpg'
BODY = bytes(range(256)) * 400


@pytest.fixture
def finished(make, in_bucket):
    photo = make.make_photo(filename=NAME, folder=Folder.FULL)
    photo.size_bytes = len(BODY)
    photo.gallery.delivery.download_right = DownloadRight.ALL
    in_bucket.put(photo.storage_key, BODY)
    db.session.commit()
    deliveries.hand_over(photo.gallery, "Eva")
    return photo


@pytest.fixture
def web(app, finished):
    return enter(app, finished.gallery.invitations[0])


def address(web, photo):
    return f"/g/{web.code}/delivery/full/{photo.id}"


def test_kadr_sends_what_lies_in_a_bucket_as_it_sends_what_lies_on_its_disk(web, finished):
    whole = web.get(address(web, finished), buffered=True)
    assert (whole.status_code, whole.data) == (200, BODY)
    wanted = {"Range": "bytes=1000-1999"}
    part = web.get(address(web, finished), headers=wanted, buffered=True)
    assert (part.status_code, part.data) == (206, BODY[1000:2000])


def test_a_download_may_come_from_the_bucket_itself_under_the_names_of_kadr(
    app, web, finished, monkeypatch
):
    """M-28: the camera's name, letter for letter; RFC 6266."""
    monkeypatch.setitem(app.config, "STORAGE_REDIRECTS", True)
    answer = web.get(address(web, finished))
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    with urlopen(answer.location) as sent:
        assert sent.read() == BODY
        assert sent.headers["Content-Type"] == "image/jpeg"
        told = sent.headers["Content-Disposition"]
    assert told.startswith("attachment; filename=\"___w _1_ & _lub; 100%.jpg\"; filename*=UTF-8''")
    assert told.endswith("%C5%BB%C3%B3%C5%82w%20%221%22%20%26%20%C5%9Blub%3B%20100%25.jpg")
    assert len(db.session.scalars(select(Download)).all()) == 1


def test_such_an_address_lives_for_a_minute_and_opens_nothing_else(
    app,
    web,
    finished,
    in_bucket,
    monkeypatch,
):
    """Whoever has lost the right has lost the file a minute later."""
    monkeypatch.setitem(app.config, "STORAGE_REDIRECTS", True)
    in_bucket.put("galleries/1/full/other", b"somebody else's")
    location = web.get(address(web, finished)).location
    assert int(parse_qs(urlsplit(location).query)["X-Amz-Expires"][0]) <= 60
    assert app.config["STORAGE_SECRET"] not in location
    other = location.replace(finished.storage_key, "galleries/1/full/other")
    later = location.replace("X-Amz-Expires=60", "X-Amz-Expires=6000")
    for wrong in (other, later):
        with pytest.raises(OSError, match="403"):
            urlopen(wrong)


def test_pictures_keep_their_own_addresses_so_that_browsers_keep_them(app, web, monkeypatch):
    monkeypatch.setitem(app.config, "STORAGE_REDIRECTS", True)
    assert "img-src 'self'" in web.get(f"/g/{web.code}").headers["Content-Security-Policy"]


def test_without_the_right_there_is_no_address(app, web, finished, monkeypatch):
    monkeypatch.setitem(app.config, "STORAGE_REDIRECTS", True)
    assert app.test_client().get(address(web, finished)).status_code == 404


def test_a_program_that_only_asks_is_answered_by_kadr(app, web, finished, monkeypatch):
    monkeypatch.setitem(app.config, "STORAGE_REDIRECTS", True)
    assert web.head(address(web, finished), buffered=True).status_code == 200


def test_a_bucket_that_is_away_is_a_matter_of_waiting(app, web, finished, s3_server, monkeypatch):
    """The lane of pictures leaves it to Kadr to say so."""
    away = s3_server.open_bucket(
        "http://127.0.0.1:9/kadr", app.config["MEDIA_ROOT"], timeout_s=1, retries=0
    )
    monkeypatch.setitem(app.extensions, "kadr.storage", away)
    for prefix in ("", "/media"):
        monkeypatch.setitem(app.config, "ACCEL_PREFIX", prefix)
        answer = web.get(address(web, finished))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
