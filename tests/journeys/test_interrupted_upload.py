"""Uploads that break off, and files that are no photos."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.photographer import Photographer, Session, slow_upload

TAKES_S = 25
SOME = 8


@pytest.fixture
def owner(stack, studio, new_browser):
    return Photographer(stack, studio, new_browser()).sign_in()


@pytest.fixture
def sent(owner):
    """Every request of the uploader with its method and the name of the file."""
    found: list[tuple[str, str]] = []

    def note(request):
        if "/uploads/" in request.url:
            found.append((request.method, request.url))

    owner.context.on("request", note)
    return found


def test_after_a_cut_network_the_same_files_again_send_only_what_is_missing(
    owner, sent, photographs
):
    """M-26: cut the network midway and add the files again: only missing ones are sent."""
    some = photographs[:SOME]
    owner.create(Session("Przerwane", "Iga Wit", "iga.przerwane@example.com"))
    slow_upload(owner, some, TAKES_S)
    owner.add(some)
    here = "SELECT count(*) FROM photos WHERE gallery_id = ?"
    expect(owner.page.locator(".contact figure").first).to_be_visible(timeout=60_000)
    owner.context.set_offline(True)
    owner.page.close()
    owner.context.set_offline(False)
    owner.page = owner.context.new_page()
    owner.open_tab("photos")
    owner.page.wait_for_timeout(500)
    arrived = owner.stack.rows(here, owner.gallery_id)[0][0]
    assert 0 < arrived < len(some)

    sent.clear()
    owner.upload(some)
    bodies = [method for method, _ in sent if method in ("PUT", "PATCH")]
    assert len(bodies) == len(some) - arrived
    assert owner.stack.rows(here, owner.gallery_id) == [(len(some),)]


def test_a_web_worker_that_dies_midway_costs_nobody_a_photo(owner, photographs):
    """Reliability: the server falls while photos arrive; the uploader sends them again."""
    some = photographs[:SOME]
    owner.create(Session("Zabite", "Iga Wit", "iga.zabite@example.com"))
    wire = slow_upload(owner, some, TAKES_S)
    owner.add(some)
    expect(owner.page.locator(".contact figure").first).to_be_visible(timeout=60_000)
    owner.stack.kill_web_workers()
    wire.detach()
    expect(owner.page.locator("#uploader.is-over")).to_be_visible(timeout=60_000)
    expect(owner.page.locator("#uploader .failed")).to_have_count(0)
    owner.wait_until_ready(len(some))


def test_a_program_called_jpg_is_refused_beside_its_name_while_the_others_go_on(
    owner, photographs, tmp_path
):
    """M-26: a `.php` renamed `.jpg` fails with a reason; the good photos are taken."""
    program = tmp_path / "faktura.jpg"
    program.write_text("<?php system($_GET['c']); ?>")
    cut = tmp_path / "urwane.jpg"
    whole = _jpeg(photographs).read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    owner.create(Session("Obce wśród swoich", "Iga Wit", "iga.obce@example.com"))
    owner.add([*photographs[:2], program, cut, *photographs[2:4]])
    row = owner.page.locator("#uploader .failed", has_text=program.name)
    expect(row.locator(".why")).to_have_text(re.compile(r"\w{4,}"))
    owner.wait_until_ready(4)
    unreadable = owner.page.locator(".unreadable .failed", has_text=cut.name)
    expect(unreadable.locator(".why")).to_have_text(re.compile(r"\w{4,}"))
    expect(owner.page.locator("#uploader .failed")).to_have_count(1)


def _jpeg(photographs):
    return next(photo for photo in photographs if photo.suffix.lower() == ".jpg")
