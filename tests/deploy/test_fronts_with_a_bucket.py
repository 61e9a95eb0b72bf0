"""The rules of nginx and Caddy serve what lies in a bucket, too: by what Kadr has fetched of it."""

import gzip
import hashlib

import pytest

from extensions import db
from models.delivery import DownloadRight
from models.photo import Folder, Rendition
from services import deliveries
from tests import factories
from tests.conftest import enter
from tests.deploy.asking import ask
from tests.feeding import address, stored, write
from tests.offering import make_partner, make_product, make_shop_list, token_of

pytestmark = pytest.mark.pure
BODY = bytes(range(256)) * 400


@pytest.fixture
def shared(in_bucket, server):
    """A web server in front of a Kadr whose files are in a bucket."""
    return server


def as_client(app, server, gallery, path, **headers):
    browser = enter(app, gallery.invitations[0])
    home = f"/g/{browser.code}"
    cookie = browser.get_cookie("kadr_grant", path=home)
    return ask(server, f"{home}{path}", Cookie=f"kadr_grant={cookie.value}", **headers)


def test_a_finished_photo_is_sent_whole_and_continued(app, shared, in_bucket):
    photo = factories.make_photo(filename="Łódź.jpg", folder=Folder.FULL)
    photo.gallery.delivery.download_right = DownloadRight.ALL
    in_bucket.put(photo.storage_key, BODY)
    db.session.commit()
    deliveries.hand_over(photo.gallery, "Eva")
    path = f"/delivery/full/{photo.id}"
    status, headers, body = as_client(app, shared, photo.gallery, path)
    assert (status, body) == (200, BODY)
    assert headers["Content-Disposition"].endswith("%C5%81%C3%B3d%C5%BA.jpg")
    status, _, body = as_client(app, shared, photo.gallery, path, Range="bytes=1000-1999")
    assert (status, body) == (206, BODY[1000:2000])


def test_a_picture_of_the_wall_comes_by_its_lane_and_stays_in_the_browser(app, shared, in_bucket):
    photo = factories.make_photo()
    row = Rendition(kind="grid", key=photo.rendition_key("grid"))
    row.width_px = row.height_px = row.size_bytes = 1
    photo.renditions.append(row)
    photo.rendered_at = photo.received_at
    in_bucket.put(row.key, b"picture")
    db.session.commit()
    path = f"/photos/{photo.id}/grid.jpg?v={photo.revision}"
    status, headers, body = as_client(app, shared, photo.gallery, path)
    assert (status, body) == (200, b"picture")
    assert "immutable" in headers["Cache-Control"]


def test_a_file_of_an_offer_is_packed_and_tagged(app, shared):
    """iof.md 9.5, 9.31."""
    prices = make_shop_list(factories.make_studio())
    make_product(prices, "Odbitka", {"10×15": 150}, stock=5)
    partner = make_partner(prices.studio, prices)
    token_of(partner)
    write(partner)
    shop = partner.shops[0]
    path = address(shop, "full.xml")
    status, headers, body = ask(shared, path, Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    whole = gzip.decompress(body)
    assert whole == stored(shop)["full"]
    assert headers["ETag"] == f'W/"{hashlib.md5(whole).hexdigest()}"'
    assert ask(shared, path, If_None_Match=headers["ETag"])[0] == 304
