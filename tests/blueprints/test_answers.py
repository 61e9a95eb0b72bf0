"""What every answer carries, and how refusals are told."""

import pytest
from flask_login import current_user
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from extensions import db
from services.refusals import Refused


@pytest.fixture
def refusing(application, monkeypatch):
    """An address that always refuses: /healthz, for the time of a test."""

    def refuse():
        raise Refused("The cart is empty.")

    monkeypatch.setitem(application.view_functions, "health.alive", refuse)


@pytest.mark.parametrize("path", ["/login", "/healthz", "/nowhere", "/studio/galleries"])
def test_every_answer_has_a_strict_policy_and_is_kept_by_no_cache(web, path):
    headers = web.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert headers["Cache-Control"] == "private, no-store"
    assert "HX-Request" in headers["Vary"]


def test_an_unknown_address_says_so_in_the_persons_language(web):
    polish = web.get("/nowhere", headers={"Accept-Language": "pl"})
    english = web.get("/nowhere", headers={"Accept-Language": "en"})
    assert polish.status_code == english.status_code == 404
    assert "Nothing here" in english.text
    assert "Nothing here" not in polish.text


def test_a_refusal_is_a_page_with_a_true_status(web, refusing):
    answer = web.get("/healthz")
    assert answer.status_code == 409
    assert "The cart is empty." in answer.text
    assert "<!doctype html>" in answer.text


def test_a_refusal_for_htmx_goes_into_the_notice_of_the_page(web, refusing):
    answer = web.get("/healthz", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "<!doctype" not in answer.text


def test_a_refusal_for_a_script_is_a_problem_in_json(web, refusing):
    answer = web.get("/healthz", headers={"Accept": "application/json"})
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"] == "The cart is empty."
    assert answer.json["reason"] == "Refused"


def test_a_locked_or_absent_database_is_503_and_never_500(web, application, monkeypatch):
    """I5: an expected fault is told as one."""

    def locked():
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setitem(application.view_functions, "health.alive", locked)
    answer = web.get("/healthz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_a_database_that_goes_away_in_the_middle_is_503_for_who_is_signed_in_too(
    studio_web, application, monkeypatch
):
    """F19: whose language the answer should speak cannot be looked up any more."""
    away = OperationalError("SELECT", {}, Exception("server closed the connection"))

    def refuse(*_statement):
        raise away

    def dies(**_values):
        assert current_user.studio.locale
        event.listen(db.engine, "before_cursor_execute", refuse)
        raise away

    monkeypatch.setitem(application.view_functions, "studio.list_galleries", dies)
    try:
        answer = studio_web.get("/studio/galleries")
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_the_unexpected_shows_no_trace_of_the_code(web, application, monkeypatch):
    """A35."""

    def broken():
        raise ValueError("secret detail")

    monkeypatch.setitem(application.view_functions, "health.alive", broken)
    answer = web.get("/healthz")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text


def test_an_unknown_host_is_turned_away(web):
    """A10."""
    assert web.get("/healthz", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.csrf
def test_a_form_without_its_token_changes_nothing(web):
    """A7."""
    answer = web.post("/login", data={"email": "a@example.com", "password": "x"})
    assert answer.status_code == 400


def test_a_number_no_row_can_have_leads_nowhere(studio_web):
    """A27."""
    assert studio_web.get(f"/studio/orders/{10**30}").status_code == 404


@pytest.mark.parametrize("path", ["/studio/orders?text=a%00b", "/g/%00/photos", "/studio/orders"])
def test_a_nul_is_turned_away_before_it_reaches_a_database(studio_web, path):
    """A15: PostgreSQL refuses it in the middle of a statement."""
    assert studio_web.post(path, data={"text": "a\0b"}).status_code in (400, 404)
    assert studio_web.get(path).status_code in (200, 400, 404)
