"""Cookies of an installation behind HTTPS have names that only HTTPS can set."""

import pytest

from services import accounts, invitations
from tests.conftest import enter

pytestmark = pytest.mark.usefixtures("fresh_limits")
WORDS = "three calm words"


@pytest.fixture
def behind_https(app, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    return app


@pytest.fixture
def invitation(make):
    return make.make_invitation(make.make_gallery())


def test_the_cookie_of_a_link_has_the_prefix_and_opens_the_session(behind_https, invitation):
    """ASVS 3.3.1."""
    browser, home = enter(behind_https, invitation), f"/g/{invitation.gallery.code}"
    assert browser.get_cookie("__Secure-kadr_grant", path=home).secure
    assert browser.get_cookie("kadr_grant", path=home) is None
    assert browser.get(f"{home}/photos").status_code == 200


def test_a_link_opened_before_the_prefix_stays_open_until_it_is_renewed(
    app, invitation, monkeypatch
):
    """ASVS 3.3.1: nobody has to look for the mail again after an upgrade."""
    browser, home = enter(app, invitation), f"/g/{invitation.gallery.code}"
    assert browser.get_cookie("kadr_grant", path=home)
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    assert browser.get(f"{home}/photos").status_code == 200
    invitations.renew_link(invitation)
    assert browser.get(f"{home}/photos").status_code == 404


def test_the_cookie_of_a_device_has_the_prefix_and_the_older_one_is_still_known(behind_https):
    """ASVS 3.3.1."""
    user = accounts.create_studio("Pracownia", "hanna@example.com", WORDS)
    browser = behind_https.test_client()
    browser.set_cookie("kadr_device", "known-since-summer", path="/login")
    answer = browser.post("/login", data={"email": user.email, "password": WORDS})
    assert answer.location == "/studio"
    held = browser.get_cookie("__Secure-kadr_device", path="/login")
    assert (held.value, held.secure) == ("known-since-summer", True)
