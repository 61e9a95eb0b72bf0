"""A studio connects its WooCommerce, and an order goes there, is sent, and is paid there."""

import pytest
from playwright.sync_api import expect

from bin.children import wait_until
from tests.fakes.woo_server import KEYS, woo, woo_process  # noqa: F401
from tests.journeys.photographer import Photographer
from tests.journeys.shop_desk import ShopDesk
from tests.journeys.telephone import Caller, answer, link_of, send_parcel, type_in

LINES = {"Album 30×30": "420,00", "Odbitka 15×21": "3,33"}
CALLER = Caller("Żaneta Śliwińska", "zaneta.sklep@example.com")
NUMBER = "620000000000000000000001"
SOON_S = 30.0


@pytest.fixture
def owner(stack, new_browser) -> Photographer:
    return Photographer(stack, stack.make_studio(), new_browser()).sign_in()


@pytest.fixture
def desk(owner, woo) -> ShopDesk:  # noqa: F811
    return ShopDesk(owner, woo)


def test_from_the_connection_to_an_order_that_is_paid_in_the_shop(owner, desk, woo, new_browser):  # noqa: F811
    """B-03, B-10, B-26, B-28, B-39: a wrong key is explained, both numbers are seen, the parcel's
    number arrives, what is paid there is paid here."""
    connect(desk)
    order_id = type_in(owner, CALLER, LINES)
    link = link_of(owner, order_id)
    answer(new_browser().new_page(), link)

    assert wait_until(lambda: len(woo.orders) == 1, SOON_S)
    (made,) = woo.orders
    assert made["total"] == "423.33"
    card = see_in_shop(owner, order_id, made["number"])

    send_parcel(owner, order_id, "inpost", NUMBER)
    assert wait_until(lambda: NUMBER in str(woo.state), SOON_S)

    owner.page.goto(f"/studio/orders/{order_id}")
    owner.page.select_option("#order-status", label="W retuszu")
    expect(owner.page.locator("#order-aside")).to_contain_text("W retuszu")
    desk.synchronize("statuses")
    assert wait_until(lambda: woo.orders[0]["status"] == "on-hold", SOON_S)

    woo.edit(str(made["id"]), status="processing")
    desk.synchronize("orders")
    assert wait_until(lambda: is_paid(owner, order_id), SOON_S)
    expect(card).to_contain_text("W sklepie")


def connect(desk):
    """After a wrong secret: the failing step is named, and nothing typed is lost."""
    desk.fill_in("cs_wrong")
    desk.woo.script("401", times=1)
    said = desk.check()
    expect(said).to_contain_text("klucz")
    desk.page.fill("#shop-secret", KEYS["secret"])
    expect(desk.page.locator("#shop-name")).to_have_value("Sklep z albumami")
    desk.connect()
    desk.page.goto(f"{desk.address}/taxes")
    desk.page.locator("button[form=reread-taxes]").click()
    desk.page.goto(f"{desk.address}/statuses")
    desk.page.locator("button[form=reread-statuses]").click()
    desk.link_status("W retuszu", "On hold")
    desk.tick("orders", "pushes_orders")
    desk.tick("shipping", "passes_tracking")


def see_in_shop(owner, order_id, number):
    """Both numbers stand beside each other."""
    card = owner.page.locator("#order-shops")
    expect_soon(owner, order_id, card, f"#{number}")
    expect(card).to_contain_text("Sklep z albumami")
    return card


def expect_soon(owner, order_id, locator, text):
    def is_there():
        owner.page.goto(f"/studio/orders/{order_id}")
        return text in (locator.text_content() or "")

    assert wait_until(is_there, SOON_S)


def is_paid(owner, order_id):
    owner.page.goto(f"/studio/orders/{order_id}")
    return "Opłacone w sklepie" in owner.page.locator("#order-aside").inner_text()
