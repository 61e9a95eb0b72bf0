"""Pictures of every page: 1440 and 390 px wide, light and dark, Polish and English.

Starts the whole of Kadr with a furnished studio, writes screenshots/<language>/<page>-<width>-
<scheme>.png and, with --readme, the two pictures of the README.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bin.tour import VIEWS, View
from tests.journeys import pictures
from tests.journeys.chromium import CONTEXT, launch
from tests.journeys.furnished import Furnished, furnish
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session, slow_upload
from tests.journeys.stack import Stack

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "screenshots"
README_PICTURES = {"wall": "gallery.jpg", "export": "orders.png"}
README_WIDTH_PX = 1200
SIZES = {1440: 900, 390: 844}
HIGHEST_PX = 8000
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("pl", "en")
UPLOAD_TAKES_S = 40
# Pictures that would come only when somebody scrolls, and the fonts.
SETTLE = """async () => {
  for (const picture of document.images) picture.loading = "eager";
  await Promise.all([...document.images].map((picture) => picture.decode().catch(() => {})));
  await document.fonts.ready;
}"""


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    stack = Stack()
    try:
        stack.start()
        with sync_playwright() as playing, chromium(playing) as browser:
            photographs = sorted(options.photos.glob("IMG_*")) or pictures.photographs_of(
                options.photos
            )
            studio = furnished(stack, browser, photographs)
            for locale in options.languages:
                studio.speak(locale)
                for view in VIEWS:
                    if not options.only or view.name in options.only:
                        _take(studio.open(view, locale), view, TARGET / locale)
                if not options.only or "uploading" in options.only:
                    _take_uploading(studio, locale, photographs)
            if options.readme:
                _take_for_readme(studio)
    finally:
        stack.stop()
    print(f"{len(list(TARGET.rglob('*.png')))} pictures in {TARGET}")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/screenshots")
    parser.add_argument("--photos", type=Path, default=pictures.DEMO, help="at least twenty")
    parser.add_argument("--only", nargs="*", default=[], help="names of bin/tour.py")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--readme", action="store_true", help="docs/pictures, too")
    return parser.parse_args(arguments)


@contextmanager
def chromium(playing) -> Iterator[Browser]:
    browser = launch(playing)
    try:
        yield browser
    finally:
        browser.close()


def furnished(stack: Stack, browser: Browser, photographs: list[Path]) -> Furnished:
    contexts = [browser.new_context(base_url=stack.url, **CONTEXT) for _ in range(5)]
    account = stack.make_studio(name="Pracownia Światłoczuła")
    owner = Photographer(stack, account, contexts[0]).sign_in()
    guest = Guest(stack, contexts[1])
    with tempfile.TemporaryDirectory() as folder:
        others = [context.new_page() for context in contexts[2:]]
        return furnish(owner, guest, others, photographs, Path(folder))


def _take(page: Page, view: View, folder: Path) -> None:
    for width_px, height_px in SIZES.items():
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width_px, "height": height_px})
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLE)
            if view.is_whole:
                _grow(page, width_px, height_px)
            path = folder / f"{view.name}-{width_px}-{scheme}.png"
            page.screenshot(path=path, animations="disabled")
    page.set_viewport_size({"width": 1440, "height": SIZES[1440]})
    page.emulate_media(color_scheme="light")


def _grow(page: Page, width_px: int, height_px: int) -> None:
    """Make the window as high as the page, so that what sticks to its bottom stays there."""
    whole_px = page.evaluate("document.documentElement.scrollHeight")
    wanted_px = min(max(height_px, whole_px), HIGHEST_PX)
    page.set_viewport_size({"width": width_px, "height": wanted_px})


def _take_uploading(studio: Furnished, locale: str, photographs: list[Path]) -> None:
    """The upload panel at work: slowed down, then given up."""
    owner = studio.owner
    owner.create(Session(f"Plener {locale}", "Hanna Żurek", "hanna.zurek@poczta.example"))
    wire = slow_upload(owner, photographs, UPLOAD_TAKES_S)
    owner.add(photographs)
    owner.page.locator(".contact img").nth(3).wait_for()
    _take(owner.page, View("uploading", "owner", ""), TARGET / locale)
    owner.page.locator("#uploader [data-cancel]").click()
    wire.detach()


def _take_for_readme(studio: Furnished) -> None:
    studio.speak("en")
    for view in VIEWS:
        if name := README_PICTURES.get(view.name):
            page = studio.open(view, "en")
            page.set_viewport_size({"width": 1440, "height": SIZES[1440]})
            page.evaluate(SETTLE)
            path = ROOT / "docs" / "pictures" / name
            path.parent.mkdir(exist_ok=True)
            page.screenshot(path=path.with_suffix(".png"))
            _shrink(path)


def _shrink(path: Path) -> None:
    """Make the picture small enough for a repository; photographs as JPEG."""
    picture = Image.open(path.with_suffix(".png")).convert("RGB")
    height_px = round(picture.height * README_WIDTH_PX / picture.width)
    picture = picture.resize((README_WIDTH_PX, height_px), Image.Resampling.LANCZOS)
    path.with_suffix(".png").unlink()
    if path.suffix == ".jpg":
        picture.save(path, quality=82, optimize=True, progressive=True)
    else:
        picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
