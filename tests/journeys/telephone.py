"""Orders that come by telephone: what the photographer types, and what the client answers."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.photographer import Photographer

ADDRESS = {"street": "Długa 5/12", "postcode": "31-147", "city": "Kraków"}


@dataclass(frozen=True)
class Caller:
    name: str
    email: str
    phone: str = "600 700 800"


def type_in(owner: Photographer, caller: Caller, lines: dict[str, str]) -> int:
    """`lines` are names and gross prices; returns the order's id."""
    page = owner.page
    page.goto("/studio/orders/new")
    for place, (name, price) in enumerate(lines.items()):
        if owner.has_scripts and place:
            page.locator("[data-add-row]").click()
        page.fill(f"[name=lines-{place}-name]", name)
        page.fill(f"[name=lines-{place}-price_cents]", price)
    for field, value in vars(caller).items():
        page.fill(f"[name=client_{field}]", value)
    page.locator("form:has([name=client_name]) button.main").click()
    page.wait_for_url(re.compile(r"/studio/orders/\d+$"))
    return int(page.url.rpartition("/")[2])


def link_of(owner: Photographer, order_id: int) -> str:
    """The address of the order's page, as the photographer copies it."""
    owner.page.goto(f"/studio/orders/{order_id}")
    return owner.page.locator("#order-link").input_value()


def answer(page: Page, link: str) -> None:
    """The client says where the parcel goes."""
    page.goto(link)
    for name, value in ADDRESS.items():
        page.locator(f"[name^={name}-]").fill(value)
    page.locator("#summary button.main").click()
    page.locator("main.confirmation").wait_for()


def send_parcel(owner: Photographer, order_id: int, carrier: str, number: str) -> None:
    page = owner.page
    page.goto(f"/studio/orders/{order_id}/parcels")
    form = page.locator("form.parcel-form").last
    form.locator("[name=carrier]").select_option(carrier)
    form.locator("[name=number]").fill(number)
    form.locator("button.main").click()
    page.locator("#order-parcels .parcels").wait_for()


def furnish_orders(owner: Photographer, client: Page) -> dict[str, object]:
    """One order that waits for its delivery form, and one that is on its way."""
    frames = {"Ramka dębowa 30×40": "149,00", "Fotoksiążka 30×30, płótno": "420,00"}
    waiting = type_in(owner, Caller("Bożena Żak", "bozena@poczta.example"), frames)
    form_link = link_of(owner, waiting)
    sent = type_in(owner, Caller("Tomasz Wilk", "tomasz.wilk@poczta.example"), frames)
    link = link_of(owner, sent)
    answer(client, link)
    send_parcel(owner, sent, "inpost", "6200 0000 0000 0000 0000 0001")
    return {
        "typed": waiting,
        "sent": sent,
        "form_token": form_link.rpartition("/")[2],
        "order_token": link.rpartition("/")[2],
    }
