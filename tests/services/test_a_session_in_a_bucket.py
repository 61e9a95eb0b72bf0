"""The main story with files in a bucket of a real object store, told by two machines.

Uploads and pages are answered by one, pictures and offers made by another; each has a disk of its
own, and both have the database and the bucket: tests/fakes/s3.py.
"""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from extensions import db
from models.delivery import DownloadRight
from models.feed_file import FeedFile
from models.photo import Folder, Photo
from models.types import utc_now
from services import deliveries, doctor, leftovers, photos, product_pictures
from services.files import storage
from tests.conftest import enter
from tests.feeding import address, fetch, write
from tests.offering import make_partner, make_product, make_shop_list, token_of
from tests.services.test_web_versions import add, picture, render

NAMES = ("Żółw 1.JPG", "IMG_2.JPG")


@pytest.fixture
def at_the_workers(app, in_bucket, s3_server, bucket_url, tmp_path, monkeypatch):
    """From here on, things happen on the other machine."""
    theirs = s3_server.open_bucket(bucket_url, tmp_path / "workers")

    def go():
        monkeypatch.setitem(app.extensions, "kadr.storage", theirs)

    return go


@pytest.fixture
def at_the_web(app, in_bucket, monkeypatch):
    return lambda: monkeypatch.setitem(app.extensions, "kadr.storage", in_bucket)


def test_a_session_goes_from_upload_to_the_archive_of_its_client(
    app, make, at_the_workers, at_the_web
):
    """M-26, M-02, M-28."""
    gallery = make.make_gallery()
    gallery.delivery.download_right = DownloadRight.ALL
    sent = {name: picture(1200 + n, 800) for n, name in enumerate(NAMES)}
    add(gallery, "IMG_1.JPG", picture(900, 600), Folder.PROOFS)
    for name, data in sent.items():
        add(gallery, name, data)
    assert list(storage().scratch.iterdir()) == []
    at_the_workers()
    render()
    at_the_web()
    deliveries.hand_over(gallery, "Eva")
    web = enter(app, make.make_invitation(gallery))
    proof = db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS)).one()
    shown = web.get(f"/g/{web.code}/photos/{proof.id}/grid.jpg", buffered=True)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    archive = web.get(f"/g/{web.code}/delivery/full.zip", buffered=True)
    with ZipFile(io.BytesIO(archive.data)) as taken:
        assert {name: taken.read(name) for name in taken.namelist()} == sent
    tail = web.get(
        f"/g/{web.code}/delivery/full.zip", headers={"Range": "bytes=5000-"}, buffered=True
    )
    assert tail.data == archive.data[5000:]


def test_what_is_deleted_is_gone_from_the_bucket_and_what_is_lost_is_found(make, at_the_workers):
    gallery = make.make_gallery()
    kept, gone = (add(gallery, name, picture(900 + len(name), 600)) for name in NAMES)
    render()
    photos.delete_photo(gone)
    assert not [finding for finding in doctor._files() if finding.fault]
    storage().put(f"galleries/{gallery.id}/full/lost", b"no row names it")
    assert leftovers.sweep(utc_now() + timedelta(days=2)) == 1
    storage().delete(kept.storage_key)
    faults = [finding.fault for finding in doctor._files() if finding.fault]
    assert faults == [f"1 missing or cut, first: {kept.storage_key}"]


def test_an_offer_written_by_one_machine_is_read_from_another(
    web, make, at_the_workers, at_the_web
):
    """I-09."""
    prices = make_shop_list(make.make_studio())
    product = make_product(prices, "Odbitka", {"10×15": 150}, stock=5)
    product_pictures.receive(product, "a.jpg", io.BytesIO(picture(900, 600)))
    partner = make_partner(prices.studio, prices)
    token_of(partner)
    at_the_workers()
    write(partner)
    at_the_web()
    answer = fetch(web, address(partner.shops[0], "full"))
    file = db.session.scalars(db.select(FeedFile).filter_by(name="full")).one()
    assert (answer.status_code, len(answer.data)) == (200, file.size_bytes)
    assert fetch(web, address(partner.shops[0], "gateway")).status_code == 200


def test_a_server_that_is_away_loses_nothing_and_says_so(
    app, make, s3_server, tmp_path, monkeypatch
):
    gallery = make.make_gallery()
    away = s3_server.open_bucket("http://127.0.0.1:9/kadr", tmp_path / "away", retries=0)
    monkeypatch.setitem(app.extensions, "kadr.storage", away)
    with pytest.raises(OSError, match="EndpointConnectionError"):
        add(gallery, "IMG_1.JPG", picture(900, 600))
    assert db.session.scalars(Photo.in_folder(gallery.id, Folder.FULL)).all() == []
    faults = {finding.check: finding.fault for finding in doctor._storage()}
    assert "EndpointConnectionError" in faults["storage can be written"]
