"""Photos of one moment find each other; the others do not."""

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PIL import Image

from extensions import db
from media.similarity import ALIKE_BITS, fingerprint_of
from models import Photo
from models.types import utc_now
from services import bursts, photos, renditions
from services.bursts import Shot, together
from services.files import storage
from tests.media import pictures

NOON = datetime(2026, 6, 20, 12, 0, 0)
SUBJECT, OTHER = 0, -1
A_LITTLE = 2**ALIKE_BITS - 1  # so many bits
TOO_MUCH = 2 ** (ALIKE_BITS + 1) - 1


def groups(*shots):
    """Names of shots (seconds, hash) by burst: a for the first shot, b for the second, …"""
    taken = [
        Shot(number, NOON + timedelta(seconds=second), picture)
        for number, (second, picture) in enumerate(shots)
    ]
    return ["".join("abcdefgh"[shot.id] for shot in burst) for burst in together(taken)]


def test_shots_one_after_another_that_are_alike_are_a_burst():
    assert groups((0, SUBJECT), (1, A_LITTLE), (3, SUBJECT)) == ["abc"]


def test_an_hour_later_the_same_subject_is_another_moment():
    assert groups((0, SUBJECT), (3600, SUBJECT)) == []


def test_another_subject_in_the_same_second_is_not_in_the_burst():
    assert groups((0, SUBJECT), (0, TOO_MUCH), (0, OTHER)) == []


def test_two_cameras_at_once_make_two_bursts():
    assert groups((0, SUBJECT), (0, OTHER), (1, A_LITTLE), (1, OTHER)) == ["ac", "bd"]


def test_a_failed_flash_does_not_end_a_burst():
    assert groups((0, SUBJECT), (1, OTHER), (2, SUBJECT)) == ["ac"]


def test_a_slow_turn_stays_one_burst():
    """Each is like the one before it, the last is unlike the first."""
    assert groups((0, 0), (2, 0xFF), (4, 0xFFFF), (6, 0xFFFFFF)) == ["abcd"]


def test_a_pause_longer_than_five_seconds_ends_a_burst():
    assert groups((0, SUBJECT), (5, SUBJECT), (11, SUBJECT), (12, SUBJECT)) == ["ab", "cd"]


@pytest.fixture
def shoot(make):
    """Makes photos of one gallery: `shoot(second, hash)`."""
    gallery = make.make_gallery()
    number = count(1)

    def shoot(second, picture=SUBJECT, **values):
        taken = None if second is None else NOON + timedelta(seconds=second)
        name = f"IMG_{next(number):04}.JPG"
        hashes = {"captured_at": taken, "similarity_hash": picture}
        return make.make_photo(gallery, name, **hashes | values)

    shoot.gallery = gallery
    return shoot


def burst_ids(gallery):
    db.session.expire_all()
    found = db.session.query(Photo).filter_by(gallery_id=gallery.id).order_by(Photo.id)
    return [photo.burst_id for photo in found]


def test_photos_of_a_burst_share_the_id_of_the_first(shoot):
    first = shoot(0)
    shoot(1), shoot(600), shoot(None)
    assert bursts.find(shoot.gallery.id)
    assert burst_ids(shoot.gallery) == [first.id, first.id, None, None]


def test_finding_twice_changes_nothing(shoot):
    shoot(0), shoot(1)
    bursts.find(shoot.gallery.id)
    found = burst_ids(shoot.gallery)
    bursts.find(shoot.gallery.id)
    assert burst_ids(shoot.gallery) == found


def test_nothing_is_written_while_a_preview_is_missing(shoot):
    shoot(0), shoot(1)
    late = shoot(2, rendered_at=None)
    assert not bursts.find(shoot.gallery.id)
    assert set(burst_ids(shoot.gallery)) == {None}
    late.rendered_at = utc_now()
    db.session.commit()
    assert bursts.find(shoot.gallery.id)
    assert len(set(burst_ids(shoot.gallery))) == 1


def test_a_photo_nobody_can_read_does_not_hold_the_others_up(shoot):
    shoot(0), shoot(1)
    shoot(None, None, rendered_at=None, failed_at=utc_now())
    assert bursts.find(shoot.gallery.id)


def test_photos_of_another_gallery_and_finished_ones_do_not_count(shoot, make):
    shoot(0), shoot(1, folder="full")
    make.make_photo(captured_at=NOON, similarity_hash=SUBJECT)
    bursts.find(shoot.gallery.id)
    assert set(burst_ids(shoot.gallery)) == {None}


def test_a_photo_added_in_front_gives_the_burst_its_id(shoot):
    shoot(1), shoot(2)
    bursts.find(shoot.gallery.id)
    earlier = shoot(0)
    bursts.find(shoot.gallery.id)
    assert set(burst_ids(shoot.gallery)) == {earlier.id}


def test_a_photo_that_is_deleted_leaves_its_burst(shoot):
    first, second, third = shoot(0), shoot(1), shoot(2)
    bursts.find(shoot.gallery.id)
    photos.delete_photo(first)
    assert burst_ids(shoot.gallery) == [second.id, second.id]
    photos.delete_photo(db.session.get(Photo, third.id))
    assert burst_ids(shoot.gallery) == [None]


def test_a_photo_replaced_by_one_without_a_time_leaves_its_burst(shoot):
    shoot(0)
    second = shoot(1)
    bursts.find(shoot.gallery.id)
    second.captured_at = None
    db.session.commit()
    bursts.find(shoot.gallery.id)
    assert burst_ids(shoot.gallery) == [None, None]


@pytest.fixture
def upload(shoot, tmp_path):
    """Puts a real JPEG behind a photo that waits for its previews."""

    def upload(second, image, **values):
        values = {"rendered_at": None, "width_px": None, "height_px": None} | values
        photo = shoot(None, None, **values)
        taken = NOON + timedelta(seconds=second)
        exif = pictures.camera_exif(taken=taken.strftime("%Y:%m:%d %H:%M:%S"))
        storage().put(photo.storage_key, pictures.saved(image, exif=exif))
        return photo

    return upload


def test_making_previews_finds_the_bursts(shoot, upload):
    scene, turned = pictures.quarters(), pictures.quarters().transpose(Image.Transpose.ROTATE_180)
    uploaded = [upload(0, scene), upload(2, scene), upload(3, turned)]
    for photo in uploaded:
        assert set(burst_ids(shoot.gallery)) == {None}
        renditions.make(photo.id)
    assert burst_ids(shoot.gallery) == [uploaded[0].id, uploaded[0].id, None]


def test_older_photos_get_their_fingerprints_afterwards(shoot, upload):
    """An installation from before similar shots: `flask find-similar` asks, a worker makes."""
    scene = pictures.quarters()
    old = [upload(second, scene, rendered_at=utc_now()) for second in (0, 1)]
    for second, photo in enumerate(old):
        photo.captured_at = NOON + timedelta(seconds=second)
    db.session.commit()
    assert bursts.ask_for_fingerprints() == 2
    for photo in old:
        bursts.fingerprint(photo.id)
    db.session.expire_all()
    path = Path(storage().local_path(old[0].storage_key))
    assert old[0].similarity_hash == fingerprint_of(path, "jpeg")
    assert burst_ids(shoot.gallery) == [old[0].id, old[0].id]
    assert bursts.ask_for_fingerprints() == 0


def test_a_lost_original_is_left_without_a_fingerprint(shoot):
    photo = shoot(0, None)
    bursts.fingerprint(photo.id)
    assert photo.similarity_hash is None
