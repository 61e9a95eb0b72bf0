"""A couple chooses together: two links, two carts, one package."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

ANNA, JAN = "anna.para@example.com", "jan.para@example.com"


@pytest.fixture
def owner(stack, studio, new_browser, photographs):
    person = Photographer(stack, studio, new_browser()).sign_in()
    person.create(Session("Anna i Jan", "Anna", ANNA, package=2, extra="40,00"))
    person.upload(photographs[:4])
    person.invite("Jan", JAN)
    person.send()
    return person


def test_two_people_choose_in_carts_of_their_own_and_share_the_package(
    owner, new_browser, photographs
):
    """N-07, N-02: each sees only their own cart; the second order pays for every photo."""
    names = [photo.name for photo in photographs[:4]]
    anna, jan = (_come_in(owner, new_browser(), email) for email in (ANNA, JAN))
    for guest, wishes in ((anna, names[:3]), (jan, names[2:])):
        for name in wishes:
            guest.pick(name)
    assert (anna.lines(), jan.lines()) == (names[:3], names[2:])
    _expect_both_carts_in_the_studio(owner)
    expect(jan.page.locator("#summary .total")).to_contain_text("0,00")
    anna_number = anna.place_order()
    _be_told_of_the_new_price(jan)
    jan_number = jan.place_order()
    assert (_lines_of(owner, anna_number), _lines_of(owner, jan_number)) == (
        {"package_photo": 2, "extra_photo": 1},
        {"extra_photo": 2},
    )
    _expect_own_orders_only(anna, jan_number)
    _expect_own_orders_only(jan, anna_number)


def _come_in(owner, browser, email):
    guest = Guest(owner.stack, browser)
    guest.open(owner.link_of(email))
    guest.enter()
    return guest


def _expect_both_carts_in_the_studio(owner):
    """M-07."""
    owner.open_tab("orders")
    links = owner.page.locator("#cart-links a")
    expect(links).to_have_count(2)
    expect(links.nth(0)).to_contain_text("(3)")
    expect(links.nth(1)).to_contain_text("(2)")


def _be_told_of_the_new_price(jan):
    """Anna has used the package meanwhile: nothing is ordered before Jan has seen the new sum."""
    jan.page.locator("#summary button.main").click()
    expect(jan.page.locator("#warning")).to_be_visible()
    expect(jan.page.locator("#summary .total")).to_contain_text(re.compile(r"80[.,]00"))


def _lines_of(owner, number):
    query = """SELECT kind, sum(quantity) FROM order_lines JOIN orders ON order_id = orders.id
        WHERE gallery_id = ? AND number = ? AND filename <> '' GROUP BY kind"""
    return dict(owner.stack.rows(query, owner.gallery_id, number))


def _expect_own_orders_only(guest, foreign_number):
    answer = guest.page.goto(f"/g/{guest.code}/orders/{foreign_number}")
    assert answer.status == 404
