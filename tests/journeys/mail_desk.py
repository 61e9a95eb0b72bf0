"""How a photographer sets up the studio's own mail."""

import re

from playwright.sync_api import expect

from tests.journeys.photographer import Photographer

PAGE = "/studio/settings/mail"


class MailDesk:
    """The page of the e-mail configuration, by hand and eye."""

    def __init__(self, owner: Photographer):
        self.owner = owner
        self.page = owner.page

    @property
    def strip(self):
        return self.page.locator(".test-strip")

    def open(self) -> None:
        self.page.goto(PAGE)

    def type_server(self, sender: str, password: str, port: int | None = None) -> None:
        """Its own server on this machine, whose certificate nobody signed."""
        smtp = self.owner.stack.smtp
        self.page.fill("#sender_address", sender)
        self.page.fill("#host", smtp.host)
        self.page.fill("#port", str(port or smtp.port))
        self.page.check("#ignores_certificate")
        self.page.fill("#password", password)

    def try_out(self, address: str) -> str:
        """Press Test; returns what it says."""
        self.page.fill("#trial_recipient", address)
        self.page.locator("button[hx-post$='/mail/test']").click()
        said = self.page.locator("#mail-trial .notice")
        expect(said).to_be_visible()
        expect(self.page.locator("button[hx-post$='/mail/test']")).to_be_enabled()
        return said.inner_text()

    def save(self) -> None:
        self.page.locator(".save-bar button.main").click()
        expect(self.page.locator(".notice.flash")).to_be_visible()

    def expect_unsaved(self, *names: str) -> None:
        note = self.page.locator("[data-unsaved-names]")
        expect(note).to_have_text(f"Niezapisane: {', '.join(names)}" if names else "")

    def leave_test_mode(self) -> None:
        """By the strip above every page."""
        self.strip.get_by_role("link").click()
        self.page.locator("form[action$='/mail/test-mode'] button.main").click()
        self.page.wait_for_url(re.compile(PAGE))
        expect(self.strip).to_have_count(0)
