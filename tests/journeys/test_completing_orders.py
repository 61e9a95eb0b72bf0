"""Old orders are completed without a flood of mails; a new one brings its document along."""

import io

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.journeys.guest import Guest
from tests.journeys.papers import fill_in_seller
from tests.journeys.photographer import Photographer, Session
from tests.journeys.stack import wait_for

EMAIL = "klient@example.com"
OLD = 5
RENDERED = """SELECT count(*) FROM documents JOIN orders ON orders.id = documents.order_id
    WHERE gallery_id = ? AND slot = 'sale' AND pdf_key IS NOT NULL"""


@pytest.fixture
def owner(stack, new_browser, photographs):
    person = Photographer(stack, stack.make_studio(), new_browser()).sign_in()
    person.create(Session("Sesje jesienne", "Ewa Nowak", EMAIL, extra="40,00"))
    person.upload(photographs[:3])
    person.send()
    return person


def test_five_old_orders_are_spared_and_a_new_one_is_told_with_its_document(
    owner, new_browser, photographs
):
    """O-05, O-08, O-10, O-27: the dialog says five, the reset sends nothing, the next gets one."""
    guest = Guest(owner.stack, new_browser())
    guest.open(owner.link_of(EMAIL))
    guest.enter()
    for _ in range(OLD):
        _order(guest, photographs[0].name)
    _complete_all(owner)
    told = len(owner.stack.wait_for_mails(EMAIL, 1 + OLD))
    _mail_after_completion(owner)
    _update(owner)
    assert len(owner.stack.mails(EMAIL)) == told

    number = _order(guest, photographs[1].name)
    _complete(owner, number)
    mail = owner.stack.wait_for_mails(EMAIL, told + 2, limit_s=60)[-1]
    (attached,) = list(mail.iter_attachments())
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == f"PA_{OLD + 1}_{_year(owner)}.pdf"
    assert "40,00" in _text(attached.get_content())
    _update(owner)
    assert len(owner.stack.mails(EMAIL)) == told + 2


def _order(guest, name):
    guest.show("photos")
    guest.pick(name)
    guest.show("cart")
    return guest.place_order()


def _complete_all(owner):
    page = owner.page
    fill_in_seller(owner)
    page.goto("/studio/orders")
    page.locator("[data-tick-all]").check()
    page.select_option("#bulk [name=wish]", "complete")
    page.locator("#bulk button").click()
    page.locator("form:has([name=wish]) button.main").click()
    page.wait_for_load_state()
    wait_for(
        lambda: owner.stack.rows(RENDERED, owner.gallery_id) == [(OLD,)],
        60,
        "documents are not printed",
    )


def _mail_after_completion(owner):
    """Switch it on; what older orders would get is asked about, and reset."""
    page = owner.page
    page.goto("/studio/settings/feedback")
    page.locator("[name=mails_after_completion]").check()
    page.locator("[name=attaches_document]").check()
    page.locator("#feedback button.main").click()
    expect(page.locator("h2").filter(has_text=f"{OLD} starszych zamówień")).to_be_visible()
    owner.press("Zresetuj do dziś")
    expect(page.locator(".notice.flash")).to_contain_text("nic nie")


def _update(owner):
    owner.page.goto("/studio/orders")
    owner.press("Aktualizacja zwrotna")
    owner.page.locator(".notice.flash").wait_for()


def _complete(owner, number):
    mine = "SELECT id FROM orders WHERE gallery_id = ? AND number = ?"
    row = owner.stack.rows(mine, owner.gallery_id, number)
    owner.page.goto(f"/studio/orders/{row[0][0]}")
    owner.page.locator("#complete-order").click()
    expect(owner.page.locator(".completion")).to_contain_text("Zrealizowane")
    expect(owner.page.locator("#complete-order")).to_have_count(0)


def _year(owner):
    return owner.stack.rows("SELECT max(year) FROM documents")[0][0]


def _text(data):
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return "".join(page.get_textpage().get_text_range() for page in pages)
