"""The studio's own settings, and the password."""

import pytest

from extensions import db
from services import accounts, sign_ins
from services.devices import Caller
from tests.blueprints.studio.looking import get
from tests.conftest import sign_in

PASSWORD = "three calm words"  # noqa: S105
NOWHERE = Caller("", "", "")
NEW = "four other calm words"
STUDIO = {
    "name": "Pracownia Światłoczuła",
    "contact_email": "Hanna@Example.com",
    "locale": "pl",
    "timezone": "Europe/Warsaw",
}


@pytest.fixture
def user(app, fresh_limits):
    return accounts.create_studio("Pracownia", "hanna@example.com", PASSWORD)


@pytest.fixture
def browser(app, user):
    return sign_in(app, user)


def change(browser, **form):
    return browser.post("/studio/settings", data=form)


def test_the_studio_is_changed(browser, user):
    assert change(browser, part="studio", **STUDIO).status_code == 303
    assert user.studio.name == "Pracownia Światłoczuła"
    assert user.studio.contact_email == "hanna@example.com"


def test_the_language_chosen_here_goes_before_that_of_the_browser(browser, user):
    """D30."""
    browser.get("/studio/settings?lang=pl")
    change(browser, part="studio", **STUDIO | {"locale": "en"})
    assert "Change the password" in get(browser, "/studio/settings")


def test_statuses_that_nobody_has_named_are_called_as_in_the_new_language(browser, user):
    """D30."""
    user.studio.order_statuses[1].internal_name = "W ciemni"
    db.session.commit()
    change(browser, part="studio", **STUDIO | {"locale": "en"})
    named = [(one.internal_name, one.public_name) for one in user.studio.order_statuses]
    assert named[:2] == [("New", "New"), ("W ciemni", "In editing")]
    change(browser, part="studio", **STUDIO)
    assert user.studio.order_statuses[0].internal_name == "Nowe"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"contact_email": "hanna@"},
        {"locale": "de"},
        {"timezone": "Europe/Atlantis"},
        {"name": "A\r\nBcc: x@y.pl"},
    ],
)
def test_what_is_wrong_is_refused_and_the_rest_is_kept(browser, user, wrong):
    form = STUDIO | {"name": "Nowa nazwa"} | wrong
    answer = change(browser, part="studio", **form)
    assert answer.status_code == 422
    assert ("Nowa nazwa" in answer.text) == ("name" not in wrong)
    assert user.studio.name == "Pracownia"


def test_a_new_password_ends_all_other_sign_ins(app, browser, user):
    other = sign_in(app, user)
    answer = change(browser, part="password", old_password=PASSWORD, password=NEW)
    assert answer.status_code == 303
    assert browser.get("/studio/settings").status_code == 200
    assert other.get("/studio/settings").status_code == 303
    assert sign_ins.sign_in("hanna@example.com", NEW, NOWHERE)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", NEW, "To nie jest Twoje obecne hasło."),
        (PASSWORD, "short", "co najmniej 10 znaków"),
        (PASSWORD, "qwertyuiop123", "szybko by odgadnięto"),
        (PASSWORD, "", "Wypełnij to pole."),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_bad_one(
    browser, user, old, new, sentence
):
    answer = change(browser, part="password", old_password=old, password=new)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sign_ins.sign_in("hanna@example.com", PASSWORD, NOWHERE)


def test_guessing_the_old_password_is_stopped(browser, user):
    for _try in range(10):
        change(browser, part="password", old_password="wrong", password=NEW)
    answer = change(browser, part="password", old_password=PASSWORD, password=NEW)
    assert answer.status_code == 429
    assert change(browser, part="studio", **STUDIO).status_code == 303


def test_nobody_changes_settings_signed_out(web):
    assert web.get("/studio/settings").location == "/login?next=/studio/settings"
    assert change(web, part="studio", **STUDIO).location == "/login"
