"""Somebody orders by telephone: typed in, asked by mail where it goes, paid, sent, tracked."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.photographer import Photographer
from tests.journeys.telephone import Caller, answer, send_parcel, type_in

CALLER = Caller("Bożena Żak", "bozena.dzwoni@example.com")
LINES = {"Fotoksiążka 30×30": "420,00", "Ramka dębowa": "49,99"}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize("has_scripts", [True, False])
def test_from_the_call_to_the_parcel(stack, new_browser, has_scripts):
    """B-10, B-39, B-47, N-18: with scripts and without, the client on a telephone."""
    owner = Photographer(stack, stack.make_studio(), new_browser(java_script_enabled=has_scripts))
    owner.has_scripts = has_scripts
    owner.sign_in()
    caller = Caller(CALLER.name, f"{has_scripts}.{CALLER.email}".lower())
    order_id = type_in(owner, caller, LINES)
    expect(owner.page.locator("#order-chips")).to_contain_text("Czeka na formularz dostawy")
    owner.page.locator(".link-card form button.soft").click()
    owner.page.wait_for_load_state()

    mails = stack.wait_for_mails(caller.email, 2)
    text = mails[-1].get_body(["plain"]).get_content()
    link = re.search(r"http\S+/o/\S+", text)[0]
    client = new_browser(java_script_enabled=has_scripts, **PHONE).new_page()
    answer(client, link)
    expect(client.locator("main")).to_contain_text("469,99")

    owner.page.goto(f"/studio/orders/{order_id}")
    expect(owner.page.locator("#order-chips")).not_to_contain_text("Czeka na formularz dostawy")
    expect(owner.page.locator("#order-aside")).to_contain_text("Długa 5/12")
    send_parcel(owner, order_id, "dpd", "1234 5678 U")
    client.goto(link)
    track = client.get_by_role("link", name="Śledź przesyłkę")
    expect(track).to_have_attribute("href", re.compile(r"dpd.*12345678U$"))
    mail = stack.wait_for_mails(caller.email, 3)[-1]
    assert "12345678U" in mail["Subject"]
    assert client.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
