"""What a studio may keep: nobody gets past it, and it is told before the bytes are sent."""

from io import BytesIO

import pytest

from extensions import db
from models import Folder, Gallery, Photo, Rendition, StudioUsage
from models.types import utc_now
from services import partner_files, product_pictures, quotas, uploads, usage
from services.files import storage
from services.namesakes import Announced
from tests.blueprints.studio.uploading import head, jpeg, put, sha256
from tests.conftest import sign_in
from tests.offering import make_partner, make_product, make_shop_list
from tests.services.test_pressing_at_once import at_once


@pytest.fixture
def gallery(make):
    return make.make_gallery()


def allow(studio, size_bytes):
    studio.quota_bytes = size_bytes
    db.session.commit()


def weighing(photo, size_bytes):
    photo.size_bytes = size_bytes
    db.session.commit()


def send(gallery, data, name="IMG_1.JPG"):
    announced = Announced(sha256(data), name, len(data), "", "", actor="Ewa")
    return uploads.receive(gallery, Folder.PROOFS, announced, BytesIO(data))


def test_a_file_over_the_quota_is_refused_and_a_smaller_one_still_fits(app, gallery, make):
    """reliability.md 5.2.4: the reason stands beside that file, in the person's language."""
    web = sign_in(app, make.make_user(gallery.studio))
    allow(gallery.studio, 10_000)
    assert put(web, gallery, jpeg(8_000, seed=1), name="IMG_1.JPG").status_code == 200
    refused = put(web, gallery, jpeg(3_000, seed=2), name="IMG_2.JPG")
    assert (refused.status_code, refused.json["reason"]) == (507, "OverQuota")
    assert refused.json["detail"].startswith("Na ten plik nie ma już miejsca")
    assert put(web, gallery, jpeg(2_000, seed=3), name="IMG_3.JPG").status_code == 200
    told = head(web, gallery, jpeg(3_000, seed=4), name="IMG_4.JPG")
    assert told.headers["Refusal-Reason"] == "OverQuota"


def test_a_studio_without_a_value_of_its_own_has_that_of_the_installation(
    app, gallery, monkeypatch
):
    studio = gallery.studio
    assert quotas.limit_bytes(studio) is None
    monkeypatch.setitem(app.config, "STUDIO_QUOTA_GB", 2)
    assert quotas.limit_bytes(studio) == 2_000_000_000
    studio.quota_bytes = 0
    assert quotas.limit_bytes(studio) is None


def test_many_who_send_at_once_do_not_get_past_it_together(app, gallery):
    """The bound: not by a byte, however many come."""
    allow(gallery.studio, 5_000)
    gallery_id = gallery.id

    def one(n):
        return send(db.session.get_one(Gallery, gallery_id), jpeg(2_000, seed=n), f"IMG_{n}.JPG")

    results = at_once(app, 6, one)
    refused = [one for one in results if isinstance(one, quotas.OverQuota)]
    assert len(refused) == 4
    assert quotas.used_bytes(gallery.studio_id) == 4_000
    named = set(db.session.scalars(db.select(Photo.storage_key)))
    assert set(storage().list("galleries")) == named


def test_replacing_a_photo_needs_room_only_for_what_is_more(app, gallery):
    allow(gallery.studio, 5_000)
    send(gallery, jpeg(4_000, seed=1))
    announced = Announced("x" * 8, "IMG_1.JPG", 4_500, "replace", "", actor="Ewa")
    uploads.receive(gallery, Folder.PROOFS, announced, BytesIO(jpeg(4_500, seed=2)))
    assert quotas.used_bytes(gallery.studio_id) == 4_500


def test_what_is_deleted_gives_its_room_back_at_once(gallery):
    allow(gallery.studio, 5_000)
    send(gallery, jpeg(4_000, seed=1))
    db.session.execute(db.delete(Photo))
    db.session.commit()
    assert send(gallery, jpeg(4_000, seed=2)) is not None


def test_what_kadr_makes_itself_does_not_count(gallery, make):
    weighing(make.make_photo(gallery, folder=Folder.WEB, made_from_sha256="a" * 64), 9_000)
    assert quotas.used_bytes(gallery.studio_id) == 0


def test_files_of_partners_and_pictures_of_products_count_as_well(make):
    studio = make.make_studio()
    prices = make_shop_list(studio)
    partner, product = make_partner(studio, prices), make_product(prices)
    product_pictures.receive(product, "album.jpg", BytesIO(jpeg(3_000, seed=1)))
    partner_files.receive(partner, "print.jpg", BytesIO(jpeg(4_000, seed=2)))
    assert quotas.used_bytes(studio.id) == 7_000
    allow(studio, 8_000)
    with pytest.raises(quotas.OverQuota):
        product_pictures.receive(product, "other.jpg", BytesIO(jpeg(3_000, seed=3)))
    with pytest.raises(quotas.OverQuota):
        partner_files.receive(partner, "other.jpg", BytesIO(jpeg(3_000, seed=4)))
    assert len(list(storage().list("products"))) == len(list(storage().list("partners"))) == 1


def test_the_room_of_every_studio_is_counted_kind_by_kind(gallery, make):
    photo = make.make_photo(gallery)
    weighing(photo, 700)
    for kind in photo.rendition_kinds:
        key = photo.rendition_key(kind)
        made = {"kind": kind, "key": key, "width_px": 1, "height_px": 1, "size_bytes": 4}
        photo.renditions.append(Rendition(**made))
    weighing(make.make_photo(gallery, folder=Folder.FULL), 900)
    weighing(make.make_photo(make.make_gallery()), 50)
    assert usage.count(utc_now()) == 2
    assert usage.count(utc_now()) == 2
    own = db.select(StudioUsage).filter_by(studio_id=gallery.studio_id).order_by(StudioUsage.kind)
    told = [(row.kind, row.file_count, row.size_bytes) for row in db.session.scalars(own)]
    assert told == [("finished", 1, 900), ("previews", 3, 12), ("proofs", 1, 700)]


def test_the_studio_sees_what_is_used_where_it_uploads_and_in_its_settings(app, gallery, make):
    """M-23: the quota is visible."""
    web = sign_in(app, make.make_user(gallery.studio))
    allow(gallery.studio, 10_000_000_000)
    weighing(make.make_photo(gallery), 2_500_000_000)
    for page in (f"/studio/galleries/{gallery.id}/photos", "/studio/settings"):
        text = web.get(page).text.replace("\xa0", " ")
        assert "Zajęte: 2,5 GB z 10 GB." in text
        assert "Twoje miejsce" in text
    allow(gallery.studio, None)
    assert "bez limitu" in web.get("/studio/settings").text
