"""Picked names on their way into a program, and prints on theirs to the lab."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.formats.exports import readers
from tests.journeys import shelf
from tests.journeys.photographer import Photographer

NAMES = ["IMG_1.JPG", "IMG_10.JPG", "IMG_2.JPG", "IMG_3.JPG"]


@pytest.fixture
def owner(stack, studio, new_browser):
    """On the orders of a session: IMG_1 and IMG_2 are ordered, and IMG_1 once on paper."""
    person = Photographer(stack, studio, new_browser()).sign_in()
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.gallery_id = shelf.put(
        stack,
        email=studio.email,
        title="Łucja i Jan",
        photos=NAMES,
        prints={"IMG_1.JPG": 1, "IMG_2.JPG": 0},
    )
    person.open_tab("orders")
    return person


def test_names_that_collide_then_what_is_new_then_the_prints_of_both_orders(owner, tmp_path):
    """M-14…M-20: the safe form stands first; nothing is taken twice."""
    _take_the_safe_form(owner, tmp_path)
    _copy_the_other_one(owner)
    number = shelf.put(
        owner.stack, gallery=owner.gallery_id, prints={"IMG_1.JPG": 2, "IMG_3.JPG": 0}
    )
    owner.open_tab("orders")
    _take_what_is_new(owner)
    _take_the_prints(owner, tmp_path, number)


def _take_the_safe_form(owner, folder: Path):
    page = owner.page
    page.click("#export-toggle")
    panel = page.locator("#export")
    expect(panel.locator(".forms input").first).to_be_checked()
    expect(panel.locator(".forms label").first).to_have_text("Inteligentna kolekcja")
    expect(panel.locator(".notice")).to_contain_text("IMG_1 pasuje też do IMG_10")
    assert readers.smart_collection(_download(owner, folder)) == [("IMG_1.",), ("IMG_2.",)]
    expect(page.locator("#export-since")).to_contain_text("Ostatni eksport")


def _copy_the_other_one(owner):
    assert owner.export("lightroom/text") == "IMG_1, IMG_2"
    expect(owner.page.locator("#export .notice")).to_contain_text("Filtr pokaże też 1 zdjęcie")
    assert owner.copy_export() == "IMG_1, IMG_2"


def _take_what_is_new(owner):
    page = owner.page
    owner.export("txt/list")
    page.get_by_label("Nowe od ostatniego eksportu (1)").check()
    expect(page.locator("#export-names")).to_have_value("IMG_3\n")
    assert owner.copy_export().split() == ["IMG_3"]
    expect(page.locator("#export-since")).to_contain_text("1 zdjęcie")
    page.reload()
    owner.export("txt/list")
    expect(page.locator(".fresh-choice")).to_have_count(0)


def _take_the_prints(owner, folder: Path, number: int):
    page = owner.page
    page.click("#prints-toggle")
    row = page.locator("#export .print-export tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(2)).to_have_text("3")
    with page.expect_download() as started:
        page.locator("#export a[href$='/csv']").click()
    started.value.save_as(folder / "prints.csv")
    table = (folder / "prints.csv").read_bytes().decode("utf-8-sig")
    assert table.splitlines() == [
        "plik;format;papier;ilość;zamówienie",
        f"IMG_1.JPG;15×23;mat;3;{number - 1}, {number}",
    ]


def _download(owner, folder: Path) -> bytes:
    with owner.page.expect_download() as started:
        owner.page.click("#export-download")
    assert started.value.suggested_filename.endswith(".lrsmcol")
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path.read_bytes()
