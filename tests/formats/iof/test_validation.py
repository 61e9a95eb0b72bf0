import io
from pathlib import Path

import pytest

from formats.iof.validation import faults, kind_of, schema_of, whole_faults
from formats.offers import WRITERS
from formats.xml_reading import NotXml, OfferReader, read_whole
from tests.formats.iof.golden import FOLDER
from tests.formats.iof.offered import OFFER, PRINT, full_of, light_of

SAMPLES = Path(__file__).parents[2] / "golden" / "iof"
GOOD, BAD = sorted((SAMPLES / "good").iterdir()), sorted((SAMPLES / "bad").iterdir())
OURS = sorted(FOLDER.glob("iof-*.xml"))


def named(path: Path) -> str:
    return path.stem.partition("--")[0].removeprefix("iof-")


def opened(path: Path) -> io.BytesIO:
    return io.BytesIO(path.read_bytes())


@pytest.mark.parametrize("path", [*GOOD, *OURS], ids=lambda path: path.name)
def test_a_good_file_is_accepted_whole_and_streamed(path):
    """iof.md 9.21"""
    assert whole_faults(named(path), read_whole(opened(path))) == []
    assert list(faults(named(path), opened(path))) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_file_is_refused_with_its_line(path):
    """iof.md 9.21"""
    found = whole_faults(named(path), read_whole(opened(path)))
    assert found
    assert all(fault.line > 1 for fault in found)


@pytest.mark.parametrize("path", [p for p in BAD if "--dup" not in p.name], ids=lambda p: p.name)
def test_reading_product_by_product_finds_the_same(path):
    """iof.md 9.21"""
    streamed = list(faults(named(path), opened(path)))
    assert streamed == whole_faults(named(path), read_whole(opened(path)))


@pytest.mark.parametrize("file", [full_of(WRITERS["xml"]), light_of(WRITERS["xml"])])
def test_plain_xml_keeps_to_its_own_schema(file):
    schema = schema_of("kadr-offer")
    schema.assertValid(read_whole(io.BytesIO(file)))


def test_a_slice_has_the_structure_of_the_full_file():
    """iof.md 9.25"""
    assert kind_of("full_change2026-11-22T05-40-00") == "full"


def test_lines_are_counted_further_than_libxml2_does():
    writer = WRITERS["iof"]
    bad = writer.product(PRINT).replace(b'<unit id="1"', b"<unit")
    file = io.BytesIO(full_of(writer).replace(b"<product ", b"\n" * 70_000 + bad + b"<product ", 1))
    assert [fault.line for fault in faults("full", file)] == [70_003]


def test_one_product_is_in_the_tree_at_a_time():
    """iof.md 9.21"""
    reader = OfferReader(io.BytesIO(full_of(WRITERS["iof"])))
    counts = [len(reader.root.find("products")) for _product, _line in reader]
    assert counts == [1] * (len(OFFER) + 1)
    assert len(reader.root.find("products")) == 0


BOMB = b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><offer>&b;</offer>'


def test_entities_are_not_followed():
    assert not read_whole(io.BytesIO(BOMB)).text


@pytest.mark.parametrize("file", [b"", b"<offer>", b"<offer></products>", b"\xff\xfe\x00"])
def test_what_is_no_xml_is_told_with_its_line(file):
    """iof.md 9.1"""
    with pytest.raises(NotXml):
        list(faults("full", io.BytesIO(file)))
    with pytest.raises(NotXml):
        list(faults("sizes", io.BytesIO(file)))
