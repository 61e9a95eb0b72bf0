"""A thousand photos on a telephone: nothing jumps, nothing is lost, the place is kept."""

import re
import shutil

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Page, expect

from tests.journeys.crowd import multiply
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session
from tests.journeys.shifts import LIMIT_CLS, SHIFTS, shifted

COUNT = 1000
TELEPHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
EMAIL = "ola.tysiac@example.com"
PARTS = ("Przygotowania", "Ceremonia", "Wesele")
SMALL_PX = 900
NEAR_PX = 3
SETTLES_MS = 400
TOP_OF = "id => document.getElementById(id).getBoundingClientRect().top"


@pytest.fixture(scope="module")
def folder(photographs, tmp_path_factory):
    """A photographer's folder with three parts of four small photographs and one that is loose."""
    root = tmp_path_factory.mktemp("session") / "Ola i Jan"
    chosen = [path for path in photographs if path.suffix.lower() in (".jpg", ".jpeg")][:13]
    for number, path in enumerate(chosen):
        part = root / PARTS[number % 3] if number else root
        part.mkdir(parents=True, exist_ok=True)
        with Image.open(path) as picture:
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((SMALL_PX, SMALL_PX))
            small.save(part / f"IMG_{number + 1:05}.JPG", quality=80)
    yield root
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def link(stack, studio, chromium, folder):
    """The mailed link of a session with a thousand photos in three chapters and in none."""
    context = chromium.new_context(base_url=stack.url, locale="pl-PL")
    owner = Photographer(stack, studio, context).sign_in()
    owner.create(Session("Ola i Jan", "Ola Tysiąc", EMAIL, package=20, extra="10"))
    owner.page.set_input_files("#uploader [data-folder] input", str(folder))
    owner.wait_until_ready(13)
    owner.page.reload()
    owner.send()
    multiply(stack, owner.gallery_id, COUNT)
    found = owner.link_of(EMAIL)
    context.close()
    return found


@pytest.fixture
def guest(stack, new_browser, link):
    """On the wall, with a telephone."""
    person = Guest(stack, new_browser(**TELEPHONE))
    person.open(link)
    person.enter()
    return person


def scroll_to_photo(page: Page, number: int) -> str:
    """As a thumb does, until the photo is well inside the window; its id."""
    photo = page.locator(
        "figure.photo", has=page.locator("b.num", has_text=re.compile(rf"^{number}$"))
    ).first
    for _ in range(200):
        if photo.count():
            photo.evaluate("one => one.scrollIntoView({block: 'center'})")
            found = photo.get_attribute("id")
            resting_top(page, found)
            return found
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.wait_for_timeout(50)
    raise AssertionError(f"photo {number} never came")


def resting_top(page: Page, photo: str) -> float:
    """Where the photo stands, in px from the top, once more of the wall does not move it."""
    before = page.evaluate(TOP_OF, photo)
    for _ in range(20):
        page.wait_for_timeout(SETTLES_MS)
        top = page.evaluate(TOP_OF, photo)
        if top == before:
            return top
        before = top
    raise AssertionError(f"{photo} never rests")


def test_folders_become_chapters_of_the_wall(guest):
    """The issue: sets (chapters) when the photographer made folders."""
    page = guest.page
    chips = page.locator(".chapters .chip").all_inner_texts()
    assert [chip.split()[0] for chip in chips[1:]] == ["Ceremonia", "Przygotowania", "Wesele"]
    expect(page.locator("figure.photo").first).to_contain_text("1")
    page.get_by_role("link", name=re.compile("^Wesele")).click()
    expect(page.locator(".chapters [aria-current]")).to_contain_text("Wesele")
    expect(page.locator("h2.chapter")).to_have_text([re.compile("Wesele")])


def test_nothing_moves_by_itself_from_the_first_photo_to_the_last(stack, new_browser, link):
    """The issue: no layout shift, CLS < 0.02."""
    context = new_browser(**TELEPHONE)
    context.add_init_script(SHIFTS)
    guest = Guest(stack, context)
    guest.open(link)
    guest.enter()
    page = guest.page
    page.locator("figure.photo img").first.wait_for()
    while page.locator("#more").count():
        page.evaluate("scrollBy(0, 2400)")
        page.wait_for_timeout(60)
    for _ in range(40):
        page.evaluate("scrollBy(0, -1500)")
        page.wait_for_timeout(40)
    assert page.locator("figure.photo").count() == COUNT
    assert shifted(page) < LIMIT_CLS


def test_the_first_rows_are_there_without_a_script(stack, new_browser, link):
    person = Guest(stack, new_browser(java_script_enabled=False, **TELEPHONE))
    person.open(link)
    person.enter()
    frames = person.page.locator("figure.photo .frame")
    first, second = frames.nth(0).bounding_box(), frames.nth(1).bounding_box()
    assert first["y"] + first["height"] < second["y"] + 100 < TELEPHONE["viewport"]["height"]
    for query in ("sort=time", "show=unpicked&sort=time"):
        person.page.goto(f"/g/{person.code}/photos?{query}")
        person.page.locator("#more a").click()
        person.page.wait_for_url(re.compile("until="))
        assert "sort=time" in person.page.url
        assert person.page.locator("figure.photo").count() >= 180


@pytest.mark.parametrize(("query", "number"), [("", 400), ("?sort=time", 500)])
def test_who_comes_back_from_a_large_photo_is_where_they_were(guest, query, number):
    """ui: position kept when coming back; and the heart that was pressed there is full."""
    page = guest.page
    page.goto(f"/g/{guest.code}/photos{query}")
    photo = scroll_to_photo(page, number)
    before_px = resting_top(page, photo)
    page.locator(f"#{photo} a.frame").click()
    # A press before the scripts are there is a form of its own: one more step in the history.
    page.wait_for_url(re.compile(r"/photos/\d+"))
    page.wait_for_load_state()
    page.locator("#pick").click()
    expect(page.locator("#pick")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.locator(f"#{photo} .pick")).to_have_attribute("aria-pressed", "true")
    assert abs(resting_top(page, photo) - before_px) <= NEAR_PX
    page.locator(f"#{photo} .pick").click()
    expect(page.locator(f"#{photo} .pick")).to_have_attribute("aria-pressed", "false")


def test_without_a_script_the_way_back_ends_at_the_photo_with_its_heart_full(
    stack, new_browser, link
):
    """Never a stale heart, also where only the browser remembers."""
    guest = Guest(stack, new_browser(java_script_enabled=False, **TELEPHONE))
    guest.open(link)
    guest.enter()
    page = guest.page
    for _ in range(2):  # The first page gives the browser its session, the second one its tag.
        page.goto(f"/g/{guest.code}/photos?chapter=0&sort=time")
    photo = page.locator("figure.photo").nth(80).get_attribute("id")
    page.locator(f"#{photo} a.frame").click()
    page.locator("#pick").click()
    page.locator("#close").click()
    expect(page.locator(f"#{photo} .pick")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#{photo}")).to_be_in_viewport()
    for _ in range(3):
        page.go_back()
    assert page.url.endswith("chapter=0&sort=time")
    expect(page.locator(f"#{photo} .pick")).to_have_attribute("aria-pressed", "true")


def test_who_comes_back_from_the_cart_finds_the_photo_again(guest):
    page = guest.page
    page.goto(f"/g/{guest.code}/photos?sort=time")
    photo = scroll_to_photo(page, 450)
    page.locator(f"#{photo} .pick").click()
    expect(page.locator(f"#{photo} .pick")).to_have_attribute("aria-pressed", "true")
    page.locator("#bar a.button.main").click()
    page.wait_for_url("**/cart*")
    page.get_by_role("link", name="Wróć do zdjęć").first.click()
    page.wait_for_url(re.compile(r"/photos\?.*sort=time"))
    expect(page.locator(f"#{photo}")).to_be_in_viewport()
