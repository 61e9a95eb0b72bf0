"""A ZIP that is broken off is continued byte for byte."""

import pytest
from sqlalchemy import select

from extensions import db
from models import Download
from tests.blueprints.proofing.conftest import finish, hand_over, read


@pytest.fixture
def address(client_web, make, gallery):
    finish(make, gallery, "DSC_0001.JPG", "DSC_0002.JPG")
    hand_over(gallery)
    return f"{client_web.base}/delivery/full.zip"


def part(browser, address, wanted, **headers):
    return read(browser, address, headers={"Range": f"bytes={wanted}", **headers})


def test_a_head_tells_the_length_and_counts_nothing(client_web, address):
    with client_web.head(address) as answer:
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert int(answer.headers["Content-Length"]) == len(read(client_web, address)[1])
    assert len(db.session.scalars(select(Download)).all()) == 1


@pytest.mark.parametrize("cut", [1, 30, 57, 120, 200])
def test_two_parts_make_the_whole(client_web, address, cut):
    whole = read(client_web, address)[1]
    first, begin = part(client_web, address, f"0-{cut - 1}")
    second, rest = part(client_web, address, f"{cut}-")
    assert (first.status_code, second.status_code) == (206, 206)
    assert begin + rest == whole
    assert second.headers["Content-Range"] == f"bytes {cut}-{len(whole) - 1}/{len(whole)}"
    assert second.headers["Content-Length"] == str(len(rest))


def test_the_last_bytes_can_be_asked_for(client_web, address):
    whole = read(client_web, address)[1]
    assert part(client_web, address, "-22")[1] == whole[-22:]


def test_a_part_behind_the_end_is_refused(client_web, address):
    length = len(read(client_web, address)[1])
    answer, _ = part(client_web, address, f"{length}-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{length}"


@pytest.mark.parametrize("wanted", ["0-1,5-6", "x"])
def test_what_is_no_single_part_gives_the_whole(client_web, address, wanted):
    answer, body = part(client_web, address, wanted)
    assert answer.status_code == 200
    assert body == read(client_web, address)[1]


def test_a_continuation_is_refused_when_the_folder_has_changed(client_web, address, make, gallery):
    etag = read(client_web, address)[0].headers["ETag"]
    assert part(client_web, address, "5-", **{"If-Range": etag})[0].status_code == 206
    finish(make, gallery, "DSC_0003.JPG")
    assert part(client_web, address, "5-", **{"If-Range": etag})[0].status_code == 200


def test_a_known_archive_is_not_sent_again(client_web, address):
    etag = read(client_web, address)[0].headers["ETag"]
    answer, body = read(client_web, address, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert body == b""


def test_a_download_counts_once_with_all_its_parts(client_web, address):
    part(client_web, address, "0-99")
    part(client_web, address, "100-149")
    part(client_web, address, "150-")
    assert len(db.session.scalars(select(Download)).all()) == 1
