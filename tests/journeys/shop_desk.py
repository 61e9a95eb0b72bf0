"""How a photographer connects a shop and says what is what in it."""

import re

from playwright.sync_api import Locator, expect

from tests.fakes.woo_server import KEYS, WooServer
from tests.journeys.photographer import Photographer

OF_SHOP = re.compile(r"/studio/shops/\d+")


class ShopDesk:
    """The pages of the online shops, by hand and eye."""

    def __init__(self, owner: Photographer, woo: WooServer):
        self.owner = owner
        self.page = owner.page
        self.woo = woo
        self.address = ""

    def fill_in(self, secret: str) -> None:
        """The wizard's second step, with this secret."""
        self.page.goto("/studio/shops/new?platform=woocommerce")
        self.page.fill("#shop-name", "Sklep z albumami")
        self.page.fill("#shop-base_url", self.woo.url)
        self.page.fill("#shop-key", KEYS["key"])
        self.page.fill("#shop-secret", secret)

    def check(self) -> Locator:
        """Press "Sprawdź połączenie"; what it says."""
        self.page.get_by_role("button", name="Sprawdź połączenie").click()
        said = self.page.locator("#shop-check li").first
        expect(said).to_be_visible()
        return self.page.locator("#shop-check")

    def connect(self) -> None:
        self.page.locator(".save-bar button.main").click()
        self.page.wait_for_url(OF_SHOP)
        self.address = OF_SHOP.search(self.page.url)[0]

    def link_status(self, ours: str, theirs: str) -> None:
        self.page.goto(f"{self.address}/statuses")
        self.page.get_by_label(ours, exact=True).select_option(label=theirs)
        self.save()

    def tick(self, tab: str, name: str) -> None:
        """Turn on one switch of a tab and save."""
        self.page.goto(f"{self.address}/{tab}")
        self.page.locator(f"input[name={name}]").check()
        self.save()

    def save(self) -> None:
        self.page.locator(".save-bar button.main").click()
        expect(self.page.locator(".notice.flash")).to_be_visible()

    def synchronize(self, name: str) -> None:
        """Press "Synchronizuj teraz" of one exchange."""
        self.page.goto(self.address)
        self.page.locator(f"form[action$='/exchanges']:has([value={name}]) button").click()
        self.page.wait_for_load_state()
