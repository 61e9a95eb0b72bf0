"""Web versions made of finished photos."""

import hashlib
import io

import pytest
from PIL import Image
from sqlalchemy import select

from extensions import db
from models.delivery import DownloadRight
from models.photo import Folder, Photo
from models.types import utc_now
from services import deliveries, renditions, uploads
from services.files import storage
from services.uploads import Announced
from tests.media.pictures import quarters, saved


@pytest.fixture
def gallery(make):
    """A session whose web versions are made by Kadr."""
    gallery = make.make_gallery()
    gallery.delivery.makes_web_version = True
    db.session.commit()
    return gallery


def add(gallery, filename, data, folder=Folder.FULL, same_name=""):
    announced = Announced(hashlib.sha256(data).hexdigest(), filename, len(data), same_name)
    return uploads.receive(gallery, folder, announced, io.BytesIO(data))


def render():
    while waiting := db.session.scalars(Photo.waiting(utc_now())).all():
        for photo_id in waiting:
            renditions.make(photo_id)
    db.session.expire_all()


def web_photos(gallery):
    return db.session.scalars(Photo.in_folder(gallery.id, Folder.WEB)).all()


def picture(width_px=3000, height_px=2000, format="JPEG", **options):
    return saved(quarters(width_px, height_px), format, **options)


def test_each_finished_photo_gets_one_and_stays_as_it_came(gallery):
    """M-25."""
    originals = {f"IMG_{n}.JPG": picture(quality=90 - n) for n in range(3)}
    for name, data in originals.items():
        add(gallery, name, data)
    render()
    found = web_photos(gallery)
    assert [web.filename for web in found] == list(originals)
    for web in found:
        with storage().open(web.storage_key) as file, Image.open(file) as image:
            assert (image.format, image.size) == ("JPEG", (2048, 1365))
            assert not image.getexif()
        assert web.is_ready
        assert web.size_bytes == storage().size(web.storage_key)
    full = db.session.scalars(Photo.in_folder(gallery.id, Folder.FULL)).all()
    for photo in full:
        with storage().open(photo.storage_key) as file:
            assert file.read() == originals[photo.filename]


def test_nobody_gets_one_unasked(make):
    """M-25."""
    gallery = make.make_gallery()
    add(gallery, "IMG_1.JPG", picture())
    render()
    assert web_photos(gallery) == []


def test_switching_it_on_makes_those_of_photos_that_are_here(make):
    """M-25."""
    gallery = make.make_gallery()
    add(gallery, "IMG_1.TIF", picture(format="TIFF"))
    render()
    deliveries.change_delivery(gallery.delivery, DownloadRight.ALL, makes_web_version=True)
    render()
    assert [web.filename for web in web_photos(gallery)] == ["IMG_1.jpg"]


def test_one_uploaded_by_hand_is_left_alone(gallery):
    """M-25."""
    mine = picture(800, 600)
    add(gallery, "IMG_1.JPG", mine, Folder.WEB)
    add(gallery, "IMG_1.JPG", picture())
    render()
    (web,) = web_photos(gallery)
    assert web.sha256 == hashlib.sha256(mine).hexdigest()


def test_a_replaced_photo_replaces_its_web_version(gallery):
    """M-25, M-26."""
    add(gallery, "IMG_1.JPG", picture())
    render()
    (before,) = web_photos(gallery)
    old, revision = before.sha256, before.revision
    add(gallery, "IMG_1.JPG", picture(2000, 3000), same_name="replace")
    render()
    (after,) = web_photos(gallery)
    assert after.id == before.id
    assert after.sha256 != old
    assert after.revision != revision
    assert (after.width_px, after.height_px) == (1365, 2048)


def test_two_photos_of_one_name_get_one_each(gallery):
    """M-26."""
    add(gallery, "IMG_1.JPG", picture())
    render()
    add(gallery, "IMG_1.JPG", picture(2000, 3000), same_name="keep")
    render()
    assert len(web_photos(gallery)) == 2


def test_two_files_with_the_same_pixels_share_one(gallery):
    """M-25."""
    add(gallery, "IMG_1.PNG", picture(format="PNG"))
    add(gallery, "IMG_2.PNG", picture(format="PNG", compress_level=1))
    render()
    assert len(web_photos(gallery)) == 1
    waiting = select(Photo).where(Photo.rendered_at.is_(None))
    assert db.session.scalars(waiting).all() == []


def test_a_damaged_photo_gets_none(gallery):
    """M-26."""
    data = picture(format="PNG")
    middle = len(data) // 2
    add(gallery, "IMG_1.PNG", data[:middle] + b"damage" + data[middle + 6 :])
    render()
    assert db.session.scalars(select(Photo)).one().state == "failed"
