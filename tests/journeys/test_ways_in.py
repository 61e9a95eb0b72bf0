"""The ways photographs come in besides the file dialog: a whole folder, and a drop."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.journeys.photographer import Photographer, Session

FEW = 3


@pytest.fixture
def owner(stack, studio, new_browser):
    person = Photographer(stack, studio, new_browser()).sign_in()
    person.create(Session("Z karty", "Iga Wit", "iga.karta@example.com"))
    return person


@pytest.fixture
def card(photographs, tmp_path):
    """A camera's card: photographs in a folder below another, and what is not meant."""
    folder = tmp_path / "DCIM"
    inner = folder / "100NIKON"
    inner.mkdir(parents=True)
    for photo in photographs[:FEW]:
        shutil.copy(photo, inner / photo.name)
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    return folder


def names(owner) -> list[str]:
    query = "SELECT filename FROM photos WHERE gallery_id = ? ORDER BY filename"
    return [name for (name,) in owner.stack.rows(query, owner.gallery_id)]


def test_a_folder_brings_the_photos_inside_it(owner, photographs, card):
    """M-26: "Choose a folder" takes the folders in it, too, and leaves hidden files out."""
    owner.page.set_input_files("#uploader [data-folder] input", card)
    owner.wait_until_ready(FEW)
    expect(owner.page.locator("#uploader.is-over")).to_be_visible()
    assert names(owner) == sorted(photo.name for photo in photographs[:FEW])


def test_photos_and_folders_can_be_dropped_on_the_page(owner, photographs, card):
    """M-26: the way of people who have the folder of the session open beside the browser."""
    single = photographs[FEW]
    _drop(owner, [card, single])
    owner.wait_until_ready(FEW + 1)
    expect(owner.page.locator("#uploader.is-over")).to_be_visible()
    assert names(owner) == sorted(photo.name for photo in photographs[: FEW + 1])


def _drop(owner, paths) -> None:
    """As the system does it: the browser is told of paths, the page of files."""
    wire = owner.context.new_cdp_session(owner.page)
    box = owner.page.locator("#uploader .drop-here").bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        wire.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})
    wire.detach()
