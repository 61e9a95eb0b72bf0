import hashlib
import io
import shutil
import subprocess
import zipfile
import zlib
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media import zip_records
from media.storage import Storage
from media.zip_writer import PIECE_BYTES, StoredFileChanged, ZipEntry, ZipPlan

TAKEN_AT = datetime(2026, 5, 16, 14, 30, 58)


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    return Storage(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def example(storage):
    """The bytes of an archive of four files, one of them empty, and its plan."""
    files = {f"photo {n}.jpg": bytes([n]) * size for n, size in enumerate((5, 0, 40, 1))}
    plan = make_plan(storage, files)
    return b"".join(plan.chunks(storage)), plan


def test_the_archive_has_the_promised_length_and_every_file(storage):
    plan = make_plan(storage, {"DSC_0001.jpg": b"one", "Zażółć gęślą jaźń.jpg": b"two" * 50_000})
    data = b"".join(plan.chunks(storage))
    assert len(data) == plan.length_bytes
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["DSC_0001.jpg", "Zażółć gęślą jaźń.jpg"]
        assert archive.read("Zażółć gęślą jaźń.jpg") == b"two" * 50_000
        assert archive.infolist()[0].date_time == (2026, 5, 16, 14, 30, 58)


def test_polish_letters_are_marked_as_utf_8_for_windows(storage):
    plan = make_plan(storage, {"łąka.jpg": b"x"})
    with zipfile.ZipFile(io.BytesIO(b"".join(plan.chunks(storage)))) as archive:
        assert archive.infolist()[0].flag_bits & 1 << 11
        assert archive.infolist()[0].create_system == 3


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_unzip_finds_nothing_to_complain_about(storage, tmp_path):
    plan = make_plan(storage, {"łąka.jpg": b"x" * 3_000_000, "empty.jpg": b""})
    archive = tmp_path / "delivery.zip"
    archive.write_bytes(b"".join(plan.chunks(storage)))
    answer = subprocess.run(["unzip", "-t", archive], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout
    assert "No errors detected" in answer.stdout


def test_an_archive_of_nothing_is_valid(storage):
    data = b"".join(ZipPlan([]).chunks(storage))
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == []


def test_equal_entries_give_equal_bytes_and_tag(storage):
    first, second = (make_plan(storage, {"a.jpg": b"same"}) for _ in range(2))
    assert first.etag == second.etag
    assert b"".join(first.chunks(storage)) == b"".join(second.chunks(storage))


@pytest.mark.parametrize("other", [{"b.jpg": b"same"}, {"a.jpg": b"diff"}, {}])
def test_another_archive_has_another_tag(storage, other):
    assert make_plan(storage, {"a.jpg": b"same"}).etag != make_plan(storage, other).etag


@settings(deadline=None)
@given(data=st.data())
def test_any_range_is_cut_from_the_same_bytes(storage, example, data):
    whole, plan = example
    start = data.draw(st.integers(0, plan.length_bytes))
    stop = data.draw(st.none() | st.integers(start, plan.length_bytes + 5))
    assert b"".join(plan.chunks(storage, start, stop)) == whole[start:stop]


def test_every_range_around_every_boundary_is_right(storage, example):
    whole, plan = example
    edges = sorted({0, plan.length_bytes, *_boundaries(whole)})
    near = [edge + step for edge in edges for step in (-1, 0, 1) if edge + step >= 0]
    for start in near:
        for stop in near:
            assert b"".join(plan.chunks(storage, start, stop)) == whole[start:stop]


def test_a_range_reads_no_file_before_it(storage):
    plan = make_plan(storage, {"a.jpg": b"first", "b.jpg": b"second"})
    whole = b"".join(plan.chunks(storage))
    storage.delete(plan.entries[0].key)
    start = whole.index(b"second")
    assert b"".join(plan.chunks(storage, start)) == whole[start:]


def test_pieces_are_never_larger_than_a_mebibyte(storage):
    plan = make_plan(storage, {"a.jpg": bytes(3 * PIECE_BYTES + 1)})
    assert max(map(len, plan.chunks(storage))) == PIECE_BYTES


def test_a_file_that_became_shorter_breaks_the_archive_off(storage):
    plan = make_plan(storage, {"a.jpg": b"as it was"})
    storage.put(plan.entries[0].key, b"as")
    with pytest.raises(StoredFileChanged):
        list(plan.chunks(storage))


class HugeFiles:
    """A storage whose every file is gigabytes of zeros, without room on any disk."""

    class _Zeros(io.RawIOBase):
        def read(self, size=-1):
            return bytes(size)

        def seek(self, offset, whence=0):
            return offset

    def open(self, key):
        return self._Zeros()


def test_past_four_gigabytes_sizes_and_offsets_are_64_bit():
    gigabytes = 5 * 2**30
    entries = [ZipEntry(f"{n}.tif", gigabytes, 7, TAKEN_AT, f"{n}") for n in range(3)]
    plan = ZipPlan(entries)
    tail = b"".join(plan.chunks(HugeFiles(), 3 * gigabytes))
    with zipfile.ZipFile(_EndOfFile(tail, plan.length_bytes)) as archive:
        found = archive.infolist()
    assert [info.file_size for info in found] == [gigabytes] * 3
    header_bytes = found[1].header_offset - gigabytes
    assert [info.header_offset for info in found] == [
        n * (gigabytes + header_bytes) for n in range(3)
    ]
    first = b"".join(plan.chunks(HugeFiles(), 0, header_bytes))
    assert first[30 + 5 :] == zip_records._zip64_extra([gigabytes, gigabytes])


def test_more_than_65535_files_are_counted_in_64_bit():
    record = zip_records.Record(b"a.jpg", 0, 0, TAKEN_AT, 0)
    directory = zip_records.directory([record] * 65_540, 0)
    with zipfile.ZipFile(io.BytesIO(directory)) as archive:
        assert len(archive.infolist()) == 65_540


@pytest.mark.parametrize(
    ("moment", "kept"),
    [(datetime(1970, 1, 2), 1980), (datetime(2200, 1, 1), 2107), (datetime(2026, 1, 1), 2026)],
)
def test_years_that_zip_cannot_hold_are_clamped(storage, moment, kept):
    entry = ZipEntry("a.jpg", 0, 0, moment, "galleries/1/full/a")
    storage.put(entry.key, b"")
    data = b"".join(ZipPlan([entry]).chunks(storage))
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time[0] == kept


def make_plan(storage, files):
    entries = []
    for name, data in files.items():
        key = "galleries/81/full/" + hashlib.sha256(data).hexdigest()
        storage.put(key, data)
        entries.append(ZipEntry(name, len(data), zlib.crc32(data), TAKEN_AT, key))
    return ZipPlan(entries)


def _boundaries(whole):
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        starts = [info.header_offset for info in archive.infolist()]
        return [*starts, archive.start_dir]


class _EndOfFile(io.RawIOBase):
    """The last bytes of a huge file, at their right places."""

    def __init__(self, tail, length):
        self._tail, self._length, self._at = io.BytesIO(tail), length, 0
        self._before = length - len(tail)

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        self._at = offset + {0: 0, 1: self._at, 2: self._length}[whence]
        return self._at

    def tell(self):
        return self._at

    def read(self, size=-1):
        self._tail.seek(self._at - self._before)
        data = self._tail.read(size)
        self._at += len(data)
        return data
