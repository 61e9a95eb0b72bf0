"""On a slow line a page comes bit by bit: it is shown when nothing will move any more."""

import pytest

from tests.journeys.chromium import CONTEXT
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session
from tests.journeys.shifts import LIMIT_CLS, SHIFTS

SLOW = {
    "offline": False,
    "latency": 50,
    "downloadThroughput": 8000,
    "uploadThroughput": 8000,
}  # B/s


@pytest.fixture(scope="module")
def sent(stack, studio, chromium, photographs):
    """A session of nine photographs, and its link."""
    context = chromium.new_context(base_url=stack.url, **CONTEXT)
    owner = Photographer(stack, studio, context).sign_in()
    owner.create(Session("Nad jeziorem", "Ewa Lis", "ewa.lis@example.com", package=3, extra="40"))
    owner.upload(photographs[:9])
    owner.send()
    yield owner.link_of("ewa.lis@example.com")
    context.close()


@pytest.mark.parametrize("width_px", [390, 1440])
def test_a_page_that_comes_bit_by_bit_moves_nothing(stack, new_browser, sent, width_px):
    """The issue: no layout shift, CLS < 0.02."""
    context = new_browser(viewport={"width": width_px, "height": 844})
    context.add_init_script(SHIFTS)
    guest = Guest(stack, context)
    guest.open(sent)
    guest.enter()
    page = guest.page
    page.locator("figure.photo a.frame").nth(2).click()
    page.locator("#picture.is-live").wait_for()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    page.reload()
    page.locator("#picture.is-live").wait_for()
    moved = {"photo": sum(page.evaluate("window.shifts"))}
    page.go_back()
    page.reload()
    page.wait_for_load_state()
    moved["wall"] = sum(page.evaluate("window.shifts"))
    assert max(moved.values()) < LIMIT_CLS
