"""Stored photos are read again night by night, and one that changed on the disk is found."""

from datetime import timedelta
from hashlib import sha256

import pytest

from extensions import db
from models import Examination, PhotoCheck
from models.types import utc_now
from services import doctor, examinations, rereading, schedule
from services.files import storage


@pytest.fixture
def photos(make):
    """Four photos whose bytes are on the disk, received a day ago."""
    gallery = make.make_gallery()
    made = [make.make_photo(gallery) for _ in range(4)]
    for number, photo in enumerate(made):
        content = b"photo %d" % number
        photo.sha256, photo.size_bytes = sha256(content).hexdigest(), len(content)
        photo.received_at = utc_now() - timedelta(days=1)
        storage().put(photo.storage_key, content)
    db.session.commit()
    return made


def checks():
    rows = db.session.scalars(db.select(PhotoCheck).order_by(PhotoCheck.photo_id))
    return [row.fault for row in rows]


def test_every_photo_is_read_once_a_night(photos):
    assert rereading.read_some(utc_now()) == 4
    told = rereading.progress()
    assert (told.total, told.checked, told.wrong) == (4, 4, 0)
    assert told.oldest_at is not None


def test_a_changed_byte_and_a_lost_file_are_found_and_named(photos):
    storage().put(photos[1].storage_key, b"photo X")
    storage().delete(photos[2].storage_key)
    rereading.read_some(utc_now())
    assert checks() == ["", "changed", "missing", ""]
    faults = [one.fault for one in doctor.examine() if "read again" in one.check]
    assert faults == [f"2 not as they were received, first: {photos[1].storage_key} (changed)"]


def test_when_time_is_over_the_next_night_goes_on_from_there(photos, monkeypatch):
    monkeypatch.setattr(rereading, "BATCH", 3)
    monkeypatch.setattr(rereading.time, "monotonic", iter([0, 10**6]).__next__)
    assert rereading.read_some(utc_now()) == 3
    monkeypatch.undo()
    first = db.session.get(PhotoCheck, photos[3].id)
    assert first is None
    monkeypatch.setattr(rereading, "BATCH", 1)
    monkeypatch.setattr(rereading.time, "monotonic", iter([0, 10**6]).__next__)
    rereading.read_some(utc_now())
    assert db.session.get(PhotoCheck, photos[3].id) is not None


def test_a_replaced_photo_counts_as_not_read(photos):
    rereading.read_some(utc_now())
    photos[0].sha256 = sha256(b"another").hexdigest()
    db.session.commit()
    assert rereading.progress().checked == 3


def test_nothing_read_is_no_success(photos):
    """reliability.md 1.1: a walk that claimed success on 0 files."""
    with pytest.raises(rereading.NothingRead):
        rereading.read_some(utc_now() - timedelta(days=2))


def test_an_installation_without_photos_has_nothing_to_read(app):
    assert rereading.read_some(utc_now()) == 0


def test_switched_off_it_reads_nothing(app, photos, monkeypatch):
    monkeypatch.setitem(app.config, "CHECKSUM_MINUTES", 0)
    assert rereading.read_some(utc_now()) == 0


def test_the_night_s_look_is_written_down(photos):
    examinations.examine(utc_now())
    kept = db.session.scalar(Examination.newest())
    assert kept.check_count > 5
    assert ["redis", "away: ConnectionError"] in kept.faults


def test_long_work_is_left_to_a_process_beside_the_schedule(photos):
    now = utc_now()
    schedule.run_due(now)
    assert checks() == []
    assert schedule.is_long_due(now)
    assert schedule.run_due(now, long=True) == 2
    assert checks() == ["", "", "", ""]
    assert not schedule.is_long_due(now)
