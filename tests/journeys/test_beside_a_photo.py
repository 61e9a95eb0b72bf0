"""Beside the large photo, by hand and eye: fast fingers, two telephones, no network, a pin."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.chromium import CONTEXT
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session

SIZES = [(390, 844), (1440, 900)]
MAIL = "ola.sowa@example.com"


@pytest.fixture(scope="module")
def session(stack, studio, chromium, photographs) -> tuple[str, str]:
    """A sent session with one photo and two print formats: (link, code)."""
    context = chromium.new_context(base_url=stack.url, **CONTEXT)
    owner = Photographer(stack, studio, context).sign_in()
    owner.create(Session("Sowy", "Ola Sowa", MAIL, package=1, extra="40,00", methods=()))
    owner.upload(photographs[:1])
    for position, name in enumerate(("10×15", "20×30")):
        stack.rows(
            "INSERT INTO price_items (price_list_id, kind, name, paper, hint, price_cents,"
            " vat_rate, included_count, photo_min, photo_max, position)"
            " SELECT id, 'print', ?, '', '', 300, '23', 0, 0, 0, ? FROM price_lists"
            " WHERE gallery_id = ?",
            name,
            position,
            owner.gallery_id,
        )
    owner.send()
    link = owner.link_of(MAIL)
    (code,) = stack.rows("SELECT code FROM galleries WHERE id = ?", owner.gallery_id)[0]
    context.close()
    return link, code


@pytest.fixture
def look(stack, chromium, session) -> Iterator[Callable[..., Page]]:
    """Opens the photo in a browser of its own. Nobody watches the console: htmx writes there
    that the network is away, and Chromium that an answer was 409."""
    link, code = session
    opened: list[BrowserContext] = []
    # Only what nobody has ordered: an order keeps the number of its cart.
    still_open = "SELECT id FROM carts WHERE ordered_at IS NULL"
    for table in ("cart_items", "cart_lines"):
        stack.rows(f"DELETE FROM {table} WHERE cart_id IN ({still_open})")  # noqa: S608

    def new(width: int = 1440, height: int = 900) -> Page:
        size = {"width": width, "height": height}
        context = chromium.new_context(**CONTEXT | {"base_url": stack.url, "viewport": size})
        opened.append(context)
        guest = Guest(stack, context)
        guest.open(link)
        guest.enter()
        guest.page.locator("a.frame").first.click()
        guest.page.wait_for_url(re.compile(rf"/g/{code}/photos/\d+"))
        return guest.page

    yield new
    for context in opened:
        context.close()


def more(page: Page, name: str):
    return page.get_by_role("button", name=f"Więcej: {name}", exact=True)


def pieces(page: Page, name: str):
    return page.get_by_label(f"Liczba sztuk: {name}", exact=True)


def test_every_press_of_a_fast_finger_counts(look):
    """N-02: the first press picks the photo, and nothing moves away from under the finger."""
    page = look()
    for _ in range(7):
        more(page, "20×30").click(delay=30)
    expect(pieces(page, "20×30")).to_have_value("7")
    expect(page.locator("#spent-prints")).to_contain_text("21,00")
    expect(page.locator("#pick")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(pieces(page, "20×30")).to_have_value("7")


def test_a_note_and_a_press_right_after_it_are_both_kept(look):
    """N-21: one press of the same browser never stands in the way of the next."""
    page = look()
    page.locator("#pick").click()
    page.fill("#note-text", "Cieplej")
    more(page, "10×15").click()
    expect(page.locator("#spent-prints")).to_contain_text("3,00")
    expect(page.locator("#conflict")).to_be_empty()
    page.reload()
    expect(page.locator("#note-text")).to_have_value("Cieplej")
    expect(pieces(page, "10×15")).to_have_value("1")


def test_the_keyboard_counts_and_stays_where_it_is(look):
    page = look()
    more(page, "10×15").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#spent-prints")).to_contain_text("6,00")
    expect(more(page, "10×15")).to_be_focused()
    pieces(page, "20×30").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("#spent-prints")).to_contain_text("42,00")


def test_without_a_network_the_count_goes_on_and_is_sent_when_it_is_back(look):
    """ui: nothing is ever silently lost."""
    page = look()
    page.context.set_offline(True)
    more(page, "10×15").click()
    more(page, "10×15").click()
    expect(page.get_by_text("Brak połączenia.")).to_be_visible()
    expect(pieces(page, "10×15")).to_have_value("2")
    page.context.set_offline(False)
    expect(page.locator("#spent-prints")).to_contain_text("6,00")
    page.reload()
    expect(pieces(page, "10×15")).to_have_value("2")


def test_two_telephones_are_asked_which_note_stays(look):
    """M-06, N-21"""
    first = look()
    first.locator("#pick").click()
    expect(first.locator("#note-text")).to_be_visible()
    second = look(390, 844)
    second.fill("#note-text", "Z telefonu")
    with second.expect_response(re.compile("/note$")):
        second.get_by_role("button", name="Zapisz uwagę").click()
    first.fill("#note-text", "Z domu")
    first.get_by_role("button", name="Zapisz uwagę").click()
    expect(first.locator("#conflict")).to_contain_text("Uwaga: „Z telefonu”")
    expect(first.locator("#conflict")).to_contain_text("Uwaga: „Z domu”")
    expect(first.locator("#note-text")).to_have_value("Z domu")
    first.get_by_role("button", name="Zrób po mojemu").click()
    expect(first.locator("#conflict")).to_be_empty()
    second.reload()
    expect(second.locator("#note-text")).to_have_value("Z domu")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_pin_is_seen_where_the_picture_was_pressed(look, width, height):
    """N-21: within a hundredth of the picture, on a telephone and on a desk."""
    page = look(width, height)
    page.locator("#pick").click()
    page.get_by_role("link", name="Wskaż miejsce").click()
    picture = page.locator(".picture input:visible").bounding_box()
    assert picture is not None
    page.mouse.click(picture["x"] + picture["width"] / 4, picture["y"] + picture["height"] * 0.6)
    page.wait_for_url(re.compile(r"/photos/\d+(\?|$)"))
    point, held = (page.locator(one).bounding_box() for one in ("#pin .point", ".held:has(#pin)"))
    assert point is not None
    assert held is not None
    across = (point["x"] + point["width"] / 2 - held["x"]) / held["width"]
    down = (point["y"] + point["height"] / 2 - held["y"]) / held["height"]
    assert (across, down) == pytest.approx((0.25, 0.6), abs=0.01)
