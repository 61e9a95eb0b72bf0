"""Pictures of our own pages for the knowledge base: static/help/<language>/<name>.webp.

Starts the whole of Kadr with a furnished studio, opens each page in both languages, light, and
shrinks what is seen until all of them together are small.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from bin.screenshots import LANGUAGES, SETTLE, chromium, furnished
from bin.tour import CLIENT, OWNER, View
from tests.journeys import pictures
from tests.journeys.furnished import Furnished, ordered_session
from tests.journeys.photographer import Session
from tests.journeys.stack import Stack

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "help"
SEEN_PX: ViewportSize = {"width": 1280, "height": 800}
SIZE_PX = (1080, 675)
QUALITY = 72
LIMIT_BYTES = 1_500_000
WORDS = {
    "pl": "Dziękuję, że mogłam Wam towarzyszyć! Jedno ujęcie dojdzie w piątek. Hanna",
    "en": "Thank you for having me! One more picture will follow on Friday. Hanna",
}

VIEWS = (
    View("sending", OWNER, "/studio/galleries/{draft}/photos"),
    View("waiting", OWNER, "/studio/galleries/{waiting}/orders"),
    View("rules", OWNER, "/studio/galleries/{ordered}/settings/rules"),
    View("prices", OWNER, "/studio/galleries/{ordered}/settings/prices"),
    View("orders", OWNER, "/studio/galleries/{ordered}/orders"),
    View("order", OWNER, "/studio/orders/{order}"),
    View("return-check", OWNER, "/studio/galleries/{lacking}/delivery"),
    View("hand-over", OWNER, "/studio/galleries/{lacking}/delivery"),
    View("rights", OWNER, "/studio/galleries/{ordered}/delivery/now"),
    View("download", CLIENT, "/g/{code}/delivery"),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/help-pictures")
    parser.add_argument("--only", nargs="*", default=[])
    wanted = parser.parse_args(arguments).only
    stack = Stack()
    try:
        stack.start()
        with sync_playwright() as playing, chromium(playing) as browser:
            studio = furnished(stack, browser, pictures.photographs_of(pictures.DEMO))
            _furnish_more(studio, pictures.photographs_of(pictures.DEMO))
            for locale in LANGUAGES:
                studio.speak(locale)
                for view in VIEWS:
                    if not wanted or view.name in wanted:
                        _take(studio.open(view, locale), view, locale)
    finally:
        stack.stop()
    return _weigh()


def _furnish_more(studio: Furnished, photographs: list[Path]) -> None:
    """A session that lacks a finished photo, and a client who has not paid everything."""
    owner = studio.owner
    owner.open_tab("delivery")
    owner.page.locator("details.change summary").first.click()
    owner.page.check("[name=download_right][value=paid]")
    owner.page.locator("form:has([name=download_right]) button").click()
    owner.page.wait_for_load_state()
    wedding = photographs[8:14]
    session = Session("Zofia i Adam", "Zofia Lipska", "zofia.lipska@poczta.example", extra="40,00")
    ordered_session(owner, studio.guest, session, wedding, chosen=5)
    with tempfile.TemporaryDirectory() as folder:
        back = pictures.finished([*wedding[:4], wedding[5]], Path(folder))
        owner.upload(back[:4], "full")
    studio.places["lacking"] = owner.gallery_id
    studio.guest.page.goto(f"/g/{studio.places['token']}")


def _take(page: Page, view: View, locale: str) -> None:
    page.set_viewport_size(SEEN_PX)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(SETTLE)
    if view.name == "hand-over":
        page.locator("#delivery-actions [popovertarget=hand-over]").click()
        page.fill("#note", WORDS[locale])
    with tempfile.TemporaryDirectory() as folder:
        seen = Path(folder) / "seen.png"
        page.screenshot(path=seen, animations="disabled")
        shrunk = Image.open(seen).convert("RGB").resize(SIZE_PX, Image.Resampling.LANCZOS)
    path = TARGET / locale / f"{view.name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    shrunk.save(path, quality=QUALITY, method=6)


def _weigh() -> int:
    found = sorted(TARGET.rglob("*.webp"))
    whole = sum(path.stat().st_size for path in found)
    print(f"{len(found)} pictures, {whole // 1000} kB, in {TARGET}")
    return 0 if whole <= LIMIT_BYTES else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
