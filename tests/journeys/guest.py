"""What a client does behind the mailed link, by hand and eye."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Download, Page, expect

from tests.journeys.desk import Desk
from tests.journeys.stack import Stack
from tests.journeys.words import WORDS

LOOKS_FOR_MS = 1100  # a person looks at the cover for a second before pressing anything


@dataclass(frozen=True)
class Address:
    street: str = "ul. Krótka 5/2"
    postcode: str = "31-060"
    city: str = "Kraków"
    phone: str = "600 100 200"


class Guest:
    """One browser of the invited person; `locale` is the language of the session."""

    has_scripts = True

    def __init__(self, stack: Stack, context: BrowserContext, locale: str = "pl"):
        self.stack = stack
        self.context = context
        self.words = WORDS[locale]
        self.page: Page = context.new_page()
        self.code = ""

    @property
    def desk(self) -> Desk:
        return Desk(self.stack, self.page)

    def open(self, link: str) -> None:
        """The cover page: nothing is seen or counted yet."""
        self.page.goto(link)

    def enter(self, pin: str = "") -> None:
        """Look at the cover, as a person does, and press its button."""
        if pin:
            self.page.fill("#pin", pin)
        self.page.wait_for_timeout(LOOKS_FOR_MS)
        self.page.get_by_role("button", name=self.words["enter"], exact=True).click()
        self.page.wait_for_url(re.compile(r"/g/[^/]+/(photos|delivery)"))
        self.code = self.page.url.split("/")[-2]

    def show(self, page: str) -> None:
        """photos, cart or delivery."""
        self.page.goto(f"/g/{self.code}/{page}")

    def pick(self, filename: str) -> None:
        """Press the heart of a photo on the wall; the page tells when it is saved."""
        photo = self.page.locator("figure.photo", has=self.page.locator(f'[title="{filename}"]'))
        photo.locator("button.pick").click()
        expect(photo.locator("button.pick")).to_have_attribute("aria-pressed", "true")

    def press_for_the_first_time(self, filename: str, name: str, email: str) -> None:
        """Without a name the press asks for it; given, it is done, and the wall is back."""
        page = self.page
        photo = page.locator("figure.photo", has=page.locator(f'[title="{filename}"]'))
        photo.locator("button.pick").click()
        page.wait_for_url(re.compile("/introduction"))
        page.fill("[name=visitor_name]", name)
        page.fill("[name=visitor_email]", email)
        page.locator("#introduction button.main").click()
        page.wait_for_url(re.compile(r"/photos\?"))
        expect(photo.locator("button.pick")).to_have_attribute("aria-pressed", "true")

    def write_note(self, filename: str, note: str) -> None:
        """A wish for a picked photo, on its own page; comes back to the wall."""
        page = self.page
        photo = page.locator("figure.photo", has=page.locator(f'[title="{filename}"]'))
        photo.locator("a.frame").click()
        page.fill("#note-text", note)
        with page.expect_response(re.compile("/note$")):
            page.locator("#note button").click()
        page.wait_for_load_state()
        page.locator("#close").click()
        page.wait_for_url(re.compile(r"/photos\?"))

    def lines(self) -> list[str]:
        """File names in the cart."""
        self.show("cart")
        names = self.page.locator("#cart-lines .lines .what .small").all_inner_texts()
        return [name.strip() for name in names]

    def choose(self, method: str) -> None:
        """A way of delivery; the summary follows at once, without scripts when asked to."""
        self.page.locator(".option", has_text=method).click()
        if self.has_scripts:
            expect(self.page.locator("#summary")).to_contain_text(method)

    def fill_in(self, method: str, address: Address, note: str = "") -> None:
        """The order form: a courier's address, a note. The name and e-mail are there already."""
        page = self.page
        self.choose(method)
        fields = page.locator(".option", has_text=method).locator("xpath=following-sibling::*[1]")
        for name in ("street", "postcode", "city"):
            fields.locator(f"[name^={name}-]").fill(getattr(address, name))
        page.fill("[name=phone]", address.phone)
        page.fill("textarea[name=note]", note)

    def reckon_again(self) -> None:
        """Without scripts the total follows the way of delivery on demand."""
        self.page.locator("button.recount").click()
        self.page.wait_for_load_state()

    def place_order(self, clicks: int = 1) -> int:
        """Press the button that obliges; returns the number of the order on the page after it."""
        page = self.page
        button = page.get_by_role("button", name=self.words["place"], exact=True)
        button.click(click_count=clicks, delay=20, no_wait_after=True)
        # A second click breaks the first answer off, so only the address is waited for.
        expect(page).to_have_url(re.compile(r"/orders/\d+"))
        return int(page.url.split("?")[0].rsplit("/", 1)[1])

    def download(self, filename: str, folder: Path) -> Path:
        """Save one finished photo by its own link."""
        figure = self.page.locator("figure.final", has=self.page.locator(f'[title="{filename}"]'))
        with self.page.expect_download() as started:
            figure.first.locator("figcaption a").click()
        return _saved(started.value, folder)

    def download_all(self, label: str, folder: Path) -> Path:
        """Save the ZIP of the folder that is called so."""
        section = self.page.locator("section.folder", has_text=label)
        with self.page.expect_download() as started:
            section.get_by_role("link", name=self.words["download_all"]).click()
        return _saved(started.value, folder)


def _saved(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path
