"""The page on which a photographer connects BaseLinker."""

import re

import pytest

from services import baselinker_access
from tests.blueprints.partner.consumer import studio_access

PAGE = "/studio/shops/baselinker"


@pytest.fixture
def access(studio_web):
    """Switched on, its password seen."""
    press(studio_web, "on")
    studio_web.get(PAGE)
    return studio_access(studio_web.user.studio)


def press(browser, wish):
    answer = browser.post(PAGE, data={"wish": wish})
    assert answer.status_code == 303
    return browser.get(PAGE).text


def shown(page, name) -> str:
    found = re.search(rf'id="baselinker-{name}" readonly value="([^"]+)"', page)
    return found[1] if found else ""


def test_address_and_password_are_made_and_the_password_is_shown_once(studio_web):
    assert shown(studio_web.get(PAGE).text, "address") == ""
    page = press(studio_web, "on")
    access = studio_access(studio_web.user.studio)
    assert shown(page, "address") == baselinker_access.url_of(access)
    assert baselinker_access.is_right(access, shown(page, "password"))
    again = studio_web.get(PAGE).text
    assert shown(again, "password") == ""
    assert shown(again, "address") == baselinker_access.url_of(access)


def test_the_cookie_does_not_hold_the_password(studio_web):
    studio_web.post(PAGE, data={"wish": "on"})
    with studio_web.session_transaction() as session:
        held = session["baselinker_password"]
    page = studio_web.get(PAGE).text
    assert shown(page, "password") not in held


def test_a_new_password_and_a_new_address_end_the_old_ones(studio_web, access):
    before = baselinker_access.url_of(access)
    password = shown(press(studio_web, "password"), "password")
    assert baselinker_access.is_right(access, password)
    assert shown(press(studio_web, "address"), "address") not in ("", before)


def test_switched_off_and_on_again_it_is_as_it_was(studio_web, access):
    before = baselinker_access.url_of(access)
    assert shown(press(studio_web, "off"), "address") == ""
    page = press(studio_web, "on")
    assert (shown(page, "address"), shown(page, "password")) == (before, "")


def test_the_password_that_baselinker_made_is_taken(studio_web, access):
    answer = studio_web.post(f"{PAGE}/password", data={"password": "  abcdefgh1234  "})
    assert answer.status_code == 303
    assert baselinker_access.is_right(access, "abcdefgh1234")
    page = studio_web.get(PAGE).text
    assert "1234" in page
    assert "abcdefgh1234" not in page


@pytest.mark.parametrize("password", ["", "short", "x" * 300])
def test_a_password_that_is_none_is_said_beside_its_field(studio_web, access, password):
    answer = studio_web.post(f"{PAGE}/password", data={"password": password})
    assert answer.status_code == 422
    assert "password-about" in answer.text


@pytest.mark.parametrize("wish", ["off", "address", "password"])
def test_before_it_is_switched_on_there_is_nothing_to_change(studio_web, wish):
    assert studio_web.post(PAGE, data={"wish": wish}).status_code == 404


def test_a_wrong_password_is_told_to_the_photographer(studio_web, access):
    baselinker_access.note_refusal(access)
    assert "notice red" in studio_web.get(PAGE).text
    baselinker_access.note_call(access, "OrdersGet")
    page = studio_web.get(PAGE).text
    assert "notice red" not in page
    assert "OrdersGet" in page
