"""Pictures of products: taken in, prepared in the worker, shown to partners (issue 7)."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from PIL import Image

from extensions import db
from models import OfferSettings, ProductPicture
from models.types import utc_now
from services import doctor, leftovers, picture_preparing, product_pictures, renditions
from services.files import storage
from tests.media.pictures import camera_exif, saved
from tests.services.picturing import add, photo, prepare

DATA = Path(os.environ.get("KADR_TEST_DATA", "/nowhere"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="KADR_TEST_DATA is not set")


@pytest.fixture
def product(make):
    return make.make_product(make.make_shop_list(make.make_studio()))


def bytes_of(key):
    with storage().open(key) as file:
        return file.read()


def version_of(product):
    db.session.expire_all()
    assert product.version == db.session.get(OfferSettings, product.studio_id).version
    return product.version


def test_a_picture_is_prepared_in_two_sizes_with_their_hashes(product):
    """I-13: at most 1600 and 240 px, the true sides and the MD5 of the very bytes."""
    picture = add(product, photo())
    assert picture.state == "waiting"
    source = picture.source_key
    prepare()
    assert picture.state == "ready"
    for key, md5, sides in (
        (picture.key, picture.md5, (picture.width, picture.height)),
        (picture.icon_key, picture.icon_md5, (picture.icon_width, picture.icon_height)),
    ):
        data = bytes_of(key)
        assert hashlib.md5(data, usedforsecurity=False).hexdigest() == md5
        assert Image.open(io.BytesIO(data)).size == sides
        assert key.startswith(f"products/{product.id}/{picture.marker}")
    assert (picture.width, picture.height) == (1600, 1067)
    assert (picture.icon_width, picture.icon_height) == (240, 160)
    assert not storage().exists(source)


def test_a_small_picture_is_never_enlarged_and_transparency_becomes_white(product):
    image = Image.new("RGBA", (100, 50), (0, 0, 0, 0))
    picture = add(product, saved(image, "PNG"), "logo.png")
    prepare()
    assert (picture.width, picture.height, picture.icon_width) == (100, 50, 100)
    assert Image.open(io.BytesIO(bytes_of(picture.key))).getpixel((50, 25)) == (255, 255, 255)


def nothing_is_told_of_the_camera(data):
    image = Image.open(io.BytesIO(data))
    hidden = {"exif", "icc_profile", "xmp", "photoshop", "comment", "mp"} & set(image.info)
    markers = [data[at + 1] for at in range(2, data.index(b"\xff\xda")) if data[at] == 0xFF]
    return not image.getexif() and not hidden and not set(range(0xE1, 0xF0)) & set(markers)


def test_nothing_of_the_camera_is_left_in_it(product):
    """A17: no place, no serial number, no thumbnail, no owner."""
    picture = add(product, photo(exif=camera_exif(orientation=6)))
    prepare()
    for key in (picture.key, picture.icon_key):
        assert nothing_is_told_of_the_camera(bytes_of(key))
        assert b"SERIAL-12345" not in bytes_of(key)
    assert picture.height > picture.width


@needs_data
def test_nothing_is_left_of_what_real_cameras_and_leaking_files_hold(product):
    """A17."""
    names = ("exif_gps_home", "exif_thumbnail_leak", "xmp_gps", "comment_php", "exif_html")
    real = [*(DATA / "photos").glob("*.jpg"), *(DATA / "photos").glob("*.heic")]
    for path in (*real, *(DATA / "hostile" / "generated" / f"{name}.jpg" for name in names)):
        picture = add(product, path.read_bytes(), path.name)
        prepare()
        assert picture.state == "ready", path.name
        assert nothing_is_told_of_the_camera(bytes_of(picture.key)), path.name
        assert nothing_is_told_of_the_camera(bytes_of(picture.icon_key)), path.name
        product_pictures.remove(picture)


def test_a_picture_that_cannot_be_read_says_why_and_may_be_tried_again(product):
    picture = add(product, photo()[:3000])
    prepare()
    assert (picture.state, picture.failure) == ("failed", "truncated")
    assert picture_preparing.waiting() == []
    product_pictures.retry(picture)
    db.session.expire_all()
    assert (picture.state, picture.failure) == ("waiting", "")


def test_a_worker_that_dies_leaves_it_waiting_and_the_second_death_asks_a_person(
    product, monkeypatch
):
    """The sweep asks again; nothing half prepared is ever shown."""

    def die(_path):
        raise KeyboardInterrupt

    picture = add(product, photo())
    with monkeypatch.context() as patched:
        patched.setattr(picture_preparing, "_prepared", die)
        for state in ("waiting", "failed"):
            assert renditions.relay() == 1
            with pytest.raises(KeyboardInterrupt):
                picture_preparing.prepare(picture.id)
            db.session.expire_all()
            assert (picture.state, picture.key) == (state, None)
    assert renditions.relay() == 0
    product_pictures.retry(picture)
    prepare()
    assert picture.state == "ready"


def test_prepared_twice_at_once_it_keeps_its_bytes_and_counts_once(product):
    picture = add(product, photo())
    source = storage().local_path(picture.source_key).read_bytes()
    prepare()
    before, version = bytes_of(picture.key), version_of(product)
    storage().put(f"{picture.new_key}.source", source)
    facts = {"key": picture.key, "icon_key": picture.icon_key}
    picture_preparing._finish(picture.id, f"{picture.new_key}.source", facts)
    assert bytes_of(picture.key) == before
    assert version_of(product) == version
    assert not storage().exists(f"{picture.new_key}.source")


def test_one_that_was_removed_while_it_was_prepared_leaves_no_file(product):
    picture = add(product, photo())
    picture_id, source, key = picture.id, picture.source_key, picture.new_key
    claimed = picture_preparing._claim(picture_id)
    assert claimed == (source, key)
    product_pictures.remove(picture)
    storage().put(f"{key}.jpg", b"made meanwhile")
    storage().put(f"{key}-icon.jpg", b"made meanwhile")
    facts = {"key": f"{key}.jpg", "icon_key": f"{key}-icon.jpg"}
    picture_preparing._finish(picture_id, source, facts)
    assert list(storage().list("products")) == []


def test_the_offer_changes_when_a_picture_is_ready_sorted_or_removed_and_not_before(product):
    """I-13: partners learn of every change of the pictures."""
    versions = [version_of(product)]
    pictures = [add(product, photo()), add(product, photo(300, 200))]
    assert version_of(product) == versions[0]
    prepare()
    versions.append(version_of(product))
    product_pictures.move(pictures[1], -1)
    versions.append(version_of(product))
    product_pictures.remove(pictures[0])
    versions.append(version_of(product))
    assert versions == sorted(set(versions))


def test_pictures_keep_the_order_they_are_given(product):
    pictures = [add(product, photo(60 + n, 40), f"{n}.jpg") for n in range(3)]
    product_pictures.move(pictures[2], -1)
    product_pictures.move(pictures[0], -1)
    db.session.expire_all()
    assert [one.filename for one in product.pictures] == ["0.jpg", "2.jpg", "1.jpg"]
    product_pictures.move(pictures[0], 5)
    db.session.expire_all()
    assert [one.filename for one in product.pictures] == ["2.jpg", "1.jpg", "0.jpg"]


def test_a_removed_picture_takes_its_files_along(product):
    picture = add(product, photo(60, 40))
    prepare()
    product_pictures.remove(picture)
    assert list(storage().list("products")) == []
    assert db.session.get(ProductPicture, picture.id) is None


def age(key, days=2):
    path = storage().local_path(key)
    then = path.stat().st_mtime - days * 86_400
    os.utime(path, (then, then))


def test_leftovers_are_swept_and_pictures_stay(product):
    picture = add(product, photo(60, 40))
    prepare()
    waiting = add(product, photo(60, 40))
    storage().put(f"products/{product.id}/{'0' * 32}.source", b"died before its row")
    for key in list(storage().list("products")):
        age(key)
    assert leftovers.sweep(utc_now()) == 1
    kept = {picture.key, picture.icon_key, waiting.source_key}
    assert set(storage().list("products")) == kept


def test_the_doctor_knows_the_pictures(product):
    picture = add(product, photo(60, 40))
    prepare()
    found = {one.check: one.fault for one in doctor._files()}
    assert found["2 files of product_pictures"] == ""
    assert found["files without a row"] == ""
    storage().delete(picture.icon_key)
    assert "1 missing" in {o.check: o.fault for o in doctor._files()}["2 files of product_pictures"]
