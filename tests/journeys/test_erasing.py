"""A client asks to be erased: the studio finds them, hands over a copy, and erases them."""

import zipfile

from playwright.sync_api import expect

from tests.journeys.guest import Address, Guest
from tests.journeys.photographer import COURIER, PICKUP, Photographer, Session

NAME, EMAIL = "Łucja Kanarek", "lucja.kanarek@example.com"
TEXTS = """SELECT name || email || phone || note || search_key FROM clients
    UNION ALL SELECT name || email FROM invitations
    UNION ALL SELECT client_name || client_email || street || note || search_key FROM orders
    UNION ALL SELECT recipient || coalesce(last_error, '') FROM outbox
    UNION ALL SELECT actor || detail FROM events
    UNION ALL SELECT note FROM order_lines UNION ALL SELECT note FROM cart_lines
    UNION ALL SELECT title || welcome_text FROM galleries"""


def test_a_client_is_found_copied_and_erased(stack, new_browser, photographs, tmp_path):
    """Issue 4: afterwards the order is readable and nothing of the person is found."""
    owner = Photographer(stack, stack.make_studio(), new_browser()).sign_in()
    guest = Guest(stack, new_browser())
    number, link = _ordered(owner, guest, photographs[:3])

    page = owner.page
    page.goto("/studio/clients")
    page.fill("#found-clients input[name=text]", "lucja KAN")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("main")).to_contain_text(f"#{number}")
    with page.expect_download() as started:
        page.get_by_role("link", name="Pobierz dane").click()
    copy = tmp_path / "copy.zip"
    started.value.save_as(copy)
    told = zipfile.ZipFile(copy).read("dane.html").decode()
    assert all(words in told for words in (NAME, EMAIL, "Bez klamki"))

    page.get_by_role("link", name="Usuń dane tej osoby").click()
    page.fill("[name=name]", "Łucja")
    page.get_by_role("button", name="Usuń na zawsze").click()
    expect(page.locator(".field .error")).to_be_visible()
    page.fill("[name=name]", NAME)
    page.get_by_role("button", name="Usuń na zawsze").click()
    expect(page.locator(".flash")).to_contain_text("Dane osoby usunięto")

    page.goto("/studio/orders")
    page.get_by_role("link", name=owner.words["order"].format(number)).click()
    expect(page.locator("main")).to_contain_text("Usunięta osoba #")
    expect(page.locator(".order-lines")).to_contain_text(photographs[0].name)
    assert "Kanarek" not in page.content()
    guest.page.goto(link)
    assert "Kanarek" not in guest.page.content()
    expect(guest.page.get_by_role("button", name=guest.words["enter"])).to_have_count(0)
    found = " ".join(str(row[0]) for row in stack.rows(TEXTS)).casefold()
    assert "kanarek" not in found


def _ordered(owner, guest, photos) -> tuple[int, str]:
    """One order with a note, and another choice in the cart: the number and the link."""
    terms = {"package": 1, "extra": "40", "methods": (PICKUP, COURIER)}
    owner.create(Session("Plener w lesie", NAME, EMAIL, welcome=f"Kochana {NAME}", **terms))
    owner.upload(photos)
    owner.send()
    link = owner.link_of(EMAIL)
    guest.open(link)
    guest.enter()
    guest.pick(photos[0].name)
    guest.pick(photos[1].name)
    guest.write_note(photos[0].name, "Bez klamki")
    guest.show("cart")
    guest.fill_in("Kurier", Address(), "Proszę po 17.")
    number = guest.place_order()
    guest.show("photos")
    guest.pick(photos[2].name)
    return number, link
