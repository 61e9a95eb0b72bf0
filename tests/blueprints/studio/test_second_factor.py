"""The second factor: switched on with a telephone, asked for at the door.

ASVS 6.3.3, 6.5, 6.6.3."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db, limiter
from models import RecoveryCode, SecondFactor, SignIn
from models.password_reset import PasswordReset
from models.types import utc_now
from services import accounts, one_time_codes, second_factors, vault
from tests.conftest import sign_in

pytestmark = pytest.mark.usefixtures("fresh_limits")
PASSWORD = "three calm words"  # noqa: S105
PAGE = "/studio/settings/security"
DOOR = "/login/code"


@pytest.fixture
def user(app):
    return accounts.create_studio("Pracownia", "hanna@example.com", PASSWORD)


@pytest.fixture
def protected(app, user):
    """The browser in which the second factor was switched on; `.codes` are those on paper."""
    browser = sign_in(app, user)
    browser.post("/studio/second-factor", data={"old_password": PASSWORD})
    answer = browser.post("/studio/second-factor/code", data={"code": code(user)})
    browser.codes = re.findall(r"^(?:.*>)?(\w{4}-\w{4}-\w{4})", answer.text, re.M)
    return browser


def code(user, later=0):
    """What the telephone shows, or will show `later` half minutes from now."""
    db.session.expire_all()
    secret = vault.unseal(db.session.get_one(SecondFactor, user.id).secret_sealed)
    step = int(utc_now().timestamp()) // one_time_codes.STEP_S
    return one_time_codes.code_at(secret, step + later)


def knock(app, password=PASSWORD):
    browser = app.test_client()
    form = {"email": "hanna@example.com", "password": password}
    browser.answer = browser.post("/login?next=/studio/orders", data=form)
    return browser


def is_in(browser):
    return browser.get("/studio/settings").status_code == 200


def test_the_codes_are_those_of_rfc_6238():
    """Appendix B, SHA-1, its last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 - of the RFC
    assert one_time_codes.code_at(secret, 59 // 30) == "287082"
    assert one_time_codes.code_at(secret, 1111111109 // 30) == "081804"
    assert one_time_codes.code_at(secret, 20000000000 // 30) == "353130"


def test_it_is_switched_on_by_a_code_of_the_telephone_and_gives_ten_codes_once(protected, user):
    assert len(set(protected.codes)) == 10
    page = protected.get(PAGE).text
    assert "Włączona" in page
    assert "Zostało 10 kodów zapasowych" in page
    assert protected.codes[0] not in page
    kept = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert all(one.startswith("$argon2id$") for one in kept)


def test_the_secret_is_sealed_and_shown_only_while_it_is_being_switched_on(app, user):
    browser = sign_in(app, user)
    browser.post("/studio/second-factor", data={"old_password": PASSWORD})
    shown = browser.get("/studio/second-factor").text
    factor = db.session.get_one(SecondFactor, user.id)
    secret = vault.unseal(factor.secret_sealed)
    assert secret not in factor.secret_sealed
    assert f"secret={secret}" in shown
    assert "<svg" in shown
    assert 'style="' not in shown
    browser.post("/studio/second-factor/code", data={"code": code(user)})
    assert browser.get("/studio/second-factor").location == PAGE


def test_switching_on_needs_the_password_and_a_right_code(app, user):
    browser = sign_in(app, user)
    refused = browser.post("/studio/second-factor", data={"old_password": "wrong"})
    assert (refused.status_code, db.session.get(SecondFactor, user.id)) == (422, None)
    browser.post("/studio/second-factor", data={"old_password": PASSWORD})
    assert browser.post("/studio/second-factor/code", data={"code": "000000"}).status_code == 422
    assert not db.session.get_one(SecondFactor, user.id).is_on


def test_switching_on_ends_what_was_begun_without_it(app, user, make):
    other = sign_in(app, user)
    browser = sign_in(app, user)
    browser.post("/studio/second-factor", data={"old_password": PASSWORD})
    browser.post("/studio/second-factor/code", data={"code": code(user)})
    assert [is_in(other), is_in(browser)] == [False, True]


def test_the_password_alone_opens_nothing_but_the_page_that_asks_for_the_code(app, user, protected):
    browser = knock(app)
    assert browser.answer.location == f"{DOOR}?next=/studio/orders"
    assert not is_in(browser)
    assert browser.get("/operator/queues").status_code == 404
    asked = browser.get(DOOR).text
    assert 'autocomplete="one-time-code"' in asked
    assert 'inputmode="numeric"' in asked
    with browser.session_transaction() as session:
        assert set(session) - {"csrf_token", "_permanent"} == {"half_way"}
        assert not session.permanent


def test_the_code_lets_in_under_another_token(app, user, protected):
    browser = knock(app)
    with browser.session_transaction() as session:
        half = session["half_way"]
    answer = browser.post(f"{DOOR}?next=/studio/orders", data={"code": code(user, later=1)})
    assert (answer.status_code, answer.location) == (303, "/studio/orders")
    with browser.session_transaction() as session:
        assert session["sign_in"] != half
        assert "half_way" not in session
    assert is_in(browser)


def test_a_code_is_taken_once_also_within_its_half_minute(app, user, protected):
    """6.5.1."""
    shown = code(user, later=1)
    assert knock(app).post(DOOR, data={"code": shown}).status_code == 303
    again = knock(app).post(DOOR, data={"code": shown})
    assert again.status_code == 422
    assert "Ten kod jest nieprawidłowy albo został już użyty" in again.text


def test_a_recovery_code_lets_in_once_however_it_is_typed(app, user, protected):
    typed = f" {protected.codes[3].upper().replace('-', ' ')} "
    assert knock(app).post(DOOR, data={"code": typed}).status_code == 303
    assert knock(app).post(DOOR, data={"code": typed}).status_code == 422
    assert "Zostało 9 kodów zapasowych" in protected.get(PAGE).text


@pytest.mark.parametrize("wrong", ["", "12345", "abcdefgh", "١٢٣٤٥٦", "x" * 5000, "0-0"])
def test_what_is_no_code_is_refused(app, user, protected, wrong):
    assert knock(app).post(DOOR, data={"code": wrong}).status_code == 422


def test_after_ten_wrong_codes_nobody_gets_further_wherever_they_begin(app, user, protected):
    """6.6.3; counted in the database, so also while Redis is away."""
    for _round in range(2):
        browser = knock(app)
        for _try in range(5):
            assert browser.post(DOOR, data={"code": "000000"}).status_code == 422
        limiter._fallback_storage.reset()
    refused = knock(app).post(DOOR, data={"code": code(user, later=1)})
    assert refused.status_code == 429
    for row in db.session.scalars(select(SignIn)):
        row.begun_at -= timedelta(hours=1)
    db.session.commit()
    assert knock(app).post(DOOR, data={"code": code(user, later=1)}).status_code == 303


def test_half_way_in_lasts_five_minutes(app, user, protected):
    browser = knock(app)
    half = db.session.scalars(select(SignIn).where(SignIn.proven_at.is_(None))).one()
    half.begun_at -= timedelta(minutes=5)
    db.session.commit()
    assert browser.get(DOOR).location == "/login"
    assert browser.post(DOOR, data={"code": code(user, later=1)}).location == "/login"


def test_a_new_password_by_mail_neither_signs_in_nor_turns_it_off(app, user, protected):
    half = knock(app)
    accounts.request_password_reset(user.email)
    token = vault.unseal(db.session.scalar(select(PasswordReset.token_sealed)))
    app.test_client().post(f"/password/{token}", data={"password": "four other calm words"})
    assert half.get(DOOR).location == "/login"
    again = knock(app, "four other calm words")
    assert again.answer.location.startswith(DOOR)
    assert not is_in(again)


def test_switching_off_needs_password_and_code(protected, user):
    form = {"old_password": PASSWORD, "code": protected.codes[0]}
    for wrong in ({"old_password": "wrong"}, {"code": "000000"}):
        answer = protected.post("/studio/second-factor/removal", data=form | wrong)
        assert answer.status_code == 422
    assert protected.post("/studio/second-factor/removal", data=form).location == PAGE
    assert db.session.get(SecondFactor, user.id) is None
    assert db.session.scalars(select(RecoveryCode)).all() == []


def test_new_recovery_codes_end_the_old_ones(app, protected, user):
    form = {"code": protected.codes[0]}
    assert protected.post("/studio/second-factor/recovery-codes", data=form).status_code == 200
    assert knock(app).post(DOOR, data={"code": protected.codes[1]}).status_code == 422


def test_an_installation_may_ask_everybody_or_its_operators_for_one(app, make, monkeypatch):
    """SECOND_FACTOR."""
    plain, operator = sign_in(app, make.make_user()), sign_in(app, make.make_user(is_operator=True))
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "operators")
    assert [is_in(plain), is_in(operator)] == [True, False]
    assert operator.get("/operator/queues").location == PAGE
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "everybody")
    assert plain.get("/studio/orders").location == PAGE
    assert "wymaga weryfikacji dwuetapowej" in plain.get(PAGE).text
    assert plain.post("/logout").status_code == 303


def test_whoever_lost_everything_is_let_in_by_the_operators_command(app, user, protected):
    runner = app.test_cli_runner()
    told = runner.invoke(args=["studio", "second-factor", "--reset", "Hanna@example.com"])
    assert (told.exit_code, "is taken away" in told.output) == (0, True)
    db.session.expire_all()
    assert not is_in(protected)
    assert is_in(knock(app))
    unknown = runner.invoke(args=["studio", "second-factor", "--reset", "nobody@example.com"])
    assert unknown.exit_code == 1


def test_two_tries_with_one_code_at_once_let_in_one(app, user, protected):
    factor = db.session.get_one(SecondFactor, user.id)
    shown = code(user, later=1)
    assert second_factors.takes(factor, shown)
    assert not second_factors.takes(factor, shown)
    db.session.rollback()
