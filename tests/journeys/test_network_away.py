"""A press on the heart while the network is away: told, kept and sent later."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.chromium import CONTEXT
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def telephone(stack, chromium) -> Iterator[BrowserContext]:
    """Nobody watches its console: htmx writes there that the network is away."""
    wishes = CONTEXT | {"base_url": stack.url, "locale": "pl-PL", "viewport": PHONE}
    context = chromium.new_context(**wishes)
    yield context
    context.close()


def test_on_a_telephone_a_press_without_a_network_is_told_and_sent_when_it_is_back(
    stack, studio, new_browser, telephone, photographs
):
    """ui: nothing is ever silently lost."""
    owner = Photographer(stack, studio, new_browser()).sign_in()
    owner.create(Session("Bez zasięgu", "Iga Lis", "iga.lis@example.com", methods=()))
    owner.upload(photographs[:1])
    owner.send()
    guest = Guest(stack, telephone)
    guest.open(owner.link_of("iga.lis@example.com"))
    guest.enter()
    page = guest.page
    heart, told = page.locator("button.pick"), page.get_by_text("Brak połączenia.")
    expect(told).to_have_count(0)

    guest.context.set_offline(True)
    heart.click()
    expect(told).to_be_in_viewport(ratio=1)
    box = told.bounding_box()
    assert box is not None
    assert box["width"] == PHONE["width"]

    guest.context.set_offline(False)
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(told).to_have_count(0)
