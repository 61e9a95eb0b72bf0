import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from formats import iof
from formats.iof.gateway import short_name
from formats.offer_values import Words
from formats.offers import WRITERS
from formats.xml_writing import clean
from tests.formats.iof.offered import ALBUM, BUNDLE, DIGITAL, PRINT, full_of, light_of

LETTERS = st.text(st.characters(exclude_categories=["Cs"]))
ANYTHING = st.text()


def tree_of(file: bytes) -> etree._Element:
    return etree.fromstring(file, etree.XMLParser(resolve_entities=False, strip_cdata=False))


def written_with(writer, text: str) -> bytes:
    words = Words("pl", f"n{text}", description=text)
    size = replace(PRINT.sizes[0], name=f"s{text}", external_code=text)
    return full_of(writer, [replace(PRINT, words=[words], sizes=[size])], removed=())


@given(ANYTHING)
def test_any_text_survives_in_iof(text):
    """iof.md 9.15"""
    product = tree_of(written_with(iof, text)).find("products/product")
    assert product.findtext("description/name") == f"n{clean(text)}"
    assert (product.findtext("description/long_desc") or "") == clean(text)
    assert product.find("sizes/size").get("name") == f"s{clean(text)}"


@given(ANYTHING)
def test_any_text_survives_in_plain_xml(text):
    product = tree_of(written_with(WRITERS["xml"], text)).find("products/product")
    assert product.findtext("name") == f"n{clean(text)}"
    assert (product.findtext("description") or "") == clean(text)


@given(LETTERS)
def test_only_what_xml_cannot_say_is_dropped(text):
    """iof.md 9.15"""
    kept = clean(text)
    lost = set(text) - set(kept) - {"\r"}
    assert all(ord(sign) < 32 or "\ufdd0" <= sign <= "\ufdef" or sign > "\ufffd" for sign in lost)
    assert not re.search("[\x00-\x08\x0b-\x1f]", kept)


@pytest.mark.parametrize("text", ["]]>", "a]]>b]]>", "]]]]>>", "<![CDATA[x]]>", "]]&gt;"])
def test_the_end_of_a_cdata_section_is_split_and_nothing_is_escaped_twice(text):
    """iof.md 9.15"""
    file = written_with(iof, text)
    assert tree_of(file).findtext(".//long_desc") == text
    assert b'<long_desc xml:lang="pol"><![CDATA[' in file


def test_descriptions_are_real_cdata():
    """iof.md 9.15: a consumer that does not know entities reads HTML as it was typed."""
    assert b"<![CDATA[Na papierze <matowym>]]>" in iof.product(PRINT)


def test_what_has_nothing_to_say_is_left_out():
    """iof.md 9.11"""
    product = tree_of(full_of(iof, [DIGITAL], removed=())).find("products/product")
    assert [node.tag for node in product] == ["description", "price", "sizes"]
    assert all(node.attrib or node.text or len(node) for node in product.iter())


def test_a_set_has_a_price_and_parts_and_no_sizes():
    """iof.md 9.17, I-14"""
    product = tree_of(full_of(iof, [BUNDLE], removed=())).find("products/product")
    assert product.find("sizes") is None
    assert product.find("price").attrib == {"net": "300.81", "gross": "370.00"}
    assert product.find("bundled").get("type") == "specified"
    pinned = [size.get("code") for size in product.findall("bundled/product/sizes/size")]
    assert pinned == ["102-1", "101-31"]


def test_sets_are_absent_from_light():
    """iof.md 9.22"""
    assert iof.light_product(BUNDLE) == b""
    ids = [node.get("id") for node in tree_of(light_of(iof)).iter("product")]
    assert ids == ["101", "102", "103"]


def test_a_removed_product_says_nothing_but_that():
    """iof.md 9.18"""
    assert iof.removed(99) == b'<product id="99" removed="yes"/>\n'


def test_minus_one_stands_for_as_many_as_one_likes_only():
    """iof.md 9.14"""
    stocks = [s.get("quantity") for s in tree_of(full_of(iof)).iter("stock")]
    assert stocks == ["40", "0", "7", "-1"]


def test_only_the_extensions_of_iof_are_used_and_declared_once():
    """iof.md 9.20"""
    file = full_of(iof)
    assert file.count(b"xmlns") == 1
    spaces = {etree.QName(node).namespace for node in tree_of(file).iter()}
    assert spaces == {None}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_sale_is_no_change(writer):
    """iof.md 9.26"""
    sold = replace(PRINT, sizes=[replace(PRINT.sizes[0], quantity=39), PRINT.sizes[1]])
    assert writer.digest(sold) == writer.digest(PRINT)
    assert writer.product(sold) != writer.product(PRINT)


CHANGES = {
    "price": {"sizes": [replace(PRINT.sizes[0], gross_cents=1001), PRINT.sizes[1]]},
    "text": {"words": [replace(PRINT.words[0], description="!"), PRINT.words[1]]},
    "picture": {"pictures": [replace(PRINT.pictures[0], icon_md5="f" * 32)]},
    "category": {"category": None},
    "value": {"values": PRINT.values[:2]},
    "parts": {"parts": BUNDLE.parts},
    "size gone": {"sizes": PRINT.sizes[:1]},
    "currency": {"currency": "EUR"},
    "lone surrogate": {"code": "\ud800"},
}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_everything_else_is_a_change(writer, change):
    """iof.md 9.7"""
    digest = writer.digest(replace(PRINT, **change))
    assert digest != writer.digest(PRINT)
    assert len(digest) == 16


def test_formats_do_not_share_digests():
    assert len({writer.digest(ALBUM) for writer in WRITERS.values()}) == len(WRITERS)


@given(LETTERS)
def test_cells_of_a_csv_come_back_unless_a_spreadsheet_would_run_them(text):
    rows = list(csv.DictReader(io.StringIO(written_with(WRITERS["csv"], text).decode(), "")))
    told = rows[0]["/description/long_desc[pol]"]
    assert told.removeprefix("'") == clean(text).removeprefix("'")
    assert told[:1] not in tuple("=+-@\t")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Studio Światłoczułe", "studio_swiatloczule"),
        ("Łąka-i  Ø", "laka_i_o"),
        ("照片", "kadr"),
        ("__", "kadr"),
    ],
)
def test_the_short_name_is_letters_digits_and_underscores(name, short):
    """iof.md 9.3"""
    assert short_name(name) == short
