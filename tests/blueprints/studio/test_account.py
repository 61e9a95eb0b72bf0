"""Signing in and out, and setting a password by a mailed link."""

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from blueprints.studio.account import local_page
from extensions import db
from models.outbox import OutboxEntry
from models.password_reset import PasswordReset
from services import accounts, vault

pytestmark = pytest.mark.usefixtures("fresh_limits")
PASSWORD = "three calm words"  # noqa: S105
OPEN_REDIRECTS = ["//evil.test", "https://evil.test", "/\\evil.test", "/%2f%2fevil.test"]


@pytest.fixture
def user(app):
    return accounts.create_studio("Pracownia", "Hanna@Example.com", PASSWORD)


def sign_in(web, email="hanna@example.com", password=PASSWORD, **query):
    form = {"email": email, "password": password}
    return web.post("/login", data=form, query_string=query)


def redirects():
    folder = os.environ.get("KADR_TEST_DATA")
    if not folder:
        return OPEN_REDIRECTS
    payloads = Path(folder, "hostile/text/payloads.json").read_text("utf-8")
    return json.loads(payloads)["open_redirect"]


def test_the_front_door_leads_to_signing_in_or_to_what_waits(web, studio_web):
    assert web.get("/").location == "/login"
    assert studio_web.get("/").location == "/studio"


def test_a_photographer_signs_in_and_out(web, user):
    answer = sign_in(web)
    assert (answer.status_code, answer.location) == (303, "/studio")
    assert web.get("/studio/galleries").status_code == 200
    assert web.post("/logout").location == "/login"
    assert web.get("/studio/galleries").status_code == 303


def test_signing_in_begins_a_new_session(web, user):
    with web.session_transaction() as session:
        session["left_by_somebody"] = "1"
    sign_in(web)
    with web.session_transaction() as session:
        assert "left_by_somebody" not in session
        assert session.permanent


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(web, user):
    wrong = sign_in(web, password="wrong password")
    unknown = sign_in(web, email="nobody@example.com")
    assert wrong.status_code == unknown.status_code == 422
    assert "Adres e-mail albo hasło jest nieprawidłowe." in wrong.text
    assert 'value="hanna@example.com"' in wrong.text
    same = unknown.text.replace("nobody@", "hanna@")
    assert _without_token(same) == _without_token(wrong.text)


@pytest.mark.parametrize("email", ["", "x" * 5000, "a@b\r\nBcc: c@d"])
def test_an_address_that_is_none_is_refused(web, user, email):
    assert sign_in(web, email=email).status_code == 422


def test_guessing_is_stopped_for_an_account_wherever_it_comes_from(web, user):
    for _try in range(10):
        assert sign_in(web, password="wrong password").status_code == 422
    assert sign_in(web).status_code == 429


def test_guessing_is_stopped_for_an_address_whatever_the_account(web, user):
    for number in range(10):
        assert sign_in(web, email=f"user{number}@example.com").status_code == 422
    answer = sign_in(web)
    assert answer.status_code == 429
    assert "kwadrans" in answer.text


def test_without_redis_people_can_still_sign_in(web, user):
    """Redis is away in the tests: the limits are counted in memory meanwhile."""
    assert sign_in(web).status_code == 303


def test_after_signing_in_one_is_where_one_wanted_to_go(web, user):
    turned_away = web.get("/studio/orders?payment=due")
    assert turned_away.location == "/login?next=/studio/orders?payment%3Ddue"
    assert sign_in(web, next="/studio/orders?payment=due").location == "/studio/orders?payment=due"


@pytest.mark.parametrize("target", redirects())
def test_nobody_is_sent_to_another_site(web, user, target):
    assert local_page(target) is None
    assert sign_in(web, next=target).location == "/studio"


def test_a_form_that_was_sent_signed_out_leads_to_signing_in_without_a_way_back(web):
    assert web.post("/studio/galleries").location == "/login"


def test_htmx_is_sent_to_signing_in(web):
    answer = web.get("/studio/galleries", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login")


def test_whoever_is_signed_in_sees_no_sign_in_page(studio_web):
    assert studio_web.get("/login").location == "/studio"


def test_the_language_of_the_page_can_be_chosen(web):
    assert "Zaloguj się" in web.get("/login").text
    assert "Sign in" in web.get("/login?lang=en").text


def test_a_link_to_set_a_password_is_mailed(web, user):
    answer = web.post("/password", data={"email": "HANNA@example.com "})
    assert answer.status_code == 200
    mail = db.session.scalars(select(OutboxEntry)).one()
    assert (mail.kind, mail.recipient) == ("mail.password_reset", "hanna@example.com")


def test_asking_for_an_unknown_address_looks_the_same_and_mails_nothing(web, user):
    known = web.post("/password", data={"email": "hanna@example.com"})
    unknown = web.post("/password", data={"email": "nobody@example.com"})
    assert unknown.status_code == known.status_code
    assert unknown.text == known.text.replace("hanna@", "nobody@")
    assert len(db.session.scalars(select(OutboxEntry)).all()) == 1


def test_the_mailed_link_sets_a_password_once_and_ends_every_sign_in(web, app, user):
    sign_in(web)
    accounts.request_password_reset(user.email)
    token = vault.unseal(db.session.scalar(select(PasswordReset.token_sealed)))
    stranger = app.test_client()
    assert stranger.get(f"/password/{token}").status_code == 200
    short = stranger.post(f"/password/{token}", data={"password": "short"})
    assert (short.status_code, "co najmniej 10 znaków" in short.text) == (422, True)
    guessed = stranger.post(f"/password/{token}", data={"password": user.email})
    assert (guessed.status_code, "szybko by odgadnięto" in guessed.text) == (422, True)
    new = {"password": "four other calm words"}
    assert stranger.post(f"/password/{token}", data=new).location == "/login"
    assert web.get("/studio/galleries").status_code == 303
    assert sign_in(stranger, password=new["password"]).status_code == 303
    assert stranger.post(f"/password/{token}", data=new).status_code == 404


def test_a_link_that_never_was_offers_a_new_one(web):
    answer = web.get("/password/made-up")
    assert answer.status_code == 404
    assert 'href="/password"' in answer.text


@pytest.mark.csrf
def test_signing_in_needs_the_token_of_the_form(web, user):
    assert sign_in(web).status_code == 400


def _without_token(page):
    return [line for line in page.splitlines() if "csrf_token" not in line]
