"""The volume of the photos is full, the database is not: what is made waits for room."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from extensions import db
from models import OutboxEntry, Photo
from models.types import utc_now
from services import outbox, renditions
from services.files import storage
from tests.faults.acts import SendingAPhoto
from tests.faults.plant import Plant, running
from tests.faults.small_disk import SmallDisk, mounted
from tests.invariants import assert_invariants
from tests.media.pictures import quarters

DISK_MB, TRIES = 32, 4
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def disk(tmp_path_factory) -> Iterator[SmallDisk]:
    media = tmp_path_factory.mktemp("instance") / "media"
    media.mkdir()
    with mounted(media, DISK_MB) as disk:
        yield disk


@pytest.fixture(scope="module")
def plant(disk) -> Iterator[Plant]:
    with running(disk.ballast.parents[1]) as plant:
        yield plant


def test_a_photo_whose_pictures_found_no_room_is_not_taken_for_a_hostile_one(plant, disk, workers):
    """F17: however often it is tried meanwhile, it is rendered once there is room."""
    act = SendingAPhoto(plant)
    act.prepare()
    picture = io.BytesIO()
    quarters().save(picture, "JPEG")
    act.data = picture.getvalue()
    assert act.send().status_code == 200
    disk.fill()
    for _ in range(TRIES):
        workers.work("renditions")
        let_leases_end()
        renditions.relay()
    disk.free()
    workers.work("renditions")
    db.session.expire_all()
    (photo,) = db.session.scalars(select(Photo).where(Photo.gallery_id == act.gallery.id))
    assert photo.state == "ready"
    assert_invariants(plant.smtp, files=storage())


def test_a_document_that_found_no_room_is_printed_later(plant, disk, workers):
    """F17: its promise waits like every other; nobody has to press anything."""
    order = plant.order()
    disk.fill()
    for _ in range(TRIES):
        workers.work("documents")
        let_leases_end()
        outbox.relay()
    disk.free()
    let_leases_end()
    outbox.relay()
    workers.work("documents")
    db.session.expire_all()
    assert [one.is_rendered for one in order.documents] == [True]
    assert_invariants(plant.smtp, files=storage())


def let_leases_end() -> None:
    """As after an hour: whoever held something is taken for dead, and what waits is due."""
    past = utc_now() - HOUR
    held = update(OutboxEntry).where(OutboxEntry.state == "leased")
    db.session.execute(held.values(lease_until=past))
    waiting = update(OutboxEntry).where(OutboxEntry.state.in_(("pending", "retry")))
    db.session.execute(waiting.values(next_at=past))
    leased = update(Photo).where(Photo.render_lease_until.is_not(None))
    db.session.execute(leased.values(render_lease_until=past))
    db.session.commit()
