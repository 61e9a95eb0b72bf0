"""A studio shares its offer with a framer, who orders with curl and follows the parcel."""

import json
import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.journeys.offer_window import furnish_offer
from tests.journeys.photographer import Photographer
from tests.journeys.stack import wait_for
from tests.journeys.telephone import send_parcel

NUMBER = "620000000000000000000001"
SOON_S = 60.0
SECTION = "Udostępnianie oferty do integracji i obsługa zamówień dropshippingowych"


@pytest.fixture
def owner(stack, new_browser) -> Photographer:
    return Photographer(stack, stack.make_studio(), new_browser()).sign_in()


def test_from_the_switch_of_the_module_to_a_tracking_number(owner):
    """I-05, I-06, I-09, I-12: a feed within a minute, an order by curl, its parcel by the API."""
    made = furnish_offer(owner.stack, owner.account.email)
    offer = f"/studio/clients/{made['client']}/offer"
    switch_the_module_on(owner)
    share(owner, made["client"])
    address = address_of(owner)
    feed = wait_for(lambda: fetched(address), SOON_S, "no feed")
    assert "<provider_description" in feed
    assert made["code"] in fetched(address.replace("gateway.xml", "full.xml"))

    key = key_of(owner)
    status, order = ask(owner, key, "orders", order_of(made))
    assert status == 201, order
    owner.page.goto("/studio/orders")
    row = owner.page.locator("tr", has_text=f"#{order['id']}")
    expect(row).to_be_visible()
    row.locator("a.name").click()
    expect(owner.page.locator("main")).to_contain_text("Ramka dębowa")
    order_id = int(re.search(r"/orders/(\d+)", owner.page.url)[1])

    send_parcel(owner, order_id, "inpost", NUMBER)
    _, told = ask(owner, key, f"orders/{order['id']}")
    assert NUMBER in json.dumps(told)

    block(owner, offer)
    assert wait_for(lambda: not fetched(address), 5.0, "still open")
    assert ask(owner, key, "orders", order_of(made))[0] == 403


def switch_the_module_on(owner):
    page = owner.page
    page.goto("/studio/settings/offer")
    page.get_by_label("Włącz moduł").check()
    page.locator("form:has([name=is_on]) button").click()
    expect(page.locator(".flash")).to_contain_text("Moduł jest włączony")


def share(owner, client_id):
    """A partner, sharing, with one shop, who may order: in this order (I-12)."""
    page = owner.page
    page.goto(f"/studio/clients/{client_id}")
    page.get_by_role("button", name="Udostępnij ofertę temu klientowi").click()
    expect(page.get_by_role("heading", name=SECTION)).to_be_visible()
    expect(page.locator("[name=may_order]")).to_be_disabled()
    page.locator("[name=is_sharing]").check()
    save(page)
    page.locator(".adding summary").click()
    page.select_option("#price_list", label="Odbitki B2B")
    page.locator(".adding button").click()
    expect(page.locator("#partner-files")).to_contain_text("/odbitki-b2b/gateway.xml")
    page.locator("[name=may_order]").check()
    save(page)
    expect(page.locator("[name=may_order]")).to_be_checked()


def address_of(owner) -> str:
    return owner.page.locator("#partner-files [data-copy] input").first.input_value()


def key_of(owner) -> str:
    page = owner.page
    page.get_by_role("button", name="Utwórz klucz").click()
    return page.locator("#made-key").input_value()


def block(owner, offer):
    owner.page.goto(offer)
    owner.page.locator("[name=is_sharing]").uncheck()
    save(owner.page)
    expect(owner.page.locator("h1")).to_contain_text("Oferta wyłączona")


def save(page):
    page.locator("button[form=offer]").click()
    expect(page.locator(".flash")).to_contain_text("Zapisano")


def order_of(made) -> dict:
    return {
        "partner_order_no": "RD-17",
        "lines": [{"code": made["code"], "quantity": 1}],
        "recipient": {
            "name": "Zofia Lis",
            "street": "Długa 5",
            "zip": "31-147",
            "city": "Kraków",
            "phone": "600700800",
            "email": "zofia.lis@poczta.example",
        },
        "delivery": {"method": made["method"]},
    }


def fetched(address: str) -> str:
    """The body, or nothing unless it is there."""
    return curl("--fail", address)


def ask(owner, key: str, path: str, body: dict | None = None) -> tuple[int, dict]:
    """(status, answer) of CustomerAPI, as a partner would ask."""
    sent = ["--json", json.dumps(body)] if body else []
    url = f"{owner.stack.url}/customer-api/v1/{path}"
    said = curl("-w", "\n%{http_code}", "-H", f"Authorization: Bearer {key}", *sent, url)
    answer, _, status = said.rpartition("\n")
    return int(status), json.loads(answer)


def curl(*words: str) -> str:
    done = subprocess.run(["curl", "-sS", *words], capture_output=True, text=True, check=False)
    return done.stdout
