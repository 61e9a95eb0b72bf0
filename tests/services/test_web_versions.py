"""Web versions made of finished photos."""

import hashlib
import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from extensions import db
from models.photo import Folder, Photo
from models.types import utc_now
from services import leftovers, renditions, uploads, web_choice, web_versions
from services.files import storage
from services.namesakes import Announced
from services.web_choice import Choice
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
    for wake in web_versions.waiting():
        web_versions.make(wake.row_id)
    if db.session.scalars(Photo.waiting(utc_now())).all():
        render()
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
    web_choice.change(gallery, Choice(True, 2048, 85), "Hanna")
    assert db.session.scalars(select(Photo)).one().is_ready
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


def test_another_size_makes_them_again_and_keeps_what_is_seen(gallery):
    """M-25: the originals, their previews and the web files of one's own stay."""
    add(gallery, "IMG_1.JPG", picture())
    add(gallery, "IMG_2.JPG", picture(quality=70))
    add(gallery, "IMG_2.JPG", picture(800, 600), Folder.WEB)
    render()
    made = next(one for one in web_photos(gallery) if one.made_from_sha256)
    revision, received_at, before = made.revision, made.received_at, made.storage_key
    assert web_choice.made_count(gallery) == 1
    assert web_choice.change(gallery, Choice(True, 1600, 90), "Hanna") == 1
    assert web_choice.asked_count(gallery) == 1
    render()
    assert web_choice.asked_count(gallery) == 0
    mine, again = sorted(web_photos(gallery), key=lambda one: one.width_px)
    assert (mine.width_px, again.width_px, again.height_px) == (800, 1600, 1067)
    with storage().open(again.storage_key) as file, Image.open(file) as image:
        assert image.size == (1600, 1067)
    assert (again.revision, again.received_at) == (revision, received_at)
    assert again.is_ready
    # A client may be in the middle of an archive with the one before.
    assert storage().exists(before)
    leftovers.sweep(utc_now() + timedelta(days=2))
    assert not storage().exists(before)
    assert storage().exists(again.storage_key)


def test_the_same_choice_again_makes_nothing(gallery):
    add(gallery, "IMG_1.JPG", picture())
    render()
    assert web_choice.change(gallery, Choice(True, 2048, 85), "Hanna") == 0
    web_choice.change(gallery, Choice(False, 2048, 85), "Hanna")
    assert web_choice.change(gallery, Choice(True, 2048, 85), "Hanna") == 0


@pytest.mark.parametrize(("px", "quality"), [(9000, 85), (2048, 10), (0, 85), (2048, 100)])
def test_only_what_is_on_offer_can_be_chosen(gallery, px, quality):
    with pytest.raises(web_choice.ChoiceUnknown):
        web_choice.change(gallery, Choice(True, px, quality), "Hanna")


def test_one_that_costs_workers_their_life_is_given_up(gallery):
    add(gallery, "IMG_1.JPG", picture())
    render()
    web_choice.change(gallery, Choice(True, 1600, 85), "Hanna")
    for _ in range(2):
        web_versions._claim(web_versions.waiting()[0].row_id)
        db.session.execute(db.update(Photo).values(render_lease_until=None))
        db.session.commit()
    render()
    assert web_choice.asked_count(gallery) == 0
    assert web_photos(gallery)[0].width_px == 2048


def test_a_choice_that_comes_while_one_is_made_is_not_lost(gallery, monkeypatch):
    add(gallery, "IMG_1.JPG", picture())
    render()
    web_choice.change(gallery, Choice(True, 1600, 85), "Hanna")
    photo_id = web_versions.waiting()[0].row_id
    claim = web_versions._claim

    def change_meanwhile(photo_id):
        asked_at = claim(photo_id)
        web_choice.change(gallery, Choice(True, 2560, 85), "Hanna")
        return asked_at

    monkeypatch.setattr(web_versions, "_claim", change_meanwhile)
    web_versions.make(photo_id)
    monkeypatch.undo()
    assert web_choice.asked_count(gallery) == 1
    render()
    assert web_photos(gallery)[0].width_px == 2560
