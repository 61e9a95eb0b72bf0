"""Every page for everybody: screen readers, keyboards, narrow screens, both schemes of colour."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bin.tour import ANYBODY, CLIENT, OWNER, VIEWS, View
from tests.journeys import pictures
from tests.journeys.guest import Address, Guest
from tests.journeys.photographer import COURIER, PICKUP, Photographer, Session

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
SOME = 6


@dataclass(frozen=True)
class Furnished:
    """A studio with a session in every state, and the people to look at it."""

    owner: Photographer
    guest: Guest
    places: dict[str, object]


@pytest.fixture
def furnished(stack, new_browser, photographs, tmp_path) -> Furnished:
    owner = Photographer(stack, stack.make_studio(), new_browser()).sign_in()
    places: dict[str, object] = {}
    places["draft"] = owner.create(Session("Robocza", "Ewa Nowak", "ewa.dostep@example.com"))
    owner.upload(photographs[:1])
    places["waiting"] = owner.create(Session("Wysłana", "Jan Kot", "jan.dostep@example.com"))
    owner.upload(photographs[:1])
    owner.send()
    terms = {"package": 1, "extra": "40", "methods": (PICKUP, COURIER)}
    client = "anna.dostep@example.com"
    places["ordered"] = owner.create(Session("Łucja i Jan", "Anna Żółć", client, **terms))
    owner.upload(photographs[:SOME])
    owner.send()
    guest = Guest(stack, new_browser())
    places |= _ordered(owner, guest, client, [photo.name for photo in photographs[:2]])
    _handed_over(owner, pictures.finished(photographs[:2], tmp_path / "finished"))
    return Furnished(owner, guest, places)


@pytest.mark.parametrize("locale", ["pl", "en"])
def test_every_page_is_for_everybody(furnished, new_browser, locale):
    """M-01; ui: no axe finding in light and dark, no sideways scroll at 320 px, and the main
    action is reached by keyboard.
    """
    owner, guest = furnished.owner, furnished.guest
    stranger = new_browser(locale).new_page()
    pages = {ANYBODY: stranger, CLIENT: guest.page, OWNER: owner.page}
    _speak(furnished, locale)
    findings = []
    for view in VIEWS:
        page = pages[view.who]
        page.goto(_address(view, furnished.places, locale))
        findings += [f"{view.name}: {finding}" for finding in _findings(page)]
    assert findings == []


def _ordered(owner: Photographer, guest: Guest, client: str, names: list[str]) -> dict:
    """The client has ordered, and picked again; ids and secrets of all that."""
    link = owner.link_of(client)
    guest.open(link)
    guest.enter()
    for name in names:
        guest.pick(name)
    guest.show("cart")
    guest.fill_in("Kurier", Address(), "Dzwonić po 17")
    number = guest.place_order()
    guest.show("photos")
    for name in names:
        guest.pick(name)
    rows = owner.stack.rows
    gallery = owner.gallery_id
    return {
        "token": link.rsplit("/", 1)[1],
        "code": guest.code,
        "number": number,
        "invitation": rows("SELECT id FROM invitations WHERE gallery_id = ?", gallery)[0][0],
        "order": rows("SELECT id FROM orders WHERE gallery_id = ?", gallery)[0][0],
        "photo": rows("SELECT min(id) FROM photos WHERE gallery_id = ?", gallery)[0][0],
    }


def _handed_over(owner: Photographer, finished: list[Path]) -> None:
    for folder in ("full", "web"):
        owner.open_tab("delivery")
        owner.upload(finished, folder)
    owner.open_tab("delivery")
    owner.hand_over()


def _speak(furnished: Furnished, locale: str) -> None:
    """Have the studio speak the language, as its settings would."""
    email = furnished.owner.account.email
    studio = "SELECT studio_id FROM users WHERE email = ?"
    update = f"UPDATE studios SET locale = ? WHERE id = ({studio})"
    furnished.owner.stack.rows(update, locale, email)


def _address(view: View, places: dict, locale: str) -> str:
    address = view.address.format(**places)
    if view.who == OWNER and not view.address.startswith("/g/"):
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={locale}"


def _findings(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RUN, None)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {finding}" for finding in page.evaluate(RUN, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    found += _out_of_reach(page)
    size = page.viewport_size
    page.set_viewport_size({"width": NARROWEST_PX, "height": 640})
    found += [f"wider than {NARROWEST_PX} px: {wide}" for wide in page.evaluate(TOO_WIDE)]
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
