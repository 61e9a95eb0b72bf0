"""Who opens a mailed link before the person does, and is not counted."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

PRESS_EVERYTHING = """() => {
  for (const element of document.querySelectorAll("a, button, input[type=submit]")) element.click();
}"""


@pytest.fixture
def owner(stack, studio, new_browser, photographs):
    person = Photographer(stack, studio, new_browser()).sign_in()
    person.create(Session("Skanery", "Leon Gaj", "leon.skanery@example.com"))
    person.upload(photographs[:1])
    person.send()
    return person


def test_machines_leave_the_banner_yellow_and_a_person_turns_it_green(owner, new_browser):
    """M-05: GET and HEAD, a headless visit and a script that presses everything are no views."""
    link = owner.link_of("leon.skanery@example.com")
    path = link.removeprefix(owner.stack.url)
    anybody = Desk(owner.stack, new_browser().new_page())
    for method in ("GET", "GET", "GET", "GET", "GET", "HEAD", "HEAD"):
        assert anybody.ask(method, path).status == 200
    _expect_yellow(owner)

    Guest(owner.stack, new_browser()).page.goto(link, wait_until="networkidle")
    _expect_yellow(owner)

    scanner = Guest(owner.stack, new_browser())
    scanner.page.goto(link, wait_until="commit")
    scanner.page.wait_for_selector("form button")
    scanner.page.evaluate(PRESS_EVERYTHING)
    expect(scanner.page).to_have_url(re.compile("/photos"))
    scanner.page.evaluate("scrollTo(0, 500)")
    scanner.page.wait_for_timeout(1200)
    _expect_yellow(owner)

    own_look = owner.context.new_page()
    own_look.goto(link)
    own_look.locator("form button.main").click()
    own_look.wait_for_url(re.compile("/photos"))
    _expect_yellow(owner)

    person = Guest(owner.stack, new_browser())
    person.open(link)
    person.enter()
    owner.open_tab("orders")
    owner.expect_banner("green", owner.words["viewed"])


def test_a_returning_browser_counts_once_a_person_moves(owner, new_browser):
    """M-05: with the cookie the link leads straight in; a pointer after a second is the view."""
    link = owner.link_of("leon.skanery@example.com")
    guest = Guest(owner.stack, new_browser())
    guest.open(link)
    guest.page.evaluate(PRESS_EVERYTHING)
    expect(guest.page).to_have_url(re.compile("/photos"))
    guest.open(link)
    expect(guest.page).to_have_url(re.compile("/photos"))
    _expect_yellow(owner)
    guest.page.wait_for_timeout(1100)
    with guest.page.expect_response(re.compile("/views$")):
        guest.page.mouse.move(200, 300)
    owner.open_tab("orders")
    owner.expect_banner("green", owner.words["viewed"])


def _expect_yellow(owner: Photographer) -> None:
    owner.open_tab("orders")
    owner.expect_banner("yellow", owner.words["not_viewed"])
