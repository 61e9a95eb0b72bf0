"""Archives on slow lines: the pages of everybody else go on."""

import re

import pytest

from blueprints import archive
from tests.blueprints.proofing.conftest import finish, gallery, hand_over, invitation  # noqa: F401
from tests.conftest import enter
from tests.fakes.front import ROOT

CONF = (ROOT / "deploy" / "gunicorn.conf.py").read_text()
THREADS = int(re.search(r"^threads = (\d+)$", CONF, re.M)[1])


@pytest.fixture
def download(app, make, gallery):  # noqa: F811
    """Begins to download the finished photos, as a browser of their client does."""
    finish(make, gallery, "DSC_0001.JPG")
    hand_over(gallery)

    def begin(**headers):
        browser = enter(app, gallery.invitations[0])
        return browser.get(f"/g/{gallery.code}/delivery/full.zip", headers=headers)

    return begin


def test_downloads_leave_a_quarter_of_the_threads_to_pages():
    """reliability.md L6: a slow client blocks no worker."""
    assert THREADS * 3 // 4 == archive.AT_ONCE


def test_one_more_than_there_is_room_for_is_asked_to_come_again(download):
    """And has a place as soon as somebody is ready, or has gone."""
    going = [download() for _ in range(archive.AT_ONCE)]
    refused = download(Accept_Language="pl")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "120")
    assert "wiele osób pobiera zdjęcia" in refused.text
    going.pop().close()
    last = download(Range="bytes=5-")
    assert last.status_code == 206
    assert download().status_code == 503
    for one in (*going, last):
        one.close()


def test_who_only_asks_about_an_archive_takes_no_place(app, download, gallery):  # noqa: F811
    going = [download() for _ in range(archive.AT_ONCE)]
    browser = enter(app, gallery.invitations[0])
    assert browser.head(f"/g/{gallery.code}/delivery/full.zip").status_code == 200
    whole = going[0].headers["ETag"]
    assert download(If_None_Match=whole).status_code == 304
    for one in going:
        one.close()
