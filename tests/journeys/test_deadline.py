"""A deadline passes: nothing is lost, more time is asked for, given, paid and used."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

EMAIL = "spozniona@example.com"
REASON = "Wracamy w piątek z urlopu"


@pytest.fixture
def owner(stack, new_browser, photographs):
    person = Photographer(stack, stack.make_studio(), new_browser()).sign_in()
    today = datetime.now(UTC).date()
    person.create(Session("Rodzina Nowaków", "Ewa Nowak", EMAIL, extra="40,00", until=str(today)))
    person.upload(photographs[:2])
    person.send()
    return person


def test_more_time_is_asked_for_after_the_last_day_and_the_choice_is_still_there(
    owner, new_browser, photographs
):
    """N-04, M-13: closed politely with the cart kept, reopened at the fee that was told before."""
    kept, late = (photo.name for photo in photographs[:2])
    guest = Guest(owner.stack, new_browser())
    guest.open(owner.link_of(EMAIL))
    guest.enter()
    guest.pick(kept)
    _ask_fee(owner, "50,00")
    _let_a_day_pass(owner)
    _expect_closed(guest, kept, late)
    _ask_for_more_time(guest)
    _give_a_week(owner)
    guest.open(owner.link_of(EMAIL, 2))
    expect(guest.page.locator("figure.photo").first).to_be_visible()
    assert guest.lines() == [kept, late]
    expect(guest.page.locator("#summary")).to_contain_text("50,00")
    expect(guest.page.locator("#summary .total")).to_contain_text("130,00")
    number = guest.place_order()
    assert _sum_of(owner, number) == [(13000,)]


def _ask_fee(owner, price):
    owner.open_tab("settings/time")
    owner.page.fill("[name=extension_cents]", price)
    owner.page.locator("form:has([name=extension_cents]) .button.soft").click()
    owner.page.locator(".notice.flash").wait_for()


def _let_a_day_pass(owner):
    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    change = "UPDATE galleries SET select_until_on = :day WHERE id = :id"
    owner.stack.write([(change, {"day": str(yesterday), "id": owner.gallery_id})])


def _expect_closed(guest, kept, late):
    """A late press, as from a telephone without network, is kept; only ordering waits."""
    guest.pick(late)
    assert guest.lines() == [kept, late]
    expect(guest.page.locator("#summary")).to_contain_text("Twój wybór jest zachowany")
    expect(guest.page.get_by_role("button", name=guest.words["place"])).to_have_count(0)


def _ask_for_more_time(guest):
    page = guest.page
    page.get_by_role("link", name="Poproś o przedłużenie").first.click()
    expect(page.locator("main")).to_contain_text("50,00")
    page.fill("#note", REASON)
    page.locator("form:has(#note) button.main").click()
    expect(page.locator("main")).to_contain_text("Studio odpowie")


def _give_a_week(owner):
    mail = owner.stack.wait_for_mails(owner.account.email, 1)[-1]
    assert REASON in mail.get_body(("plain",)).get_content()
    owner.open_tab("settings/time")
    wish = owner.page.locator("#extensions li", has_text=REASON)
    wish.locator("button.soft").click()
    expect(owner.page.locator("#extensions li .state")).to_contain_text("Do ")


def _sum_of(owner, number):
    query = """SELECT sum(quantity * unit_price_cents) FROM orders
        JOIN order_lines ON order_id = orders.id WHERE gallery_id = ? AND number = ?"""
    return owner.stack.rows(query, owner.gallery_id, number)
