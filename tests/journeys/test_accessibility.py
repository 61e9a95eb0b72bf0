"""Every page for everybody: screen readers, keyboards, narrow screens, both schemes of colour."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bin.tour import VIEWS
from tests.journeys.chromium import CONTEXT
from tests.journeys.furnished import Furnished, furnish
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer
from tests.journeys.watch import Watch

AXE = (Path(__file__).parent / "vendor" / "axe-core@4.14.1" / "axe.min.js").read_text()
RUN = """async (rules) => {
  const options = { preload: false, resultTypes: ["violations"] };
  if (rules) options.runOnly = { type: "rule", values: rules };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}"""
NARROWEST_PX = 320
# Elements that stick out of a page that is not allowed to scroll sideways.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.tagName + "." + element.className).slice(0, 5);
}"""
SOME = 7
# What another language can break: words that name a thing, and words that need more room.
OF_WORDS = [
    "aria-command-name",
    "aria-input-field-name",
    "button-name",
    "document-title",
    "html-has-lang",
    "html-lang-valid",
    "image-alt",
    "label",
    "link-name",
    "select-name",
    "summary-name",
    "valid-lang",
]


@pytest.fixture(scope="module")
def furnished(stack, chromium, photographs, tmp_path_factory) -> Iterator[Furnished]:
    wishes = CONTEXT | {"base_url": stack.url}
    calm = [chromium.new_context(**wishes) for _ in range(5)]
    watches = [Watch(context, stack.url) for context in calm]
    owner = Photographer(stack, stack.make_studio(), calm[0]).sign_in()
    guest = Guest(stack, calm[1])
    finished = tmp_path_factory.mktemp("furnished")
    others = [context.new_page() for context in calm[2:]]
    yield furnish(owner, guest, others, photographs[:SOME], finished)
    assert [fault for watch in watches for fault in watch.faults] == []
    for context in calm:
        context.close()


@pytest.mark.parametrize("locale", ["pl", "en"])
def test_every_page_is_for_everybody(furnished, locale):
    """M-01; ui: no axe finding in light and dark, no sideways scroll at 320 px, a page opens at
    its top, and the main action is reached by keyboard.
    """
    furnished.speak(locale)
    look, until = LOOKS[locale]
    found = [
        f"{view.name}: {finding}"
        for view in VIEWS
        for finding in look(furnished.open(view, locale, until))
    ]
    assert found == []


def _findings(page: Page) -> list[str]:
    found = _below_its_top(page)
    page.evaluate(AXE)
    found += page.evaluate(RUN, None)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {finding}" for finding in page.evaluate(RUN, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    return found + _out_of_reach(page) + _too_wide(page)


def _findings_in_words(page: Page) -> list[str]:
    page.evaluate(AXE)
    return page.evaluate(RUN, OF_WORDS) + _too_wide(page)


LOOKS = {"pl": (_findings, "load"), "en": (_findings_in_words, "domcontentloaded")}


def _below_its_top(page: Page) -> list[str]:
    scrolled_px = page.evaluate("window.scrollY")
    return [f"opens {scrolled_px} px below its top"] if scrolled_px else []


def _too_wide(page: Page) -> list[str]:
    size = page.viewport_size
    page.set_viewport_size({"width": NARROWEST_PX, "height": 640})
    found = [f"wider than {NARROWEST_PX} px: {wide}" for wide in page.evaluate(TOO_WIDE)]
    page.set_viewport_size(size)
    return found


def _out_of_reach(page: Page) -> list[str]:
    """The main action when Shift-Tab and Tab do not lead from and to it."""
    main = page.locator(".button.main:visible:not([aria-disabled=true]):enabled").first
    if not main.count():
        return []
    main.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    is_reached = main.evaluate("element => element === document.activeElement")
    return [] if is_reached else [f"no key leads to {main.inner_text()!r}"]
