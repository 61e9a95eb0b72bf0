"""Prices, photos and ways of delivery change while a client is about to order."""

import pytest
from playwright.sync_api import expect

from tests.journeys.guest import Guest
from tests.journeys.photographer import COURIER, PICKUP, Photographer, Session

EMAIL = "kasa@example.com"


@pytest.fixture
def owner(stack, new_browser, photographs):
    person = Photographer(stack, stack.make_studio(), new_browser()).sign_in()
    person.create(
        Session("Plener", "Iga Lis", EMAIL, extra="40,00", methods=(PICKUP, COURIER)),
    )
    person.upload(photographs[:3])
    person.send()
    return person


def test_nothing_is_ordered_at_a_price_that_was_not_seen(owner, new_browser, photographs):
    """M-13: the new total is shown, what changed is named, what was typed is kept, and the
    second press orders exactly what was then seen.
    """
    names = [photo.name for photo in photographs[:2]]
    guest = Guest(owner.stack, new_browser())
    guest.open(owner.link_of(EMAIL))
    guest.enter()
    for name in names:
        guest.pick(name)
    guest.show("cart")
    guest.choose(PICKUP[1])
    page = guest.page
    page.fill("textarea[name=note]", "Dzwonić po 17")
    expect(page.locator("#summary .total")).to_contain_text("80,00")
    _change_price(owner, "55,00")
    page.locator("#summary button.main").click()
    expect(page.locator("#warning")).to_contain_text("Było: 80,00")
    expect(page.locator("#summary .total")).to_contain_text("110,00")
    expect(page.locator("textarea[name=note]")).to_have_value("Dzwonić po 17")
    assert _orders(owner) == []
    number = guest.place_order()
    assert _orders(owner) == [(number, 5500, 2, "Dzwonić po 17")]


def _change_price(owner, price):
    owner.open_tab("settings/prices")
    owner.page.fill("[name=extra_photo_cents]", price)
    owner.page.locator("form:has([name=extra_photo_cents]) .button.soft").click()
    owner.page.locator(".notice.flash").wait_for()


def _orders(owner):
    query = """SELECT number, unit_price_cents, sum(quantity), orders.note
        FROM orders JOIN order_lines ON order_id = orders.id
        WHERE gallery_id = ? GROUP BY number, unit_price_cents"""
    return owner.stack.rows(query, owner.gallery_id)
