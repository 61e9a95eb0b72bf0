"""A press on the heart while the network is away: told, kept and sent later."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.chromium import CONTEXT
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

# What another tab does while it sends.
HOLD_THE_WIRE = """(key) => new Promise((held) =>
  navigator.locks.request(key, () => new Promise((release) => {
    window.release = release;
    held();
  })))"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def telephone(stack, chromium) -> Iterator[BrowserContext]:
    """Nobody watches its console: htmx writes there that the network is away."""
    wishes = CONTEXT | {"base_url": stack.url, "locale": "pl-PL", "viewport": PHONE}
    context = chromium.new_context(**wishes)
    yield context
    context.close()


@pytest.fixture
def guest(stack, studio, new_browser, telephone, photographs) -> Guest:
    """On the wall of a session with two photos that has one print format."""
    owner = Photographer(stack, studio, new_browser()).sign_in()
    owner.create(Session("Bez zasięgu", "Iga Lis", "iga.lis@example.com", methods=()))
    owner.upload(photographs[:2])
    owner.send()
    guest = Guest(stack, telephone)
    guest.open(owner.link_of("iga.lis@example.com"))
    guest.enter()
    return guest


def test_on_a_telephone_a_press_without_a_network_is_told_and_sent_when_it_is_back(guest):
    """ui: nothing is ever silently lost."""
    page = guest.page
    heart, told = page.locator("button.pick").first, page.get_by_text("Brak połączenia.")
    expect(told).to_have_count(0)

    guest.context.set_offline(True)
    heart.click()
    expect(told).to_be_in_viewport(ratio=1)
    expect(heart).to_have_attribute("aria-busy", "true")
    expect(heart).to_have_attribute("aria-pressed", "false")
    box = told.bounding_box()
    assert box is not None
    assert box["width"] == PHONE["width"]

    guest.context.set_offline(False)
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(told).to_have_count(0)


def test_a_press_goes_out_as_soon_as_another_tab_has_sent_its_own(guest):
    """ui: it does not wait for the next look at what is unsaved, a quarter of a minute later."""
    page = guest.page
    page.evaluate(HOLD_THE_WIRE, f"presses:/g/{guest.code}")
    heart = page.locator("button.pick").first
    heart.click()
    page.wait_for_timeout(500)
    expect(heart).to_have_attribute("aria-pressed", "false")
    page.evaluate("release()")
    expect(heart).to_have_attribute("aria-pressed", "true", timeout=10_000)


def test_what_was_picked_without_a_network_survives_leaving_the_page(guest):
    """Issue: a lost connection queues presses and sends them when it is back, after a reload."""
    page = guest.page
    guest.context.set_offline(True)
    for heart in page.locator("button.pick").all():
        heart.click()
    expect(page.get_by_text("Niezapisane zmiany: 2.")).to_be_visible()
    page.goto("about:blank")
    guest.context.set_offline(False)
    guest.show("photos")
    expect(page.locator("button.pick[aria-pressed=true]")).to_have_count(2)
    page.reload()
    expect(page.locator("button.pick[aria-pressed=true]")).to_have_count(2)


def test_a_second_press_without_a_network_takes_the_first_one_back(guest):
    page = guest.page
    heart = page.locator("button.pick").first
    guest.context.set_offline(True)
    heart.click()
    heart.click()
    guest.context.set_offline(False)
    expect(page.get_by_text("Brak połączenia.")).to_have_count(0)
    expect(heart).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator("button.pick[aria-pressed=true]")).to_have_count(0)


def test_a_note_and_a_heart_wait_together_and_arrive_in_their_order(guest):
    """Each goes out on the version the one before it has left: no difference is invented."""
    page = guest.page
    page.locator(".frame").first.click()
    with page.expect_response(re.compile("/pick")) as answered:
        page.locator("#pick").click()
    answered.value.finished()
    note = page.locator("#note-text")
    expect(note).to_be_visible()
    guest.context.set_offline(True)
    note.fill("cieplej")
    note.blur()
    note.fill("cieplej, proszę")
    note.blur()
    expect(page.get_by_text("Niezapisane zmiany: 1.")).to_be_visible()
    guest.context.set_offline(False)
    expect(page.get_by_text("Brak połączenia.")).to_have_count(0)
    page.reload()
    expect(page.locator("#note-text")).to_have_value("cieplej, proszę")
    expect(page.locator(".conflict")).to_have_count(0)


def test_what_was_changed_in_the_cart_survives_leaving_it_and_is_saved_from_the_wall(guest):
    """Issue: also after a reload, on whichever page one comes back."""
    page = guest.page
    for heart in page.locator("button.pick").all():
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")
    guest.show("cart")
    rows = page.locator("#cart-lines .lines > li")
    rows.first.get_by_role("link", name="Zmień").click()
    note = rows.first.locator("[name=wish-note]")
    expect(note).to_be_visible()
    guest.context.set_offline(True)
    note.fill("cieplej")
    note.blur()
    expect(page.get_by_text("Niezapisane zmiany: 1.")).to_be_visible()
    rows.last.get_by_role("button", name="Wyjmij").click()
    expect(page.get_by_text("Niezapisane zmiany: 2.")).to_be_visible()
    page.goto("about:blank")
    guest.context.set_offline(False)
    guest.show("photos")
    expect(page.locator("button.pick[aria-pressed=true]")).to_have_count(1)
    expect(page.get_by_text("Brak połączenia.")).to_have_count(0)
    guest.show("cart")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("cieplej")


def test_in_the_cart_a_change_is_sent_when_the_network_is_back_and_ordering_waits_for_it(guest):
    page = guest.page
    for heart in page.locator("button.pick").all():
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")
    guest.show("cart")
    rows = page.locator("#cart-lines .lines > li")
    guest.context.set_offline(True)
    rows.last.get_by_role("button", name="Wyjmij").click()
    expect(page.get_by_text("Niezapisane zmiany: 1.")).to_be_visible()
    page.locator("#summary button.main").click()
    expect(page).to_have_url(f"{guest.stack.url}/g/{guest.code}/cart")
    guest.context.set_offline(False)
    expect(rows).to_have_count(1)
    expect(page.get_by_text("Brak połączenia.")).to_have_count(0)
