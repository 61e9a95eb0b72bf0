"""The large photo on a telephone and by keys: swiped, pinched, turned, and no page loaded anew."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.chromium import CONTEXT
from tests.journeys.guest import Guest
from tests.journeys.shifts import LIMIT_CLS, SHIFTS, shifted
from tests.journeys.touch import Finger

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PHONE["device_scale_factor"] = 3
PHOTOS = 9
SHOWN = ".pswp__item[aria-hidden=false] .pswp__img:not(.pswp__img--placeholder)"


@pytest.fixture
def guest(stack, new_browser, sent):
    """Opens the third photo in a browser with these wishes."""

    def opened(**wishes) -> Guest:
        guest = Guest(stack, new_browser(**wishes))
        guest.open(sent)
        guest.enter()
        guest.page.locator("figure.photo a.frame").nth(2).click()
        expect_picture(guest.page)
        return guest

    return opened


def expect_picture(page: Page) -> None:
    expect(page.locator("#picture.is-live")).to_be_visible()
    expect(page.locator(SHOWN)).to_be_visible()


def expect_place(page: Page, place: int) -> None:
    """Picture, words, address and film strip all speak of the same photo."""
    expect(page.locator("#place .num").first).to_have_text(f"{place} z {PHOTOS}")
    expect(page.locator(".lightbox.is-turning")).to_have_count(0)
    current = page.locator("#strip [aria-current]")
    expect(page.locator(SHOWN)).to_have_attribute("src", current.get_attribute("data-proof"))
    assert page.url.endswith(current.get_attribute("href"))


def box_of(page: Page) -> dict:
    box = page.locator(SHOWN).bounding_box()
    assert box is not None
    return box


def mark(page: Page) -> None:
    """Lost as soon as the page is loaded anew."""
    page.evaluate("window.isSamePage = true")


def test_on_a_telephone_a_swipe_turns_and_everything_follows(guest):
    """ui: swipe and pinch on a phone; issue 3: no layout shift."""
    page = guest(**PHONE).page
    page.evaluate(SHIFTS)
    mark(page)
    finger = Finger(page, page.locator("#picture"))
    finger.swipe(-1)
    expect_place(page, 4)
    finger.swipe(-1)
    expect_place(page, 5)
    finger.swipe(1)
    expect_place(page, 4)
    assert page.evaluate("window.isSamePage")
    page.wait_for_timeout(300)
    assert shifted(page) < LIMIT_CLS


def test_two_fingers_and_two_taps_zoom_where_they_are(guest):
    page = guest(**PHONE).page
    before = box_of(page)
    finger = Finger(page, page.locator("#picture"))
    finger.pinch(2.5)
    page.wait_for_timeout(400)
    pinched = box_of(page)
    assert pinched["width"] > 1.8 * before["width"]
    finger.tap_twice()
    page.wait_for_timeout(500)
    assert box_of(page)["width"] == pytest.approx(before["width"], abs=2)
    finger.tap_twice(0.3, 0.5)
    page.wait_for_timeout(500)
    zoomed = box_of(page)
    assert zoomed["width"] > 1.8 * before["width"]
    # What was under the finger is still there.
    at = (
        page.locator("#picture").bounding_box()["x"]
        + 0.3 * page.locator("#picture").bounding_box()["width"]
    )
    part = (at - before["x"]) / before["width"]
    assert zoomed["x"] + part * zoomed["width"] == pytest.approx(at, abs=8)


def test_the_wheel_zooms_at_the_cursor(guest):
    """field pain 17."""
    page = guest().page
    before = box_of(page)
    at = before["x"] + before["width"] * 0.7, before["y"] + before["height"] * 0.4
    page.mouse.move(*at)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(400)
    after = box_of(page)
    assert after["width"] > 1.5 * before["width"]
    assert after["x"] + after["width"] * 0.7 == pytest.approx(at[0], abs=4)
    assert after["y"] + after["height"] * 0.4 == pytest.approx(at[1], abs=4)
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert box_of(page)["width"] == pytest.approx(before["width"], abs=2)
    expect_place(page, 3)


def test_keys_turn_pick_and_write_without_a_new_page(guest):
    """ui: arrows, Space = cart, C = note, Esc; position kept when coming back."""
    page = guest().page
    mark(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator("#pick")).to_have_attribute("aria-pressed", "true")
    expect_place(page, 5)
    page.keyboard.press("c")
    page.keyboard.type("Proszę rozjaśnić")
    page.locator("#strip a").nth(5).click()
    expect_place(page, 6)
    expect(page.locator("#pick")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowLeft")
    expect_place(page, 5)
    expect(page.locator("#note-text")).to_have_value("Proszę rozjaśnić")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect_place(page, 1)
    page.keyboard.press("ArrowLeft")
    expect_place(page, 1)
    assert page.evaluate("window.isSamePage")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/photos\?.*until="))
    expect(page.locator("figure.photo").first).to_be_in_viewport()


def test_back_leads_to_the_wall_at_the_photo_seen_last(guest):
    page = guest(**PHONE).page
    page.wait_for_load_state()
    for place in range(4, PHOTOS + 1):
        page.locator("#following").click()
        expect_place(page, place)
    page.go_back()
    page.wait_for_url(re.compile(r"/photos(\?|#|$)"))
    expect(page.locator("figure.photo").last).to_be_in_viewport()


def test_under_a_filter_a_photo_taken_out_leaves_when_it_is_turned(guest):
    one = guest()
    one.show("photos")
    names = [
        figure.get_attribute("title") for figure in one.page.locator("figure.photo [title]").all()
    ]
    for name in names[6:9]:
        one.pick(name)
    page = one.page
    page.goto(f"/g/{one.code}/photos?show=picked")
    count = page.locator("figure.photo").count()
    page.locator("figure.photo a.frame").nth(count - 2).click()
    expect_picture(page)
    page.keyboard.press("Space")
    expect(page.locator("#pick")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#place .num").first).to_have_text(f"{count - 1} z {count - 1}")
    current = page.locator("#strip [aria-current]")
    expect(page.locator(SHOWN)).to_have_attribute("src", current.get_attribute("data-proof"))
    expect(page.locator("#following[href]")).to_have_count(0)


def test_without_a_network_the_page_waits_and_follows_when_it_is_back(stack, chromium, sent):
    """Nobody watches the console here: the browser writes there that the network is away."""
    context = chromium.new_context(base_url=stack.url, **CONTEXT | {"locale": "pl-PL"})
    guest = Guest(stack, context)
    guest.open(sent)
    guest.enter()
    page = guest.page
    page.locator("figure.photo a.frame").nth(2).click()
    expect_picture(page)
    context.set_offline(True)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#side")).to_have_attribute("inert", "")
    context.set_offline(False)
    expect_place(page, 4)
    context.close()
