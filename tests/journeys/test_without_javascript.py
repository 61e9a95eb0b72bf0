"""The main job with scripts switched off: plain forms and links all the way."""

import pytest
from playwright.sync_api import expect

from tests.journeys import pictures
from tests.journeys.guest import Address, Guest
from tests.journeys.photographer import COURIER, PICKUP, Photographer, Session
from tests.journeys.zips import expect_archive

PICKED = 2


@pytest.fixture
def owner(stack, studio, new_browser):
    person = Photographer(stack, studio, new_browser(java_script_enabled=False))
    person.has_scripts = False
    return person.sign_in()


@pytest.fixture
def guest(stack, new_browser):
    person = Guest(stack, new_browser(java_script_enabled=False))
    person.has_scripts = False
    return person


def test_the_whole_job_is_done_without_a_script(owner, guest, photographs, tmp_path):
    """M-01, M-13, M-15…M-17, M-26…M-28 with JavaScript off."""
    client_email = "ola.bez.skryptow@example.com"
    terms = {"package": 1, "extra": "40", "methods": (PICKUP, COURIER)}
    owner.create(Session("Bez skryptów", "Ola Bąk", client_email, **terms))
    owner.upload(photographs)
    owner.send()
    owner.open_tab("orders")
    owner.expect_banner("yellow", owner.words["not_viewed"])

    names = [photo.name for photo in photographs[:PICKED]]
    guest.open(owner.link_of(client_email))
    guest.enter()
    for name in names:
        guest.pick(name)
    guest.write_note(names[0], "Bez klamki")
    assert guest.lines() == names
    guest.fill_in("Kurier", Address())
    guest.reckon_again()
    number = guest.place_order()

    owner.open_tab("orders")
    owner.expect_banner("green", owner.words["viewed"])
    owner.page.get_by_role("link", name=owner.words["order"].format(number)).click()
    expect(owner.page.locator(".order-lines")).to_contain_text("Bez klamki")
    owner.press(owner.words["mark_paid"])
    expect(owner.page.locator("#order-aside")).to_contain_text(owner.words["paid"])
    owner.open_tab("orders")
    assert sorted(owner.export("capture-one/list").split()) == sorted(
        p.stem for p in photographs[:PICKED]
    )

    finished = pictures.finished(photographs[:PICKED], tmp_path / "finished")
    owner.open_tab("delivery")
    owner.upload(finished, "full")
    owner.open_tab("delivery")
    owner.hand_over()
    guest.stack.wait_for_mails(client_email, 3)
    guest.show("delivery")
    archive = guest.download_all(guest.words["full"], tmp_path)
    expect_archive(guest.desk, f"/g/{guest.code}/delivery/full.zip", archive, finished)
