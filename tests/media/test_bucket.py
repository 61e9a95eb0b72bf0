"""What only a bucket can do wrong: a line that breaks, a server that is away, a cache that grows.

Against SeaweedFS, a real server; see tests/fakes/s3.py.
"""

import hashlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from media.bucket import PART_BYTES
from media.bucket_cache import IN_USE_S, BucketCache
from media.storage import StorageAway
from tests.fakes.bad_line import bad_line
from tests.fakes.s3 import SECRET

ROOT = Path(__file__).resolve().parents[2]
KEY = "galleries/81/full/" + "ab" * 32
DYING = """
import io, os, signal, sys
from pathlib import Path
from media.bucket import Bucket, PART_BYTES
from media.bucket_line import Place

class Dying(io.BytesIO):
    # Read once for its digest; while it is sent, the second part never comes.
    def read(self, size=-1):
        if self.seeks and self.tell() >= PART_BYTES:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(size)
    def seek(self, *place):
        self.seeks = True
        return super().seek(*place)
    seeks = False

url, key, secret, root, name = sys.argv[1:]
place = Place(url, "us-east-1", key, secret, timeout_s=10, retries=1)
Bucket(place, Path(root), 1_000_000).send(name, Dying(bytes(3 * PART_BYTES)))
"""


@pytest.fixture
def bucket(s3_server, bucket_url, tmp_path):
    return s3_server.open_bucket(bucket_url, tmp_path / "media")


def scratch_file(bucket, data):
    path = bucket.scratch / "upload-1.whole"
    path.write_bytes(data)
    return path


def test_a_large_file_goes_in_parts_and_comes_back_letter_for_letter(bucket):
    data = os.urandom(1024) * (2 * PART_BYTES // 1024) + b"the end"
    bucket.adopt(KEY, scratch_file(bucket, data))
    assert bucket.local_path(KEY).read_bytes() == data
    assert bucket.sha256(KEY) == hashlib.sha256(data).hexdigest()
    assert list(bucket.scratch.iterdir()) == []


def test_a_process_killed_between_two_parts_leaves_no_file_and_is_tidied_up(
    bucket,
    s3_server,
    bucket_url,
    tmp_path,
):
    place = bucket.line.place
    command = [sys.executable, "-c", DYING, bucket_url, place.access_key, place.secret_key]
    died = subprocess.run([*command, str(tmp_path / "dying"), KEY], cwd=ROOT)
    assert died.returncode == -9
    assert not bucket.exists(KEY)
    assert bucket.forget_unfinished(datetime.now(UTC) - timedelta(days=1)) == 0
    assert bucket.forget_unfinished(datetime.now(UTC) + timedelta(days=1)) == 1
    assert bucket.forget_unfinished(datetime.now(UTC) + timedelta(days=1)) == 0


def test_a_crash_after_the_bytes_and_before_the_row_is_made_good_by_doing_it_again(bucket):
    """reliability 3.7: first the file, then the row; whoever comes again finds it there."""
    temp = scratch_file(bucket, b"photo")
    bucket.adopt(KEY, temp)
    bucket.adopt(KEY, temp)
    assert bucket.local_path(KEY).read_bytes() == b"photo"


@pytest.mark.parametrize("size", [100, PART_BYTES + 100])
def test_bytes_that_change_on_the_way_are_refused(bucket, s3_server, tmp_path, size):
    data = b"marked for life".ljust(size, b".")
    bucket_name = bucket.line.place.bucket
    with bad_line(s3_server.ports["s3.port"], b"marked", b"m@rked") as port:
        bent = s3_server.open_bucket(f"http://127.0.0.1:{port}/{bucket_name}", tmp_path / "bent")
        with pytest.raises(StorageAway):
            bent.adopt(KEY, scratch_file(bent, data))
    assert not bucket.exists(KEY)
    assert bucket.forget_unfinished(datetime.now(UTC) + timedelta(days=1)) == 0


def test_a_server_that_is_away_is_told_as_such(bucket, s3_server, tmp_path):
    away = s3_server.open_bucket("http://127.0.0.1:9/kadr", tmp_path / "away", retries=0)
    for use in (away.size, away.open, away.exists, away.delete, away.local_path):
        with pytest.raises(StorageAway, match="EndpointConnectionError"):
            use(KEY)
    with pytest.raises(StorageAway):
        list(away.list(""))


def test_a_wrong_secret_is_refused_and_no_secret_is_ever_told(s3_server, bucket_url, tmp_path):
    wrong = s3_server.open_bucket(bucket_url, tmp_path, secret_key="not that one")
    with pytest.raises(StorageAway) as caught:
        wrong.put(KEY, b"photo")
    assert "not that one" not in f"{caught.value!r}{caught.value.__cause__!r}{wrong.line.place!r}"
    assert SECRET not in repr(s3_server.place(bucket_url))


def test_a_picture_is_fetched_once_and_again_when_it_has_changed(bucket):
    bucket.put(KEY, b"first")
    first = bucket.local_path(KEY)
    assert bucket.local_path(KEY) == first
    bucket.put(KEY, b"second")
    assert bucket.local_path(KEY).read_bytes() == b"second"
    bucket.delete(KEY)
    assert list(first.parent.iterdir()) == []


def test_the_cache_keeps_its_bound_but_not_at_the_cost_of_what_was_just_handed_out(tmp_path):
    cache = BucketCache(tmp_path, limit_bytes=2500)
    paths = [cache.path(f"photo/{n}", "v", lambda file: file.write(bytes(1000))) for n in range(4)]
    assert all(path.exists() for path in paths)
    for age_s, path in zip((4, 1, 3, 2), paths, strict=True):
        then = time.time() - IN_USE_S - age_s
        os.utime(path, (then, then))
    cache.path("photo/4", "v", lambda file: file.write(bytes(1000)))
    assert [path.exists() for path in paths] == [False, True, False, False]


def test_what_nobody_asked_for_in_a_day_is_dropped_and_a_broken_fetch_leaves_nothing(tmp_path):
    cache = BucketCache(tmp_path, limit_bytes=10_000)
    old = cache.path("photo/1", "v", lambda file: file.write(b"old"))
    os.utime(old, (time.time() - 90_000,) * 2)

    def broken(file):
        file.write(b"half")
        raise StorageAway("away")

    with pytest.raises(StorageAway):
        cache.path("photo/2", "v", broken)
    new = cache.path("photo/3", "v", lambda file: file.write(b"new"))
    assert list(new.parent.iterdir()) == [new]


def test_a_fetched_file_lies_where_the_web_server_in_front_may_read_it(bucket):
    """Files of offers have rules of their own there: they are asked for below their folder."""
    bucket.put("feeds/7/full", b"<offer/>")
    served = bucket.served("feeds/7/full")
    assert served.startswith("feeds/.cached/")
    assert (bucket.root / served).stat().st_mode & 0o777 == 0o640
    assert list(bucket.list("")) == ["feeds/7/full"]


def test_nobody_without_a_bucket_loads_what_speaks_to_one():
    """A web process at rest stays small."""
    code = "import sys, app, media.bucket; print([m for m in sys.modules if 'boto' in m])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout.strip() == "[]", told.stderr
