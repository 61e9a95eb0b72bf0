"""Devices that are signed in: listed, ended one by one, told of by mail (ASVS 7.4, 7.5.2)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry, SignIn
from models.types import utc_now
from services import accounts, sign_ins
from tests.conftest import sign_in

pytestmark = pytest.mark.usefixtures("fresh_limits")
PASSWORD = "three calm words"  # noqa: S105
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
PAGE = "/studio/settings/security"


@pytest.fixture
def user(app):
    return accounts.create_studio("Pracownia", "hanna@example.com", PASSWORD)


def come(app, user, agent=FIREFOX, address="203.0.113.77", browser=None):
    browser = browser or app.test_client()
    browser.environ_base |= {"HTTP_USER_AGENT": agent, "REMOTE_ADDR": address}
    answer = browser.post("/login", data={"email": user.email, "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/studio")
    return browser


def mails():
    kinds = select(OutboxEntry.kind).order_by(OutboxEntry.id)
    return [kind for kind in db.session.scalars(kinds) if kind == "mail.new_device"]


def id_of_other(browser):
    return int(re.search(r"/studio/sign-ins/(\d+)", browser.get(PAGE).text)[1])


def is_in(browser):
    return browser.get("/studio/settings").status_code == 200


def test_every_device_is_listed_in_words_and_this_one_is_marked(app, user):
    come(app, user, PHONE, "2001:db8:7:1::5")
    page = come(app, user).get(PAGE).text
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert "203.0.113.0/24" in page
    assert "2001:db8:7::/48" in page
    assert "203.0.113.77" not in page
    assert page.count("To urządzenie") == 1


def test_a_browser_without_a_name_is_an_unknown_device(app, user):
    page = come(app, user, "<script>alert(1)</script>").get(PAGE).text
    assert "Nieznane urządzenie" in page
    assert "alert(1)" not in page


def test_an_ended_sign_in_is_out_with_the_very_next_request(app, user):
    """8.3.2: the old cookie is dead at once, and a request of htmx with it."""
    lost, here = come(app, user, PHONE), come(app, user)
    assert here.post(f"/studio/sign-ins/{id_of_other(here)}").location == PAGE
    assert lost.get("/studio/settings").status_code == 303
    assert lost.get("/studio/galleries", headers={"HX-Request": "true"}).status_code == 401
    assert is_in(here)


def test_all_others_are_ended_by_one_press(app, user):
    others = [come(app, user, PHONE), come(app, user)]
    here = come(app, user)
    here.post("/studio/sign-ins")
    assert [is_in(one) for one in (*others, here)] == [False, False, True]


def test_signing_out_ends_the_row_so_that_a_copied_cookie_is_dead(app, user):
    here = come(app, user)
    kept = here.get_cookie("kadr").value
    here.post("/logout")
    thief = app.test_client()
    thief.set_cookie("kadr", kept)
    assert not is_in(thief)


def test_nobody_ends_the_sign_in_of_somebody_else(app, user, make):
    colleague = make.make_user(user.studio)
    there, here = come(app, user), sign_in(app, colleague)
    foreign = db.session.scalar(select(SignIn.id).where(SignIn.user_id == user.id))
    assert here.post(f"/studio/sign-ins/{foreign}").status_code == 404
    assert is_in(there)


def test_a_sign_in_gets_a_new_token_however_the_cookie_was_before(app, user):
    """A6: what somebody planted in the browser leads nowhere afterwards."""
    here = come(app, user)
    planted = here.get_cookie("kadr").value
    come(app, user, browser=here)
    assert here.get_cookie("kadr").value != planted


@pytest.mark.parametrize(("name", "age"), [("seen_at", 32), ("begun_at", 91)])
def test_a_sign_in_ends_by_itself(app, user, name, age):
    """7.3: after 31 days unused, after 90 days at the latest."""
    here = come(app, user)
    row = db.session.scalars(select(SignIn)).one()
    setattr(row, name, utc_now() - timedelta(days=age))
    db.session.commit()
    assert not is_in(here)


def test_a_new_device_is_told_by_mail_but_neither_the_first_nor_a_known_one(app, user):
    laptop = come(app, user)
    assert mails() == []
    laptop.post("/logout")
    come(app, user, browser=laptop, address="198.51.100.9")
    assert mails() == []
    come(app, user, PHONE)
    assert mails() == ["mail.new_device"]


def test_being_here_is_remembered_now_and_then(app, user):
    here = come(app, user)
    row = db.session.scalars(select(SignIn)).one()
    row.seen_at = long_ago = utc_now() - timedelta(hours=1)
    db.session.commit()
    here.environ_base["REMOTE_ADDR"] = "198.51.100.9"
    here.get("/studio/settings")
    db.session.refresh(row)
    assert row.seen_at > long_ago
    assert row.address == "198.51.100.0/24"


def test_an_operator_ends_every_sign_in_of_somebody_by_a_command(app, user):
    """7.4.5."""
    both = [come(app, user, PHONE), come(app, user)]
    told = app.test_cli_runner().invoke(args=["studio", "sign-out", "--email", user.email])
    assert told.exit_code == 0
    assert not any(is_in(one) for one in both)


def test_sign_ins_that_nobody_uses_for_a_year_are_forgotten(app, user):
    come(app, user)
    assert sign_ins.sweep(utc_now()) == 0
    assert sign_ins.sweep(utc_now() + timedelta(days=366)) == 1


def test_the_installation_says_how_long_unused_sign_ins_are_kept(app, user, monkeypatch):
    """SIGN_IN_DAYS."""
    monkeypatch.setitem(app.config, "SIGN_IN_DAYS", 100)
    come(app, user)
    assert sign_ins.sweep(utc_now() + timedelta(days=99)) == 0
    assert sign_ins.sweep(utc_now() + timedelta(days=101)) == 1
