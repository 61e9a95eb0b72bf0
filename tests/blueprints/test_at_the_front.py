"""What a request may claim of itself: host, sender, scheme; and whom to tell of holes."""

import re
from datetime import datetime, timedelta

import pytest
from flask import request, url_for

from app import create_app
from models.types import utc_now

FORGED = {
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": "203.0.113.7",
    "Forwarded": "for=203.0.113.7;host=evil.example;proto=https",
}
HOSTS = ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example:80", ""]


def behind(settings, hops):
    app = create_app(settings | {"TRUSTED_PROXIES": hops})
    seen = {}

    @app.get("/claims")
    def claims():
        seen.update(address=request.remote_addr, host=request.host, scheme=request.scheme)
        return url_for("account.sign_in", _external=True)

    return app.test_client(), seen


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_turned_away(web, host):
    """A10: names come from PUBLIC_BASE_URL; the loopback is for health checks."""
    assert web.get("/login", headers={"Host": host}).status_code == 400


def test_without_a_proxy_nothing_that_is_claimed_is_believed(settings):
    """A10, ASVS 4.1.3, 15.3.4."""
    web, seen = behind(settings, 0)
    assert web.get("/claims", headers=FORGED).text == "http://localhost/login"
    assert seen == {"address": "127.0.0.1", "host": "localhost", "scheme": "http"}


def test_of_several_senders_only_the_one_that_our_proxy_saw_is_believed(settings):
    """The last address of the list is nginx's own word; those before it are the stranger's."""
    web, seen = behind(settings, 1)
    told = {"X-Forwarded-For": "192.0.2.1, 10.0.0.1, 198.51.100.9", "X-Forwarded-Prefix": "/evil"}
    web.get("/claims", headers=told | {"X-Forwarded-Host": "evil.example, localhost"})
    assert seen["address"] == "198.51.100.9"
    assert seen["host"] == "localhost"
    assert web.get("/claims", headers={"X-Forwarded-Host": "evil.example"}).status_code == 400


def test_whom_to_tell_of_a_hole_is_told_for_half_a_year_at_a_time(web, app, monkeypatch):
    """RFC 9116."""
    address = "/.well-known/security.txt"
    assert web.get(address).status_code == 404
    monkeypatch.setitem(app.config, "SECURITY_CONTACT", "mailto:security@example.com")
    answer = web.get(address)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "Contact: mailto:security@example.com\n" in answer.text
    assert "Canonical: http://localhost/.well-known/security.txt\n" in answer.text
    told = re.search(r"Expires: (\S+)Z\n", answer.text)[1]
    expires = datetime.fromisoformat(f"{told}+00:00")
    assert timedelta(days=179) < expires - utc_now() < timedelta(days=181)


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.git/HEAD", "/.env", "/metrics", "/console", "/debug"),
        *("/server-status", "/config.py", "/instance/kadr.sqlite", "/requirements.txt"),
        *("/?__debugger__=yes&cmd=resource&f=debugger.js", "/static/../config.py"),
    ],
)
def test_nothing_of_the_inside_is_served(web, path):
    """A35."""
    answer = web.get(path, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert answer.status_code in {303, 404} or answer.location == "/login"
    assert web.open(path, method="TRACE").status_code in {404, 405}
