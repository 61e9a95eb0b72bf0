"""What is told to anybody is on the disk before: the order of calls shows what no kill can."""

import re

from tests.faults.acts import PlacingAnOrder, SendingAPhoto
from tests.faults.strace import needs_strace, watched

SYNC, TOLD = r"f(?:data)?sync\(", r"sendto\(.*HTTP/1\.1 "


def first(pattern: str, calls: list[str], after: int = -1) -> int:
    """The place of the first call of the kind behind `after`; fails when there is none."""
    found = [n for n, call in enumerate(calls) if n > after and re.search(pattern, call)]
    assert found, f"no {pattern} behind {after} in {calls}"
    return found[0]


@needs_strace
def test_a_photo_is_on_the_disk_before_its_sender_is_told(plant):
    """F30: the file synced, moved, its folder synced, its row synced; only then the answer."""
    act = SendingAPhoto(plant)
    act.prepare()
    with watched(plant.web_workers()[0]) as calls:
        assert act.send().status_code == 200
    synced = first(rf"{SYNC}.*\.part", calls)
    whole = first(r"rename.*\.part.*\.whole", calls, synced)
    moved = first(r"rename.*galleries/.*/proofs/", calls, whole)
    folder = first(rf"{SYNC}.*/proofs>", calls, moved)
    row = first(rf"{SYNC}.*kadr\.sqlite-wal", calls, folder)
    assert first(rf"{TOLD}200", calls, synced) > row


@needs_strace
def test_an_order_is_on_the_disk_before_its_client_is_told(plant):
    """F30."""
    act = PlacingAnOrder(plant)
    act.prepare()
    with watched(plant.web_workers()[0]) as calls:
        assert act.send().status_code == 303
    assert first(rf"{SYNC}.*kadr\.sqlite-wal", calls) < first(rf"{TOLD}303", calls)
