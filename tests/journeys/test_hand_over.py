"""Finished photos on their way: what stops them, who may take them, and how they arrive."""

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.furnished import ordered_session
from tests.journeys.guest import Guest
from tests.journeys.photographer import Photographer, Session
from tests.journeys.zips import fetch_with_a_cut

SHARE = """
  navigator.canShare = () => true;
  navigator.share = async ({ files }) => { window.shared = files.map((f) => [f.name, f.size]); };
"""


@pytest.fixture
def owner(stack, studio, new_browser):
    return Photographer(stack, studio, new_browser()).sign_in()


def _session(email):
    return Session("Łucja i Jan", "Łucja Wójcik", email, extra="40,00")


def finished(photos, folder: Path, *names):
    """Copies of the photographs under names that an editor gives."""
    folder.mkdir()
    return [
        Path(shutil.copyfile(photo, folder / name))
        for photo, name in zip(photos, names, strict=True)
    ]


def test_a_hand_over_is_stopped_by_the_return_check_and_then_released(
    owner, new_browser, photographs, tmp_path
):
    """D27, M-27: ordered 2, uploaded 1, surplus 1; nothing goes out before somebody says so."""
    email = "kontrola@example.com"
    photos = photographs[:3]
    guest = Guest(owner.stack, new_browser())
    ordered_session(owner, guest, _session(email), photos, chosen=2)
    names = [f"{photos[0].stem}_retusz.jpg", f"{photos[2].stem}.jpg"]
    owner.upload(finished([photos[0], photos[2]], tmp_path / "back", *names), "full")
    owner.open_tab("delivery")
    page = owner.page
    sentence = f"Zamówiono 2, wgrano 1, brakuje {photos[1].stem}, nadmiar 1"
    expect(page.locator(".returns")).to_contain_text(sentence)
    owner.press(owner.words["hand_over"])
    page.locator("#hand-over button.main").click()
    expect(page.locator("#hand-over [name=waived]:invalid")).to_have_count(1)
    assert owner.desk.post(f"/studio/galleries/{owner.gallery_id}/hand-over").status == 422
    assert len(owner.stack.mails(email)) == 2
    owner.open_tab("delivery")
    owner.press(owner.words["hand_over"])
    page.fill("#note", "Jedno ujęcie dojdzie w piątek. Hanna")
    page.check("#hand-over [name=waived]")
    page.locator("#hand-over button.main").click()
    expect(page.locator(".returns.waived")).to_contain_text(sentence)
    mail = owner.stack.wait_for_mails(email, 3)[-1]
    assert "dojdzie w piątek" in mail.get_body(("plain",)).get_content()
    guest.page.goto(f"/g/{guest.code}/delivery")
    expect(guest.page.locator(".downloads .note")).to_contain_text("dojdzie w piątek")
    page.goto("/studio/activity?show=events")
    expect(page.locator("#events li", has_text="Przekazano mimo")).to_contain_text(photos[1].stem)


def test_only_what_is_paid_can_be_taken_and_after_the_payment_all_of_it(
    owner, new_browser, photographs, tmp_path
):
    """N-03, M-28: before and after "Oznacz jako opłacone"; a cut download goes on."""
    email = "tylko.oplacone@example.com"
    photos = photographs[:2]
    guest = Guest(owner.stack, new_browser(has_touch=True, is_mobile=True))
    guest.page.add_init_script(SHARE)
    number = ordered_session(owner, guest, _session(email), photos, chosen=2)
    back = finished(photos, tmp_path / "back", *(f"{photo.stem}-Edit.jpg" for photo in photos))
    owner.upload(back, "full")
    _allow_only_what_is_paid(owner)
    owner.open_tab("delivery")
    owner.hand_over()
    _be_told_of_the_payment(guest, number)
    _pay(owner, number)
    guest.page.goto(f"/g/{guest.code}/delivery")
    expect(guest.page.locator("figure.final")).to_have_count(2)
    _save_into_the_phone(guest, back[0])
    _fetch_all_over_a_bad_line(guest, back)
    _expect_the_same_in_the_studio(owner, given="2 z 2")


def _allow_only_what_is_paid(owner):
    page = owner.page
    owner.open_tab("delivery")
    page.locator("details.change summary").first.click()
    page.check("[name=download_right][value=paid]")
    page.locator("form:has([name=download_right]) button").click()
    expect(page.get_by_text("Dziś klient pobrałby 0 z 2.")).to_be_visible()


def _be_told_of_the_payment(guest, number):
    page = guest.page
    answer = page.goto(f"/g/{guest.code}/delivery")
    assert answer.status == 403
    expect(page.locator("h1")).to_have_text("Zamówienie czeka na wpłatę")
    expect(page.get_by_role("link", name=f"Zamówienie #{number}")).to_be_visible()
    assert Desk(guest.stack, page).ask("GET", f"/g/{guest.code}/delivery/full.zip").status == 403


def _pay(owner, number):
    _expect_the_same_in_the_studio(owner, given="0 z 2")
    owner.page.get_by_role("link", name=f"#{number}").first.click()
    owner.press(owner.words["mark_paid"])
    owner.page.locator("#order-payment.undo").wait_for()


def _expect_the_same_in_the_studio(owner, given):
    """The page "Co klient może teraz pobrać?" says what the client's page gives."""
    owner.open_tab("delivery")
    owner.page.get_by_role("link", name="Co klient może teraz pobrać?").click()
    expect(owner.page.locator("article.now")).to_contain_text(given)


def _save_into_the_phone(guest, photo):
    page = guest.page
    link = page.locator("a.take").first
    expect(link).to_have_attribute("aria-label", f"Zapisz w zdjęciach: {photo.name}")
    link.tap()
    expect(link).to_contain_text("Zapisano")
    assert page.evaluate("window.shared") == [[photo.name, photo.stat().st_size]]


def _fetch_all_over_a_bad_line(guest, back):
    address = f"/g/{guest.code}/delivery/full.zip"
    body = fetch_with_a_cut(Desk(guest.stack, guest.page), address, 100_000)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(photo.name for photo in back)
