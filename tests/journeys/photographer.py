"""What a photographer does in the studio, by hand and eye."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tests.journeys.desk import Desk
from tests.journeys.stack import Account, Stack, wait_for
from tests.journeys.words import WORDS

COURIER = ("courier", "Kurier", "22,50")
PICKUP = ("pickup", "Odbiór osobisty", "0")
UPLOAD_LIMIT_MS = 90_000
READY = """SELECT count(*) FROM photos
    WHERE gallery_id = ? AND folder = ? AND rendered_at IS NOT NULL"""


@dataclass(frozen=True)
class Session:
    """A gallery as the photographer planned it: prices as typed, days as 2026-11-14."""

    title: str
    client_name: str
    client_email: str
    locale: str = "pl"
    subtitle: str = ""
    taken_on: str = ""
    until: str = ""
    welcome: str = ""
    watermark: str = ""
    package: int = 0
    extra: str = "0"
    methods: Sequence[tuple[str, str, str]] = (PICKUP,)


class Photographer:
    """Signed in after `sign_in()`; `page` is the one window."""

    has_scripts = True

    def __init__(self, stack: Stack, account: Account, context: BrowserContext):
        self.stack = stack
        self.account = account
        self.context = context
        self.words = WORDS[account.locale]
        self.page: Page = context.new_page()
        self.gallery_id = 0

    @property
    def desk(self) -> Desk:
        return Desk(self.stack, self.page)

    def sign_in(self) -> "Photographer":
        self.page.goto("/login")
        self.page.fill("input[name=email]", self.account.email)
        self.page.fill("input[name=password]", self.account.password)
        self.page.locator("form:has([name=password]) button.main").click()
        self.page.wait_for_url("**/studio")
        return self

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).first.click()

    def create(self, session: Session) -> int:
        """Fill in the form of a new session; returns the gallery's id."""
        page = self.page
        page.goto("/studio/galleries/new")
        page.fill("[name=title]", session.title)
        page.fill("[name=subtitle]", session.subtitle)
        page.fill("[name=taken_on]", session.taken_on)
        page.fill("[name=select_until_on]", session.until)
        page.fill("[name=client_name]", session.client_name)
        page.fill("[name=client_email]", session.client_email)
        page.select_option("[name=locale]", session.locale)
        page.locator("form:has([name=title]) button.main").click()
        page.wait_for_url(re.compile(r"/studio/galleries/\d+/photos"))
        self.gallery_id = int(page.url.split("/")[-2])
        self._say(session)
        self._price(session)
        self.open_tab("photos")
        return self.gallery_id

    def _say(self, session: Session) -> None:
        """The words of welcome and those on the photos."""
        page = self.page
        for part, name, words in (
            ("look", "welcome_text", session.welcome),
            ("watermark", "watermark_text", session.watermark),
        ):
            if words:
                self.open_tab(f"settings/{part}")
                page.fill(f"[name={name}]", words)
                page.locator(f"form:has([name={name}]) .button.soft").click()
                page.locator(".notice.flash").wait_for()

    def _price(self, session: Session) -> None:
        """Package, extra photos and ways of delivery, typed on the page of the prices."""
        page = self.page
        self.open_tab("settings/prices")
        page.fill("[name=package_photo_count]", str(session.package))
        page.fill("[name=extra_photo_cents]", session.extra)
        for row, (kind, name, price) in enumerate(session.methods):
            if not page.locator(f"[name=methods-{row}-kind]").count():
                page.locator("#methods [data-add-row]").click()
            page.select_option(f"[name=methods-{row}-kind]", kind)
            page.fill(f"[name=methods-{row}-name]", name)
            page.fill(f"[name=methods-{row}-price_cents]", price)
        page.locator("form:has([name=extra_photo_cents]) .button.soft").click()
        page.locator(".notice.flash").wait_for()

    def open_tab(self, name: str) -> None:
        """photos, orders, delivery or settings."""
        self.page.goto(f"/studio/galleries/{self.gallery_id}/{name}")

    def add(self, paths: Iterable[Path], folder: str = "proofs") -> None:
        """Give files to the uploader of the open page, as the file dialog does."""
        if folder != "proofs":
            self.page.get_by_role("link", name=self.words["add"], exact=True).click()
            self.page.check(f"#uploader [name=folder][value={folder}]")
        self.page.set_input_files("#uploader input[name=photos]", list(paths))
        if not self.has_scripts:
            self.page.click("#uploader button.without-script")
            self.page.wait_for_load_state()

    def wait_until_ready(self, number: int, folder: str = "proofs") -> None:
        """Until so many photos of the folder have their renditions."""
        query = (
            "SELECT count(*) FROM photos WHERE gallery_id = ? AND folder = ? AND rendered_at > 0"
        )
        wait_for(
            lambda: self.stack.rows(query, self.gallery_id, folder) == [(number,)],
            UPLOAD_LIMIT_MS / 1000,
            f"fewer than {number} photos are ready",
        )

    def upload(self, paths: Sequence[Path], folder: str = "proofs") -> None:
        """Upload to the open page, to the end."""
        self.add(paths, folder)
        self.wait_until_ready(len(paths), folder)
        if self.has_scripts:
            expect(self.page.locator("#uploader")).to_have_class(re.compile("is-over"))

    def send(self) -> None:
        """Press the green button and confirm who gets the link."""
        self.open_tab("photos")
        self.press(self.words["send"])
        self.page.locator("#send").get_by_role("button", name=self.words["send"]).click()
        self.page.wait_for_load_state()

    def invite(self, name: str, email: str) -> None:
        """One more person with a link and a cart of their own."""
        self.open_tab("settings/access")
        self.page.locator(".add-person summary").click()
        self.page.fill(".add-person [name=name]", name)
        self.page.fill(".add-person [name=email]", email)
        self.page.locator(".add-person form button").click()
        expect(self.page.locator("#people")).to_contain_text(email)

    def make_public(self) -> None:
        """One link for everybody; the session is open afterwards, and nobody was mailed."""
        self.open_tab("settings/access")
        self.page.locator("#public-link button[value=open]").click()
        self.page.locator("#next-step button.main[popovertarget=send]").click()
        self.page.locator("#send button.main").click()
        expect(self.page.locator("#public-url")).to_be_visible()

    def public_link(self) -> str:
        self.open_tab("settings/access")
        return self.page.input_value("#public-url")

    def set_pin(self, pin: str) -> None:
        self.open_tab("settings/access")
        self.page.fill("#new-pin", pin)
        self.page.locator("#pin form:has(#new-pin) button").click()
        expect(self.page.locator("#pin .pin-shown")).to_contain_text(pin)

    def hand_over(self, clicks: int = 1) -> None:
        """On the open tab: press the green button and confirm what goes to whom, and what differs
        from the orders."""
        self.press(self.words["hand_over"])
        if (known := self.page.locator("#hand-over [name=waived]")).count():
            known.check()
        confirm = self.page.locator("#hand-over button.main")
        confirm.click(click_count=clicks, delay=20, no_wait_after=True)
        expect(self.page.get_by_role("button", name=self.words["notify"]).first).to_be_visible()

    def link_of(self, client_email: str, number: int = 1) -> str:
        """The address in the newest of the mails the client has got; waits for so many."""
        mail = self.stack.wait_for_mails(client_email, number)[-1]
        text = mail.get_body(("plain",)).get_content()
        return re.search(rf"{re.escape(self.stack.url)}/g/\S+", text)[0]

    def expect_banner(self, colour: str, words: str) -> None:
        """On the open tab: colour, icon and sentence together."""
        banner = self.page.locator("#banner .banner").filter(has_text=words)
        expect(banner).to_have_class(re.compile(rf"\b{colour}\b"))
        expect(banner.locator("> svg")).to_be_visible()

    def export(self, path: str) -> str:
        """The list of "program/form", from the export panel of the open page."""
        page, program = self.page, path.partition("/")[0]
        if page.locator("#export-toggle").get_attribute("aria-expanded") == "false":
            page.click("#export-toggle")
        self._choose_export(f"#export-{program}", f"/export/{program}/")
        form = f"#export-choice [value='{path}']"
        if page.locator(form).count():
            self._choose_export(form, f"/export/{path}")
        return page.input_value("#export-names") if page.locator("#export-names").count() else ""

    def _choose_export(self, radio: str, address: str) -> None:
        page = self.page
        page.check(radio)
        if not self.has_scripts:
            page.locator("#export-choice button.without-script").click()
        expect(page.locator(f"#export-file[action*='{address}']")).to_be_visible()

    def download_export(self, folder: Path) -> str:
        """The same list as the file that its button gives."""
        with self.page.expect_download() as started:
            self.page.locator("#export-download").click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return path.read_bytes().decode("utf-8")

    def copy_export(self) -> str:
        """What is on the clipboard after its button was pressed."""
        self.page.get_by_role("button", name=self.words["copy"]).click()
        expect(self.page.locator("#export [data-copy] [role=status]")).to_be_visible()
        return self.page.evaluate("navigator.clipboard.readText()")


def slow_upload(owner: Photographer, photos: Sequence[Path], takes_s: float) -> CDPSession:
    """Have an upload of the photos take so long, until the answer is detached."""
    wire = owner.context.new_cdp_session(owner.page)
    bytes_a_second = sum(photo.stat().st_size for photo in photos) / takes_s
    speed = {"offline": False, "latency": 0, "downloadThroughput": -1}
    wire.send("Network.emulateNetworkConditions", speed | {"uploadThroughput": bytes_a_second})
    return wire
