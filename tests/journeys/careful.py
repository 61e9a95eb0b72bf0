"""A photographer with a second factor: the page that asks for its code, and that with the recovery
codes. Both are answers to something done, so they are come to anew by whoever looks at them.
"""

import time

from playwright.sync_api import Page

from services import one_time_codes
from tests.journeys.stack import Account

RENEWAL = "form[action$='/second-factor/recovery-codes']"
CODES = "#recovery-codes"


class Careful:
    """Signed in on `page`, with the second factor switched on; other pages stand at the door."""

    def __init__(self, account: Account, page: Page):
        self.account = account
        self.page = page
        self._type_password(page)
        page.wait_for_url("**/studio")
        begin_second_factor(page, account)
        secret = "".join(page.locator("code.secret").inner_text().split())
        page.fill("[name=code]", one_time_codes.code_at(secret, _this_step()))
        page.locator("form:has([name=code]) button.main").click()
        self._codes = self._shown_codes()

    def stand_at_the_door(self, page: Page) -> None:
        """Leave the page where the password was right and a code is asked for."""
        self._type_password(page)
        page.wait_for_url("**/login/code*")

    def ask_for_codes(self, locale: str) -> Page:
        """The page that shows ten new recovery codes, in the language."""
        page = self.page
        page.goto("/studio/settings")
        page.select_option("[name=locale]", locale)
        page.locator("form:has([name=locale]) button.main").click()
        page.wait_for_load_state()
        page.goto("/studio/settings/security")
        page.fill(f"{RENEWAL} [name=code]", self._codes[0])
        page.locator(f"{RENEWAL} button").click()
        self._codes = self._shown_codes()
        return page

    def _type_password(self, page: Page) -> None:
        page.goto("/login")
        page.fill("input[name=email]", self.account.email)
        page.fill("input[name=password]", self.account.password)
        page.locator("form:has([name=password]) button.main").click()

    def _shown_codes(self) -> list[str]:
        return self.page.locator(CODES).input_value().split()


def begin_second_factor(page: Page, account: Account) -> None:
    """Come as far as the QR code, of somebody who is signed in."""
    page.goto("/studio/settings/security")
    page.fill("[name=old_password]", account.password)
    page.locator("form:has([name=old_password]) button.main").click()
    page.wait_for_url("**/studio/second-factor")


def _this_step() -> int:
    return int(time.time()) // one_time_codes.STEP_S
