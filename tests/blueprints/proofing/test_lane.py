"""The lane of pictures: where it answers, it answers as Flask would; elsewhere Flask answers."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client

from extensions import db
from models import Folder
from services import invitations
from tests.blueprints.proofing.conftest import counted_statements, give_renditions
from tests.conftest import enter, sign_in

ALIKE = ("X-Accel-Redirect", "Cache-Control", "Content-Type", "Content-Disposition")


@pytest.fixture
def sent_by_nginx(app):
    app.config["ACCEL_PREFIX"] = "/media"
    yield
    app.config["ACCEL_PREFIX"] = ""


@pytest.fixture
def picture(client_web, photos, sent_by_nginx):
    give_renditions(photos[0])
    return f"{client_web.base}/photos/{photos[0].id}/thumb.jpg"


@pytest.fixture
def cookie(client_web):
    grant = client_web.get_cookie("kadr_grant", path=client_web.base)
    return f"kadr_grant={grant.value}"


@pytest.fixture
def flask_calls(app, monkeypatch):
    """Every request that came through the lane to Flask."""
    calls = []
    answer = Flask.wsgi_app

    def noting(self, environ, start_response):
        calls.append(environ["PATH_INFO"])
        return answer(self, environ, start_response)

    lane = app.wsgi_app.application
    monkeypatch.setattr(lane, "_inner", lambda *given: noting(app, *given))
    return calls


def ask(wsgi, address, cookie):
    return Client(wsgi, use_cookies=False).get(address, headers={"Cookie": cookie})


def both(app, address, cookie):
    """The answer through the lane, and Flask's own."""
    through = ask(app.wsgi_app, address, cookie)
    return through, ask(lambda *given: Flask.wsgi_app(app, *given), address, cookie)


@pytest.mark.parametrize("kind", ["thumb", "grid", "proof"])
@pytest.mark.parametrize("version", ["", "?v=older", "?v={revision}"])
def test_a_picture_is_answered_as_flask_would(
    app, photos, picture, cookie, flask_calls, kind, version
):
    """The same file, cached as long, under the same headers of safety."""
    address = picture.replace("thumb", kind) + version.format(revision=photos[0].revision)
    through, direct = both(app, address, cookie)
    assert flask_calls == []
    assert through.status_code == direct.status_code == 200
    assert [through.headers[name] for name in ALIKE] == [direct.headers[name] for name in ALIKE]
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Robots-Tag"):
        assert through.headers[name] == direct.headers[name]


def test_a_picture_costs_one_query(app, picture, cookie):
    with counted_statements() as statements:
        ask(app.wsgi_app, picture, cookie)
    assert len(statements) == 1


@pytest.mark.parametrize("end", [invitations.revoke_link, invitations.renew_link])
def test_a_dead_link_opens_nothing(app, invitation, picture, cookie, end):
    end(invitation)
    assert [answer.status_code for answer in both(app, picture, cookie)] == [404, 404]


def test_a_photo_that_is_made_anew_is_not_shown_in_its_old_form(app, photos, picture, cookie):
    photos[0].rendered_at = None
    db.session.commit()
    assert [answer.status_code for answer in both(app, picture, cookie)] == [404, 404]


def test_finished_photos_have_no_lane(app, make, gallery, client_web, cookie, sent_by_nginx):
    """Their right to be seen is not the link's alone."""
    final = make.make_photo(gallery, "DSC_0001.jpg", folder=Folder.FULL)
    give_renditions(final, ("thumb",))
    address = f"{client_web.base}/photos/{final.id}/thumb.jpg"
    assert [answer.status_code for answer in both(app, address, cookie)] == [404, 404]


def test_strangers_see_no_picture(app, make, picture, cookie):
    other = enter(app, make.make_gallery().invitations[0])
    grant = other.get_cookie("kadr_grant", path=f"/g/{other.code}")
    for strange in ("", "kadr_grant=", cookie + "x", f"kadr_grant={grant.value}"):
        assert [answer.status_code for answer in both(app, picture, strange)] == [404, 404]


@pytest.mark.parametrize(
    "odd", ["0/thumb", "2147483648/thumb", "99999999999/thumb", "1/th%00mb", "1/../1/thumb"]
)
def test_odd_addresses_are_left_to_flask(app, client_web, picture, cookie, odd):
    address = f"{client_web.base}/photos/{odd}.jpg"
    assert [answer.status_code for answer in both(app, address, cookie)] == [404, 404]


def test_the_owner_sees_it_in_the_preview(app, make, gallery, picture, flask_calls):
    owner = sign_in(app, make.make_user(gallery.studio))
    answer = owner.get(f"{picture}?preview={gallery.invitations[0].id}")
    assert answer.headers["X-Accel-Redirect"]
    assert flask_calls


def test_a_database_that_is_away_is_told_by_flask(app, picture, cookie, flask_calls, monkeypatch):
    lane = app.wsgi_app.application

    class Away:
        def connect(self):
            raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(lane, "_engine", Away())
    ask(app.wsgi_app, picture, cookie)
    assert flask_calls == [picture]


def test_without_nginx_the_files_come_from_flask(app, picture, cookie, flask_calls):
    app.config["ACCEL_PREFIX"] = ""
    with ask(app.wsgi_app, picture, cookie) as answer:
        assert answer.status_code == 200
    assert flask_calls
