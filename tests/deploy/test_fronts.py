"""The shipped rules of nginx and of Caddy, each run by a real one in front of Kadr."""

import gzip
import json
import socket

import pytest

from blueprints.statics import static_url
from extensions import db
from media.storage import Storage
from models.delivery import DownloadRight
from models.partner_token import TokenKind
from models.photo import Folder
from services import deliveries
from tests import factories
from tests.conftest import enter, sign_in
from tests.deploy.asking import ask
from tests.fakes.caddy import Caddy
from tests.fakes.front import ROOT
from tests.offering import make_partner, make_shop_list, token_of

pytestmark = pytest.mark.pure
BODY = bytes(range(256)) * 400
NAME = "Łódź ślub.jpg"


@pytest.fixture
def finished(app):
    """A finished photo with bytes on disk, open to the client."""
    gallery = factories.make_gallery()
    photo = factories.make_photo(gallery, NAME, folder=Folder.FULL)
    photo.size_bytes = len(BODY)
    gallery.delivery.download_right = DownloadRight.ALL
    Storage(app.config["MEDIA_ROOT"]).put(photo.storage_key, BODY)
    db.session.commit()
    deliveries.hand_over(gallery, "Eva")
    return photo


def download(app, server, photo, **headers):
    browser = enter(app, photo.gallery.invitations[0])
    path = f"/g/{browser.code}"
    cookie = browser.get_cookie("kadr_grant", path=path)
    address = f"{path}/delivery/full/{photo.id}"
    return ask(server, address, Cookie=f"kadr_grant={cookie.value}", **headers)


def test_a_file_is_sent_under_its_own_name(app, server, finished):
    status, headers, body = download(app, server, finished)
    assert (status, body) == (200, BODY)
    assert headers["Content-Type"] == "image/jpeg"
    assert "filename*=UTF-8''%C5%81%C3%B3d%C5%BA%20%C5%9Blub.jpg" in headers["Content-Disposition"]
    assert headers["Cache-Control"].startswith("private")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "X-Accel-Redirect" not in headers


def test_a_broken_download_is_continued(app, server, finished):
    status, headers, body = download(app, server, finished, Range="bytes=1000-1999")
    assert (status, body) == (206, BODY[1000:2000])
    assert headers["Content-Range"] == f"bytes 1000-1999/{len(BODY)}"
    assert "attachment" in headers["Content-Disposition"]


def test_an_unchanged_file_is_not_sent_twice(app, server, finished):
    etag = download(app, server, finished)[1]["ETag"]
    assert download(app, server, finished, If_None_Match=etag)[0] == 304


def test_nobody_gets_past_the_permission_to_the_files(server, finished):
    assert ask(server, f"/media/{finished.storage_key}")[0] == 404
    assert ask(server, f"/g/{finished.gallery.code}/delivery/full/{finished.id}")[0] == 404


def test_figures_are_not_told_outside_whatever_is_shown(app, server, monkeypatch):
    """A35: a guard on the machine asks Kadr itself, past the front."""
    monkeypatch.setitem(app.config, "MONITORING_TOKEN", "m" * 40)
    assert ask(server, "/metrics", Authorization=f"Bearer {'m' * 40}")[0] == 404
    assert list(json.loads(ask(server, "/readyz")[2])) == ["status"]


@pytest.mark.parametrize(
    "path",
    [
        "//media/{key}",
        "/%6dedia/{key}",
        "/media/../media/{key}",
        "/x/..%2fmedia/{key}",
        "/static/0123456789ab/../../media/{key}",
        "/media/../../secrets.env",
        "/media../secrets.env",
        "/static/0123456789ab/../../config.py",
        "/static/0123456789ab/..%2f..%2fconfig.py",
        "/static/0123456789ab/%2e%2e/config.py",
        "/../../../etc/passwd",
        "/static/0123456789ab/css/..%00/base.css",
    ],
)
def test_tricks_with_paths_lead_nowhere(server, finished, path):
    assert ask(server, path.format(key=finished.storage_key))[0] in {400, 404}


def test_a_strange_host_gets_no_answer(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        assert connection.recv(1000) == b""


def test_static_files_come_from_disk_and_are_kept_for_ever(server):
    status, headers, body = ask(server, static_url("css/base.css"), Accept_Encoding="gzip")
    assert status == 200
    assert gzip.decompress(body) == (ROOT / "static/css/base.css").read_bytes()
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_are_compressed(server):
    _, headers, body = ask(server, "/login", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert b"<form" in gzip.decompress(body)


def test_a_photo_is_received_as_it_comes(app, server):
    user = factories.make_user()
    gallery = factories.make_gallery(user.studio)
    session = sign_in(app, user).get_cookie("kadr").value
    photo = b"\xff\xd8\xff\xe0" + b"x" * 5_000_000
    folder = f"/studio/galleries/{gallery.id}/folders/proofs/uploads"
    path = f"{folder}/upload-0001?name=DSC_1.JPG&size={len(photo)}"
    status, headers, _ = ask(server, path, "PUT", photo, Cookie=f"kadr={session}")
    assert (status, headers["Upload-Complete"]) == (200, "1")


def test_a_file_of_a_partner_is_received_as_it_comes(app, server):
    """D25: it is a photo, not a form."""
    studio = factories.make_studio()
    partner = make_partner(studio, make_shop_list(studio))
    key = {"Authorization": f"Bearer {token_of(partner, TokenKind.API)}"}
    photo = b"\xff\xd8\xff\xe0" + b"x" * 5_000_000
    path, kind = "/customer-api/v1/files?name=DSC_1.JPG", {"Content-Type": "image/jpeg"}
    status, _, body = ask(server, path, "POST", photo, **key, **kind)
    assert (status, json.loads(body)["size_bytes"]) == (201, len(photo))


def test_other_bodies_are_kept_small(server):
    """nginx waits for the whole; Caddy streams, so Kadr may have refused half a form before."""
    refusals = {413, 422} if isinstance(server, Caddy) else {413}
    assert ask(server, "/login", "POST", b"x" * 5_000_000)[0] in refusals
