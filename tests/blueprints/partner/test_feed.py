"""A partner's program fetches the files of an offer (iof.md, sections 1 to 7)."""

import gzip
import hashlib

import pytest

from extensions import db
from models import FeedDownload
from models.feed_file import FeedFile
from models.types import utc_now
from tests.feeding import address, fetch, links_in, pass_time, tick, write
from tests.offering import make_partner, make_product, token_of


def test_the_gateway_links_files_that_open_with_the_same_token_and_have_those_hashes(web, shop):
    """iof.md 9.1, 9.4, 9.5."""
    answer = fetch(web, address(shop, "gateway.xml"))
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    links = links_in(answer.text)
    assert len(links) == 8
    for url, md5 in links:
        assert url.startswith("http://localhost" + address(shop))
        assert hashlib.md5(fetch(web, url).data).hexdigest() == md5


def test_two_reads_with_nothing_changed_are_the_same(web, shop):
    """iof.md 9.6."""
    before = fetch(web, address(shop, "gateway.xml")).data
    assert tick() == 0
    assert fetch(web, address(shop, "gateway.xml")).data == before


@pytest.mark.parametrize("name", ["full", "full.xml", "full.csv"])
def test_a_name_with_or_without_an_extension_is_answered_in_the_partners_format(web, shop, name):
    """I-08: addresses stay, the content type changes."""
    assert fetch(web, address(shop, name)).mimetype == "application/xml"
    shop.partner.data_format = "csv"
    db.session.commit()
    write(shop.partner)
    answer = fetch(web, address(shop, name))
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.text.startswith('"@id"')
    assert fetch(web, address(shop, "gateway.xml")).status_code == 404


def test_the_type_may_come_as_a_parameter(web, shop):
    """Consumers derive the other addresses by changing it (iof.md, 0)."""
    assert fetch(web, f"{address(shop)}?type=full").data == fetch(web, address(shop, "full")).data
    assert fetch(web, f"{address(shop)}?type=gateway").status_code == 200
    gateway = fetch(web, address(shop, "gateway")).data
    assert fetch(web, address(shop)).data == gateway


@pytest.mark.parametrize("name", ["gateway.xml", "full.xml", "light.xml"])
def test_who_has_the_bytes_is_told_so(web, shop, name):
    """iof.md 9.31: HEAD, ETag, 304."""
    first = fetch(web, address(shop, name))
    assert first.headers["ETag"] == f'"{hashlib.md5(first.data).hexdigest()}"'
    head = fetch(web, address(shop, name), method="HEAD")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    for said in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f"W/{first.headers['ETag']}"},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = fetch(web, address(shop, name), headers=said)
        assert (again.status_code, again.data) == (304, b"")
    assert fetch(web, address(shop, name), headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize("name", ["gateway.xml", "full.xml", "light.xml"])
def test_packed_bytes_are_the_same_once_they_are_unpacked(web, shop, name):
    """iof.md 9.31."""
    packed = fetch(web, address(shop, name), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == fetch(web, address(shop, name)).data


def test_a_part_may_be_asked_for(web, shop):
    """iof.md 9.31."""
    whole = fetch(web, address(shop, "full")).data
    part = fetch(
        web, address(shop, "full"), headers={"Range": "bytes=10-19", "Accept-Encoding": "gzip"}
    )
    assert (part.status_code, part.data) == (206, whole[10:20])


def test_what_is_not_written_yet_is_asked_for_again_soon(web, make, shop):
    partner = make_partner(shop.partner.studio, shop.price_list, language="en")
    token_of(partner)
    answer = fetch(web, address(partner.shops[0], "full"))
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) <= 60


def test_only_the_changes_of_the_last_half_hour_are_recent(web, shop):
    """I-13: 1 product, after 31 minutes 0, full has all."""
    pass_time(minutes=31)
    assert fetch(web, address(shop, "full_change.xml")).text.count("<product ") == 0
    other = make_product(shop.price_list, "Album")
    write(shop.partner)
    changes = fetch(web, address(shop, "full_change.xml")).text
    assert changes.count("<product ") == 1
    assert f'<product id="{other.id}"' in changes
    pass_time(minutes=31)
    assert fetch(web, address(shop, "full_change.xml")).text.count("<product ") == 0


def test_a_gateway_that_was_just_read_is_good_while_the_files_are_replaced(web, shop):
    """iof.md 9.8: no link to a file with another hash."""
    links = links_in(fetch(web, address(shop, "gateway")).text)
    make_product(shop.price_list, "Album")
    pass_time(hours=25)
    assert tick() == 1
    assert fetch(web, address(shop, "gateway")).text.count("Album") == 0
    for url, md5 in links:
        assert hashlib.md5(fetch(web, url).data).hexdigest() == md5


def test_downloads_are_told_with_those_that_were_not_needed(web, shop):
    """Duplicate downloads (iof.md, 10): the same bytes sent whole again."""
    tag = fetch(web, address(shop, "full")).headers["ETag"]
    fetch(web, address(shop, "full"))
    fetch(web, address(shop, "full"), method="HEAD")
    for _ in range(3):
        fetch(web, address(shop, "full"), headers={"If-None-Match": tag})
    found = db.session.scalars(FeedDownload.of_partner(shop.partner_id)).all()
    told = [(one.name, one.status, one.is_wasted) for one in found]
    assert told == [("full", 304, False), ("full", 200, True), ("full", 200, False)]
    assert found[-1].sent_bytes == db.session.scalar(
        db.select(FeedFile.size_bytes).filter_by(name="full")
    )
    assert found[-1].at <= utc_now()
