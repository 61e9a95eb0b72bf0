"""A disk with no room left: told as such, nothing half-written stands, and it mends by itself."""

from collections.abc import Iterator

import pytest

from services.files import storage
from tests.faults.acts import PlacingAnOrder, SendingAPhoto
from tests.faults.plant import Plant, running
from tests.faults.small_disk import SmallDisk, mounted
from tests.invariants import assert_invariants, assert_told

DISK_MB = 96
FULL = (0, 4_096, 300_000, 1_500_000)  # bytes left, from nothing to half of a photo


@pytest.fixture(scope="module")
def disk(tmp_path_factory) -> Iterator[SmallDisk]:
    with mounted(tmp_path_factory.mktemp("disk"), DISK_MB) as disk:
        yield disk


@pytest.fixture(scope="module")
def plant(disk) -> Iterator[Plant]:
    """Database, photos and logs are all on the small disk."""
    with running(disk.ballast.parent / "instance") as plant:
        yield plant


@pytest.mark.parametrize("left_bytes", FULL)
@pytest.mark.parametrize("doing", [PlacingAnOrder, SendingAPhoto])
def test_what_finds_no_room_is_told_so_and_done_once_there_is_some(plant, disk, doing, left_bytes):
    """F17: 507 or 503, reading goes on; the same request is enough once the disk has room."""
    act = doing(plant)
    act.prepare()
    disk.fill(left_bytes)
    refused = act.send()
    assert_told(refused.status_code)
    page = act.browser.get(act.page)
    disk.free()
    assert page.status_code == 200
    assert act.done() in (0, 1)
    assert_invariants(plant.smtp, files=storage())
    assert act.send().status_code < 400
    assert act.done() == 1
    assert_invariants(plant.smtp, files=storage())
