import io
import zipfile

import pytest

from formats.iof.checks import Feed
from formats.iof.samples import samples
from formats.offer_checks import check
from formats.offer_schemas import schemas_zip
from formats.offers import WRITERS
from tests.formats.iof.feeds import discounted, feed_of, good_files
from tests.formats.iof.offered import OFFER, PRINT, full_of, light_of


def found(data_format, **files):
    return list(
        check(data_format, Feed({name: lambda c=c: io.BytesIO(c) for name, c in files.items()}))
    )


@pytest.mark.parametrize("data_format", ["xml", "csv"])
def test_good_files_of_our_own_have_nothing_to_find(data_format):
    writer = WRITERS[data_format]
    assert found(data_format, full=full_of(writer), light=light_of(writer)) == []


def test_plain_xml_is_held_against_its_schema():
    full = full_of(WRITERS["xml"]).replace(b' code="101-32"', b"")
    told = found("xml", full=full)
    assert [(one.code, one.file, one.line) for one in told] == [("schema", "full", 3)]
    assert [one.code for one in found("xml", light=b"<kadr-offer>")] == ["not_xml"]


def test_a_table_has_the_same_columns_in_every_row_and_a_code_once():
    full = full_of(WRITERS["csv"])
    broken = full.replace(b'"101-32"', b'"101-31"').replace(b'"102","",', b'"102",')
    assert sorted(one.code for one in found("csv", full=broken)) == ["code_twice", "schema"]
    assert [one.code for one in found("csv", full=b'"a"\r\n')] == ["schema"]
    assert [one.code for one in found("csv", full=full + b"\xff")] == ["not_utf8"]


def test_samples_tell_both_prices():
    files = good_files()
    files["light"] = light_of(WRITERS["iof"], [discounted(one, 20) for one in OFFER])
    first, second = samples(feed_of(files).files, 2)
    assert (first.name, first.category) == ("Odbitka matowa", "Odbitki/Matowe")
    assert (first.sizes[0].gross, first.sizes[0].partner_gross) == ("10.00", "8.00")
    assert first.parameters[1] == ("Papier", "250 g, Bawełna")
    assert first.picture_url == PRINT.pictures[0].icon_url
    assert second.sizes[0].quantity == "7"


def test_samples_of_what_cannot_be_read_are_none():
    assert samples({"full": lambda: io.BytesIO(b"<offer><products>")}, 3) == []
    assert samples({}, 3) == []


def test_the_schemas_come_as_one_file_that_is_always_the_same():
    """iof.md 10, idea 4"""
    names = zipfile.ZipFile(io.BytesIO(schemas_zip())).namelist()
    assert {"iof-3.0/full.xsd", "iof-3.0/README.md", "kadr-xml-1/kadr-offer.xsd"} <= set(names)
    assert schemas_zip() == schemas_zip()
