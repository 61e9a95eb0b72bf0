"""Each check of iof.md section 9 that files can show: the good feed passes, a spoilt one does not.

Checks 6 to 8 take a second reading; 28 to 36 are about answers and orders, not files.
"""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from formats import iof
from formats.iof.checks import CHECKS, CODES, Feed, check
from tests.formats.iof.feeds import (
    CHANGE,
    NOW,
    discounted,
    feed_of,
    found,
    gateway_of,
    good_files,
    head_at,
    spoilt,
)
from tests.formats.iof.offered import HEAD, OFFER, PRINT, full_of, light_of

LATER, NEXT = "full_change2026-11-22T06-30-00", head_at(datetime(2026, 11, 22, 6, 30))
EXPIRES = 'expires="2026-11-29 06:00:00"/>'
SIZE_31 = '<size id="31" code="101-31"'
# code, file, what is replaced by what
SPOILT = [
    ("not_xml", "light", "</products>", ""),
    ("not_xml", "sizes", "</sizes>", ""),
    ("not_xml", "full", "Matte print", "Matte \x01 print"),
    ("not_utf8", "full", 'encoding="UTF-8"', 'encoding="ISO-8859-2"'),
    ("doctype", "light", "<offer ", "<!DOCTYPE offer><offer "),
    ("root", "gateway", 'version="3.0"', 'version="2.6"'),
    ("root", "light", 'version="3.0"', 'version="2.6"'),
    ("supplier", "gateway", "studio_swiatloczule_", "studio swiatloczule-"),
    ("supplier", "gateway", "biuro@studio.example", "-"),
    ("times", "gateway", f"<offer {EXPIRES}", '<offer created="2026-11-22 06:00:00"/>'),
    ("times", "gateway", EXPIRES, 'expires="2026-11-21 06:00:00"/>'),
    ("expired", "gateway", EXPIRES, 'expires="2026-11-22 06:30:00"/>'),
    ("link_missing", "gateway", "<light ", "<preset "),
    ("link_relative", "gateway", "https://kadr.example/o/units.xml", "/o/units.xml"),
    ("hash_shape", "gateway", 'hash="', 'hash="x'),
    ("hash_differs", "gateway", "light.xml\" hash=\"",
     "light.xml\" hash=\"" + "0" * 32 + "\" x=\""),
    ("changed_unreadable", "gateway", 'changed="2026-11-22 06:00:00"', 'changed="yesterday"'),
    ("head", "full", ' extensions="yes"', ""),
    ("head", "full", 'language="pol"', 'language="pl"'),
    ("head", "full", 'currency="PLN"', 'currency="zł"'),
    ("id_not_whole", "full", '<product id="102"', '<product id="A-102"'),
    ("id_twice", "full", '<product id="102"', '<product id="101"'),
    ("code_twice", "full", 'code="101-32"', 'code="101-31"'),
    ("size_twice", "full", '<size id="32"', '<size id="31"'),
    ("empty_node", "full", '<unit id="1" name="szt."/>', "<unit/>"),
    ("unknown_reference", "full", '<category id="11"', '<category id="77"'),
    ("unknown_reference", "full", '<producer id="1"', '<producer id="77"'),
    ("unknown_reference", "full", '<unit id="1"', '<unit id="77"'),
    ("unknown_reference", "full", '<stock id="1"', '<stock id="77"'),
    ("unknown_reference", "full", 'type="parameter" id="901"', 'type="parameter" id="77"'),
    ("unknown_reference", "full", '<value id="9011"', '<value id="77"'),
    ("unknown_reference", "full", SIZE_31, SIZE_31.replace("31", "77", 1)),
    ("reference_twice", "categories", '<category id="12"', '<category id="11"'),
    ("price_unreadable", "full", 'net="8.13"', 'net="8,13"'),
    ("price_unreadable", "full", 'net="8.13" ', ""),
    ("price_unreadable", "full", 'gross="10.00"', 'gross="-10.00"'),
    ("gross_differs", "full", 'net="8.13"', 'net="8.20"'),
    ("currency_differs", "full", '<product id="102"', '<product id="102" currency="EUR"'),
    ("quantity_unreadable", "full", 'quantity="40"', 'quantity="-2"'),
    ("quantity_mixed", "full", '<stock id="1" quantity="-1"/>',
     '<stock id="1" quantity="-1"/><stock id="1" quantity="4"/>'),
    ("quantity_fraction", "full", 'quantity="40"', 'quantity="40.5"'),
    ("escaped_twice", "full", "<![CDATA[Na papierze <matowym>]]>",
     "<![CDATA[&lt;p&gt;Mat&lt;/p&gt;]]>"),
    ("picture_wrong", "full", 'width="1600"', 'width="0"'),
    ("picture_wrong", "full", '<image url="https://', '<image url="'),
    ("picture_wrong", "full", 'hash="0cc175b9c0f1', 'hash="'),
    ("parts_missing", "full", 'id="102" type="regular"', 'id="102" type="bundle"'),
    ("parts_unexpected", "full", 'id="104" type="bundle"', 'id="104" type="regular"'),
    ("part_unknown", "full", '<product id="102" quantity="1"', '<product id="77" quantity="1"'),
    ("part_quantity", "full", 'id="102" quantity="1"', 'id="102" quantity="0"'),
    ("part_size", "full", '<size id="31" code="101-31"/>', '<size id="31" code="102-1"/>'),
    ("part_cycle", "full", '<product id="102" quantity="1"', '<product id="104" quantity="1"'),
    ("removed_content", "full", 'removed="yes"/>',
     'removed="yes"><unit id="1" name="x"/></product>'),
    ("removed_in_light", "light", '<product id="102"', '<product id="99"'),
    ("private_node", "full", "<description>", "<iaiext:note>x</iaiext:note><description>"),
    ("private_node", "full", "<description>",
     '<iaiext:price_minimal><iaiext:site id="1"/></iaiext:price_minimal><description>'),
    ("foreign_namespace", "full", "<description>", '<x xmlns="urn:x"/><description>'),
    ("schema", "full", "<description>", "<surprise/><description>"),
    ("schema", "producers", 'id="1" ', ""),
    ("schema", "gateway", "<tel>", "<mobile/><tel>"),
    ("light_currency", "light", 'currency="PLN"', 'currency="EUR"'),
    ("light_missing", "light", 'code="101-32"', 'code="101-33"'),
    ("light_unknown", "light", 'code="101-32"', 'code="101-33"'),
    ("light_set", "light", '<product id="102"', '<product id="104"'),
    ("id_not_whole", "light", '<product id="102"', '<product id="A-102"'),
    ("light_quantity", "light", 'quantity="40"', 'quantity="-5"'),
    ("light_old", "light", "expires=\"2026-11-29 06:00:00\"", "expires=\"2026-11-22 06:30:00\""),
    ("slice_name", "gateway", 'changed="2026-11-22 05:40:00"', 'changed="2026-11-22 05:41:00"'),
]  # fmt: skip


def test_a_good_feed_has_nothing_to_find():
    """iof.md 9.1 to 9.26"""
    assert found(good_files()) == []


@pytest.mark.parametrize(
    ("code", "file", "old", "new"), SPOILT, ids=[f"{s[0]}-{s[1]}-{n}" for n, s in enumerate(SPOILT)]
)
def test_what_is_spoilt_is_found_with_its_file_and_line(code, file, old, new):
    """iof.md 9.1 to 9.25; the number of each is in CODES."""
    findings = [one for one in found(spoilt(file, old, new)) if one.code == code]
    assert findings
    assert {one.file for one in findings} <= {file, "gateway"} or code == "light_missing"
    assert all(one.line > 0 for one in findings) or code == "light_missing"


def test_the_line_is_that_of_the_product():
    """iof.md 10, idea 4"""
    findings = found(spoilt("full", 'id="103" type="virtual"', 'id="103" type="download"'))
    assert [(one.code, one.file, one.line) for one in findings] == [("schema", "full", 5)]


def test_slices_are_listed_oldest_first_and_strictly_rising():
    """iof.md 9.25"""
    files = good_files()
    files["full_change2026-11-22T05-10-00"] = files[CHANGE]
    assert found(files) == []
    told = gateway_of(files).replace(b"05-10-00", b"05-40-00").replace(b"05:10:00", b"05:40:00")
    codes = {one.code for one in found(files | {"gateway": told})}
    assert codes == {"slices_unordered"}


def test_prices_of_light_are_those_of_full_less_the_discount():
    """iof.md 9.23"""
    files = good_files()
    files["light"] = light_of(
        iof, [discounted(one, 20) if one.vat_rate == "23" else one for one in OFFER]
    )
    codes = [(one.code, one.values["code"]) for one in found(files, discount_bp=2000)]
    assert codes == [("light_price", "103-1")]
    assert found(files) == []


def test_what_slices_have_added_since_may_stand_in_light():
    """iof.md 9.22"""
    files = good_files(OFFER[:1], slices={LATER: full_of(iof, OFFER[1:], removed=(), head=NEXT)})
    files["light"] = light_of(iof)
    assert found(files, now=NOW + timedelta(days=1)) == []
    files[LATER] = full_of(iof, OFFER[2:], removed=(101,), head=NEXT)
    told = [one.code for one in found(files, now=NOW + timedelta(days=1))]
    assert sorted(told) == ["light_unknown"] * 3 + ["removed_in_light"]


def test_a_light_file_of_this_minute_may_be_ahead_of_the_slices():
    """iof.md 9.22, 9.24"""
    files = good_files()
    files["full"] = full_of(iof, OFFER[:2])
    told = [(one.code, one.is_hint) for one in found(files, now=HEAD.generated)]
    assert told == [("light_ahead", True)]


def test_a_feed_that_was_read_long_ago_has_expired():
    """iof.md 9.3, 9.24"""
    codes = {one.code for one in found(good_files(), now=NOW + timedelta(days=8))}
    assert codes == {"expired", "light_old"}


def test_the_full_file_of_before_and_the_slices_give_the_one_of_now():
    """iof.md 9.26; what was sold meanwhile does not matter."""
    before = full_of(iof, OFFER[:3], removed=(), head=head_at(HEAD.generated - timedelta(days=1)))
    before = before.replace(b"Album 30", b"Album 20").replace(b'quantity="40"', b'quantity="41"')
    slices = {
        "full_change2026-11-20T05-40-00": full_of(iof, OFFER[2:3], removed=(101,)),
        CHANGE: full_of(iof, OFFER[1:], removed=()),
    }
    files = good_files(slices=slices)
    assert found(files, earlier=lambda: io.BytesIO(before)) == []
    files[CHANGE] = full_of(iof, OFFER[2:], removed=())
    told = found(files, earlier=lambda: io.BytesIO(before))
    assert [(one.code, one.values["product"]) for one in told] == [("replay_differs", "102")]


def test_an_offer_of_nothing_is_a_good_feed_as_long_as_its_files_agree_on_the_currency():
    """iof.md 9.13, 9.22: all that was offered is hidden just now."""
    files = good_files([])
    assert found(files) == []
    files["light"] = light_of(iof, [], replace(HEAD, currency="EUR"))
    assert [one.code for one in found(files)] == ["light_currency"]


def test_a_price_is_never_the_purchase_price():
    """iof.md 9.19: writers are not even told of it."""
    assert not {"purchase_cents", "supplier", "note"} & set(type(PRINT).__slots__)


def test_every_code_is_met_above():
    later = {"slices_unordered", "light_ahead", "light_price", "replay_differs", "picture_missing"}
    assert {code for code, *_rest in SPOILT} | later == set(CODES)
    assert (1, 2, 3, 4, 5, *range(9, 27)) == CHECKS


def test_files_that_are_not_there_are_not_missed():
    assert list(check(Feed({}))) == []
    for name, content in good_files().items():
        alone = feed_of({name: content}).files[name]
        told = {one.code for one in check(Feed({name: alone}))}
        assert told <= {"picture_missing"}


SAMPLES = Path(__file__).parents[2] / "golden" / "iof"


@pytest.mark.parametrize("path", sorted((SAMPLES / "bad").iterdir()), ids=lambda path: path.name)
def test_every_bad_sample_is_found_out(path):
    """iof.md 9.21"""
    name, content = path.stem.partition("--")[0], path.read_bytes()
    findings = check(Feed({name: lambda: io.BytesIO(content)}))
    assert [one for one in findings if not one.is_hint]


def test_the_good_samples_are_a_good_feed():
    """iof.md 9.1 to 9.25"""
    files = {path.stem: path.read_bytes() for path in (SAMPLES / "good").iterdir()}
    assert found(files, discount_bp=2000) == []
