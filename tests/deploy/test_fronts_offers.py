"""Files of offers as partners' programs get them: by the web server, after Kadr has said yes."""

import gzip
import hashlib
from email.utils import parsedate_to_datetime

import pytest

from bin import environment
from extensions import db
from models.feed_file import FeedFile
from services import partner_tokens
from services.files import storage
from tests.deploy.asking import ask
from tests.feeding import address, links_in, stored, write
from tests.offering import make_partner, make_product, make_shop_list, token_of

pytestmark = pytest.mark.pure
FILES = ("full", "light")


@pytest.fixture
def shop(make):
    prices = make_shop_list(make.make_studio())
    make_product(prices, "Odbitka „matowa”", {"10×15": 150, "A4": 900}, stock=5)
    partner = make_partner(prices.studio, prices, discount_bp=1000)
    token_of(partner)
    write(partner)
    return partner.shops[0]


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_from_disk_with_the_headers_that_partners_go_by(server, shop, name):
    """iof.md 9.1, 9.5, 9.28, 9.31."""
    status, headers, body = ask(server, address(shop, f"{name}.xml"))
    assert (status, body) == (200, stored(shop)[name])
    assert headers["Content-Type"].startswith("application/xml")
    assert headers.get_all("ETag") == [f'"{hashlib.md5(body).hexdigest()}"']
    assert headers["Content-Length"] == str(len(body))
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "inline"
    assert not {"X-Accel-Redirect", "Set-Cookie", "Content-Encoding"} & set(headers)


def test_a_gateway_links_files_with_the_hashes_that_are_sent(server, shop):
    """iof.md 9.4, 9.5: each opens with the same token and nothing else."""
    links = links_in(ask(server, address(shop, "gateway.xml"))[2].decode())
    assert len(links) == 8
    for url, md5 in links:
        status, _, body = ask(server, url.removeprefix("http://localhost"))
        assert (status, hashlib.md5(body).hexdigest()) == (200, md5)


@pytest.mark.parametrize("name", ["gateway", *FILES])
def test_who_has_the_bytes_is_sent_none(server, shop, name):
    """iof.md 9.31: HEAD, ETag, 304."""
    path = address(shop, name)
    _, first, body = ask(server, path)
    status, head, nothing = ask(server, path, "HEAD")
    assert (status, nothing) == (200, b"")
    assert head["ETag"] == first["ETag"]
    assert head["Content-Length"] == str(len(body))
    for said in (
        {"If_None_Match": first["ETag"]},
        {"If_None_Match": f"W/{first['ETag']}"},
        {"If_Modified_Since": first["Last-Modified"]},
    ):
        status, again, nothing = ask(server, path, **said)
        assert (status, nothing) == (304, b"")
        assert again["Cache-Control"] == "private, no-cache"
    assert ask(server, path, If_None_Match='"x"')[0] == 200


def test_the_time_of_a_file_is_not_before_it_was_written(server, shop):
    """iof.md 9.31: or who asks by date would be sent nothing of what is new."""
    told = parsedate_to_datetime(ask(server, address(shop, "full"))[1]["Last-Modified"])
    file = db.session.scalars(db.select(FeedFile).filter_by(name="full")).one()
    assert told >= file.written_at.replace(microsecond=0)


@pytest.mark.parametrize("name", ["gateway", *FILES])
def test_packed_bytes_are_the_same_once_they_are_unpacked(server, shop, name):
    """iof.md 9.31."""
    plain = ask(server, address(shop, name))
    status, headers, packed = ask(server, address(shop, name), Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(packed) == plain[2]
    assert headers.get_all("ETag") == [f"W/{plain[1]['ETag']}"]
    assert "Accept-Encoding" in headers["Vary"]
    assert "Accept-Encoding" in plain[1]["Vary"]
    etag = headers["ETag"]
    assert ask(server, address(shop, name), Accept_Encoding="gzip", If_None_Match=etag)[0] == 304


def test_a_broken_download_goes_on_where_it_was(server, shop):
    """iof.md 9.31; what has been replaced meanwhile is sent whole."""
    whole = stored(shop)["full"]
    path, said = address(shop, "full"), {"Range": "bytes=10-19", "Accept_Encoding": "gzip"}
    status, headers, part = ask(server, path, **said)
    assert (status, part) == (206, whole[10:20])
    assert headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert "Content-Encoding" not in headers
    assert ask(server, path, Range="bytes=999999999-")[0] == 416
    status, _, body = ask(server, path, If_Range='"another"', **said)
    assert (status, body) == (200, whole)


def test_the_type_of_the_file_is_that_of_the_partners_format(server, shop):
    """I-08."""
    shop.partner.data_format = "csv"
    db.session.commit()
    write(shop.partner)
    headers = ask(server, address(shop, "full"))[1]
    assert headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["gateway", "full", "light", "full_change"])
def test_a_partner_who_is_blocked_is_refused_at_once(server, shop, name):
    """I-09, iof.md 9.29: nothing between Kadr and the partner has kept a copy."""
    path = address(shop, name)
    _, headers, body = ask(server, path)
    shop.partner.is_sharing = False
    db.session.commit()
    for said in ({}, {"If_None_Match": headers.get("ETag", "*")}, {"Range": "bytes=0-9"}):
        status, answer, refusal = ask(server, path, **said)
        assert (status, answer["Cache-Control"]) == (403, "no-store")
        assert body[:10] not in refusal
    shop.partner.is_sharing = True
    db.session.commit()
    assert ask(server, path)[0] == 200


def test_a_secret_that_was_revoked_opens_nothing(server, shop):
    """iof.md 9.28."""
    path = address(shop, "full")
    partner_tokens.revoke(partner_tokens.current_tokens(shop.partner, "feed")[-1])
    answers = [ask(server, one) for one in (path, f"/offers/kdr_nobody/{shop.code}/full")]
    assert {(status, body) for status, _, body in answers} == {(404, b"Nothing here.\n")}


@pytest.mark.parametrize(
    "path",
    [
        "/media/{key}",
        "//media/{key}",
        "/%6dedia/{key}",
        "/media/feeds/../{key}",
        "/media/feeds../{key}",
        "/media/feeds/../../secrets.env",
        "/media/feeds/%2e%2e/%2e%2e/secrets.env",
        "/offers/../media/{key}",
        "/offers/x/y/..%2f..%2f..%2fmedia%2f{key}",
        "/offers/x%0d%0aX-Accel-Redirect:%20%2fmedia%2f{key}/y/full",
        "/offers/{token}/{code}/..%2f..%2ffull",
        "/offers/{token}/{code}/full%00.xml",
    ],
)
def test_nobody_gets_past_the_permission_to_an_offer(server, shop, path):
    """iof.md 9.28, reliability A19."""
    key = db.session.scalars(db.select(FeedFile.key).filter_by(name="full")).one()
    token = address(shop).split("/")[2]
    status, headers, body = ask(server, path.format(key=key, token=token, code=shop.code))
    assert status in {400, 404}
    assert b"<product" not in body
    assert "X-Accel-Redirect" not in headers


def test_the_secret_of_an_address_stands_in_no_log_of_the_web_server(
    server, shop, make_front, tmp_path
):
    """iof.md 10: secrets in addresses end in logs. Not even when a file or all of Kadr is gone."""
    path, token = address(shop, "full"), address(shop).split("/")[2]
    storage().delete(db.session.scalars(db.select(FeedFile.key).filter_by(name="full")).one())
    assert ask(server, path)[0] == 404
    port = environment.free_port()
    alone = make_front(tmp_path / "alone", port, environment.free_port(), tmp_path)
    alone.start()
    assert ask(alone, path)[0] == 502
    alone.stop()
    for front in (server, alone):
        assert token not in front.log.read_text()
