import hashlib
import io
import os
import threading
import zlib

import pytest

from media.incoming import Incoming, TooLarge, UploadBusy, WrongOffset, sweep
from media.storage import Storage

UPLOAD = "gallery-81-photo-1"
PHOTO = bytes(range(256)) * 12_000
LIMIT = 50_000_000


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "media")


class VanishingClient(io.BytesIO):
    """Sends all it has and then breaks, as a closed laptop does."""

    def read(self, size=-1):
        if piece := super().read(size):
            return piece
        raise ConnectionResetError


def test_a_whole_upload_is_received_with_its_sums(storage):
    incoming = Incoming(storage, UPLOAD)
    assert incoming.append(io.BytesIO(PHOTO), 0, LIMIT) == len(PHOTO)
    received = incoming.finish()
    assert received.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert received.crc32 == zlib.crc32(PHOTO)
    assert received.size_bytes == len(PHOTO)
    assert received.head == PHOTO[:64]
    assert received.path.read_bytes() == PHOTO


def test_a_received_file_can_be_adopted_by_the_storage(storage):
    incoming = Incoming(storage, UPLOAD)
    incoming.append(io.BytesIO(PHOTO), 0, LIMIT)
    storage.adopt("galleries/81/proofs/a", incoming.finish().path)
    assert storage.local_path("galleries/81/proofs/a").read_bytes() == PHOTO
    assert list(storage.scratch.iterdir()) == []


def test_a_vanished_client_continues_where_it_stopped(storage):
    with pytest.raises(ConnectionResetError):
        Incoming(storage, UPLOAD).append(VanishingClient(PHOTO[:1_500_000]), 0, LIMIT)
    later = Incoming(storage, UPLOAD)
    assert later.offset == 1_500_000
    later.append(io.BytesIO(PHOTO[1_500_000:]), 1_500_000, LIMIT)
    received = later.finish()
    assert received.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert received.crc32 == zlib.crc32(PHOTO)
    assert received.head == PHOTO[:64]


def test_many_small_continuations_give_the_same_sums(storage):
    for at in range(0, len(PHOTO), 700_001):
        Incoming(storage, UPLOAD).append(io.BytesIO(PHOTO[at : at + 700_001]), at, LIMIT)
    assert Incoming(storage, UPLOAD).finish().sha256 == hashlib.sha256(PHOTO).hexdigest()


def test_a_wrong_offset_is_refused_and_tells_the_right_one(storage):
    incoming = Incoming(storage, UPLOAD)
    incoming.append(io.BytesIO(b"12345"), 0, LIMIT)
    with pytest.raises(WrongOffset) as refusal:
        incoming.append(io.BytesIO(b"67"), 3, LIMIT)
    assert refusal.value.expected == 5
    assert incoming.offset == 5


def test_a_file_past_the_limit_is_refused_and_gone(storage):
    incoming = Incoming(storage, UPLOAD)
    with pytest.raises(TooLarge) as refusal:
        incoming.append(io.BytesIO(PHOTO), 0, 1_000_000)
    assert refusal.value.limit_bytes == 1_000_000
    assert incoming.offset == 0
    assert list(storage.scratch.iterdir()) == []


def test_a_file_of_exactly_the_limit_is_taken(storage):
    assert Incoming(storage, UPLOAD).append(io.BytesIO(PHOTO), 0, len(PHOTO)) == len(PHOTO)


def test_an_empty_upload_is_received_as_nothing(storage):
    incoming = Incoming(storage, UPLOAD)
    incoming.append(io.BytesIO(b""), 0, LIMIT)
    received = incoming.finish()
    assert (received.size_bytes, received.head, received.crc32) == (0, b"", 0)


def test_two_requests_cannot_write_one_upload_at_once(storage):
    slow = _SlowStream()
    first = threading.Thread(target=Incoming(storage, UPLOAD).append, args=(slow, 0, LIMIT))
    first.start()
    slow.reading.wait(5)
    with pytest.raises(UploadBusy):
        Incoming(storage, UPLOAD).append(io.BytesIO(b"other"), 0, LIMIT)
    with pytest.raises(UploadBusy):
        Incoming(storage, UPLOAD).finish()
    assert sweep(storage, -1) == 0
    slow.go_on.set()
    first.join(5)
    assert Incoming(storage, UPLOAD).finish().sha256 == hashlib.sha256(b"slow").hexdigest()


def test_sums_are_made_anew_when_another_request_came_between(storage):
    first = Incoming(storage, UPLOAD)
    first.append(io.BytesIO(b"first version"), 0, LIMIT)
    Incoming(storage, UPLOAD).discard()
    Incoming(storage, UPLOAD).append(io.BytesIO(b"second version, longer"), 0, LIMIT)
    received = first.finish()
    assert received.sha256 == hashlib.sha256(received.path.read_bytes()).hexdigest()


def test_a_finished_upload_cannot_be_added_to(storage):
    incoming = Incoming(storage, UPLOAD)
    incoming.append(io.BytesIO(b"done"), 0, LIMIT)
    received = incoming.finish()
    with pytest.raises(WrongOffset):
        Incoming(storage, UPLOAD).append(io.BytesIO(b"more"), 4, LIMIT)
    assert received.path.read_bytes() == b"done"


def test_a_discarded_upload_leaves_nothing(storage):
    for ends in (lambda incoming: None, Incoming.finish):
        incoming = Incoming(storage, UPLOAD)
        incoming.append(io.BytesIO(b"unwanted"), 0, LIMIT)
        ends(incoming)
        incoming.discard()
        assert list(storage.scratch.iterdir()) == []


def test_the_sweep_takes_only_uploads_nobody_continued(storage):
    Incoming(storage, "stale-upload").append(io.BytesIO(b"old"), 0, LIMIT)
    Incoming(storage, "fresh-upload").append(io.BytesIO(b"new"), 0, LIMIT)
    stale = storage.scratch / "stale-upload.part"
    os.utime(stale, (0, 0))
    assert sweep(storage, 3600) == 1
    assert not stale.exists()
    assert Incoming(storage, "fresh-upload").offset == 3


@pytest.mark.parametrize(
    "name", ["", "short", "../../etc/x", "a" * 129, "upload.part", "upload\0id"]
)
def test_an_upload_id_that_could_be_a_path_is_refused(storage, name):
    with pytest.raises(ValueError, match="Not an upload id"):
        Incoming(storage, name)


class _SlowStream:
    def __init__(self):
        self.reading, self.go_on = threading.Event(), threading.Event()
        self._pieces = [b"", b"slow"]

    def read(self, size):
        self.reading.set()
        self.go_on.wait(5)
        return self._pieces.pop() if self._pieces else b""
