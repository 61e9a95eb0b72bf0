"""The main job, once from its beginning to its end, as two people do it in two browsers."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import pictures
from tests.journeys.guest import Address, Guest
from tests.journeys.photographer import COURIER, PICKUP, Photographer, Session, slow_upload
from tests.journeys.zips import expect_archive

PICKED = 3
FINISHED = 4
REFRESH_MS = 31_000
UPLOAD_TAKES_S = 15


@pytest.mark.parametrize("locale", ["pl", "en"])
def test_a_session_goes_from_upload_to_hand_over(locale, stack, new_browser, photographs, tmp_path):
    """M-01…M-17, M-23…M-28: upload, send, look, pick, order, export, hand over, download."""
    owner = Photographer(stack, stack.make_studio(locale), new_browser(locale)).sign_in()
    client_email = f"anna.{locale}@example.com"
    session = Session(
        title="Łucja i Jan",
        client_name="Anna Żółć",
        client_email=client_email,
        locale=locale,
        watermark="Studio Świt",
        package=2,
        extra="40,00",
        methods=(PICKUP, COURIER),
    )
    owner.create(session)
    _upload_and_see_thumbnails_meanwhile(owner, photographs)
    owner.send()
    guest = Guest(stack, new_browser(locale), locale)
    names = [photo.name for photo in photographs[:PICKED]]
    _look_and_pick(owner, guest, names, owner.link_of(client_email))
    _find_the_cart_elsewhere(guest, new_browser(locale), owner.link_of(client_email), names)
    _see_the_cart_in_the_studio(owner, names)
    number = _order_once(owner, guest, client_email)
    _read_and_settle_the_order(owner, number, names)
    _export(owner, number, names, tmp_path)
    finished = pictures.finished(photographs[:FINISHED], tmp_path / "finished")
    _hand_over_once(owner, finished, client_email)
    _download(guest, finished, tmp_path)


def _upload_and_see_thumbnails_meanwhile(owner: Photographer, photographs: list[Path]) -> None:
    """Slowly, until the first thumbnails are there, then at full speed."""
    page = owner.page
    wire = slow_upload(owner, photographs, UPLOAD_TAKES_S)
    owner.add(photographs)
    expect(page.locator(".contact img").first).to_be_visible()
    assert not page.locator("#uploader.is-over").count(), "no thumbnail before the upload was over"
    wire.detach()
    expect(page.locator("#uploader.is-over")).to_be_visible(timeout=60_000)
    owner.wait_until_ready(len(photographs))
    expect(page.locator(".contact img")).to_have_count(len(photographs))


def _look_and_pick(owner: Photographer, guest: Guest, names: list[str], link: str) -> None:
    """M-02…M-05: yellow until a person presses the button, green within a refresh of the tab."""
    owner.page.clock.install()
    owner.open_tab("orders")
    owner.expect_banner("yellow", owner.words["not_viewed"])
    guest.open(link)
    owner.page.clock.fast_forward(REFRESH_MS)
    owner.expect_banner("yellow", owner.words["not_viewed"])
    guest.enter()
    owner.page.clock.fast_forward(REFRESH_MS)
    owner.expect_banner("green", owner.words["viewed"])
    for name in names:
        guest.pick(name)
    guest.write_note(names[0], "Proszę rozjaśnić cień & <wyprostować> horyzont")
    owner.page.clock.fast_forward(REFRESH_MS)
    label = owner.words["show_cart"].format(PICKED)
    expect(owner.page.get_by_role("link", name=label)).to_be_visible()


def _find_the_cart_elsewhere(guest: Guest, browser, link: str, names: list[str]) -> None:
    """M-06: the same link on another machine leads to the same cart."""
    elsewhere = Guest(guest.stack, browser)
    elsewhere.words = guest.words
    elsewhere.open(link)
    elsewhere.enter()
    assert elsewhere.lines() == names


def _see_the_cart_in_the_studio(owner: Photographer, names: list[str]) -> None:
    """M-07, M-08: the count leads to the client's own cart, which cannot be changed from here."""
    page = owner.page
    page.get_by_role("link", name=owner.words["show_cart"].format(PICKED)).click()
    expect(page.get_by_text(owner.words["preview"])).to_be_visible()
    expect(page.locator("#cart-lines .what .small")).to_have_text(names)
    expect(page.locator("main button")).to_have_count(0)


def _order_once(owner: Photographer, guest: Guest, client_email: str) -> int:
    """M-13: a double click is one order, confirmed on the page and by mail to both."""
    guest.show("cart")
    guest.fill_in("Kurier", Address(), "Dzwonić po 17")
    expect(guest.page.locator("#summary")).to_contain_text(re.compile(r"62[.,]50"))
    number = guest.place_order(clicks=2)
    assert str(number) in guest.stack.wait_for_mails(client_email, 2)[-1]["Subject"]
    assert str(number) in guest.stack.wait_for_mails(owner.account.email, 1)[-1]["Subject"]
    assert guest.lines() == []
    return number


def _read_and_settle_the_order(owner: Photographer, number: int, names: list[str]) -> None:
    """M-09…M-12: one row, two ways to the same page, the payment noted in the history."""
    page, words = owner.page, owner.words
    owner.open_tab("orders")
    row = page.locator("table.orders tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Kurier")
    title = row.get_by_role("link", name=words["order"].format(number))
    view = row.get_by_role("link", name=words["view"], exact=True)
    assert title.get_attribute("href") == view.get_attribute("href")
    view.click()
    for name in names:
        expect(page.locator(".order-lines")).to_contain_text(name)
    expect(page.locator(".order-lines")).to_contain_text("cień & <wyprostować>")
    owner.press(words["mark_paid"])
    expect(page.locator("#order-aside .timeline")).to_contain_text(owner.account.name)
    expect(page.locator("#order-aside")).to_contain_text(words["paid"])


def _export(owner: Photographer, number: int, names: list[str], folder: Path) -> None:
    """M-15…M-18: the picked names from one order and from all, on the clipboard and as files."""
    stems = [Path(name).stem for name in names]
    expected = {"lightroom/text": ", ".join(stems), "capture-one/list": "\n".join(stems)}
    if owner.has_scripts:
        owner.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _expect_exports(owner, expected, names, folder)
    owner.open_tab("orders")
    expect(owner.page.get_by_text(owner.words["export_all"])).to_be_visible()
    _expect_exports(owner, expected, names, folder)


def _expect_exports(owner: Photographer, expected: dict, names: list[str], folder: Path) -> None:
    for program, text in expected.items():
        assert owner.export(program).strip() == text
        if owner.has_scripts:
            assert owner.copy_export() == owner.page.input_value("#export-names")
        assert owner.download_export(folder).strip() == text
    assert owner.export("txt/list").split() == expected["capture-one/list"].split()
    rows = owner.export("csv/photos")
    assert [name for name in names if name not in rows] == []


def _hand_over_once(owner: Photographer, finished: list[Path], client_email: str) -> None:
    """M-23…M-27: both folders filled; a double click hands over once and sends one mail."""
    before = len(owner.stack.mails(client_email))
    for folder in ("full", "web"):
        owner.open_tab("delivery")
        owner.upload(finished, folder)
    owner.open_tab("delivery")
    owner.hand_over(clicks=2)
    owner.stack.wait_for_mails(client_email, before + 1)
    sent = "SELECT count(*) FROM outbox WHERE kind = 'mail.delivery_ready' AND recipient = ?"
    assert owner.stack.rows(sent, client_email) == [(1,)]


def _download(guest: Guest, finished: list[Path], folder: Path) -> None:
    """M-28: single files byte for byte, and each folder as a ZIP that can be resumed."""
    guest.show("delivery")
    one = finished[-1]
    saved = guest.download(one.name, folder)
    assert saved.name == one.name
    assert _sha256(saved) == _sha256(one)
    for name in ("full", "web"):
        archive = guest.download_all(guest.words[name], folder)
        expect_archive(guest.desk, f"/g/{guest.code}/delivery/{name}.zip", archive, finished)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
