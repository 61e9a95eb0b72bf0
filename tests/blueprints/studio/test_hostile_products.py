"""What is typed into a product stays a text: on pages, in XML, in CSV (reliability A13, A29)."""

import csv
import io
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as parser

from extensions import db
from models import Product
from services import feed_check, feeds
from tests.feeding import stored, write

DATA = os.environ.get("KADR_TEST_DATA")
pytestmark = pytest.mark.skipif(DATA is None, reason="KADR_TEST_DATA is not set")
PRODUCTS, PAGES = "/studio/products", ("/studio/products", "/studio/products/words")
FIELDS = ("name", "summary", "description", "category", "producer", "unit")
FIELDS += ("sizes-0-name", "values-0-name", "values-0-value")
OWN = [
    "]]>",
    "]]><product id='1'/>",
    "<![CDATA[",
    "a\x0bc\x1bd\ufffe",
    "a\x00b",
    "\u202ezyx\u202c \u2066a\u2069",
    "&amp;&#x0;&lt;",
    "'\"`",
    'x" onmouseover="alert(1)',
]


def forms() -> list[list[str]]:
    """Texts for FIELDS: what is made to break in each of them, what is odd in any."""
    texts = Path(DATA or "/nowhere", "hostile/text")
    payloads = json.loads((texts / "payloads.json").read_text("utf-8"))
    kinds = ("csv_formula", "xss", "ssti", "text_misc")
    sharp = [*OWN, *(one for kind in kinds for one in payloads[kind] if isinstance(one, str))]
    odd = json.loads((texts / "blns.json").read_text("utf-8"))
    size = len(FIELDS)
    chunks = [odd[start : start + size] for start in range(0, len(odd), size)]
    return [[one] * size for one in sharp if one.strip()] + chunks


@pytest.fixture
def shop(make, studio_web):
    prices = make.make_shop_list(studio_web.user.studio)
    return make.make_partner(studio_web.user.studio, prices).shops[0]


@pytest.fixture
def typed(studio_web, shop):
    """The products that came of it. What no text of a person contains is refused."""
    price = {f"sizes-0-price_{shop.price_list_id}": "3,00", "kind": "regular", "vat_rate": "23"}
    answers = Counter()
    for texts in forms():
        form = price | {name: one[:60] for name, one in zip(FIELDS, texts, strict=False)}
        form["name"] = f"{form['name']} n"
        answers[studio_web.post(PRODUCTS, data=form).status_code] += 1
    assert answers.keys() <= {303, 400, 422}
    assert answers[303] > 10 * (answers[400] + answers[422])
    return db.session.scalars(db.select(Product).order_by(Product.id)).all()


def publish(shop, data_format):
    shop.partner.data_format = data_format
    db.session.commit()
    feeds.ask(shop.partner)
    write(shop.partner)
    return stored(shop)


def test_hostile_texts_stay_texts_on_pages_and_in_every_file(studio_web, shop, typed):
    """A13, A15, A29, iof.md 9.15."""
    for path in (*PAGES, *(f"{PRODUCTS}/{one.id}" for one in typed[::9])):
        assert_harmless(studio_web.get(path), path)
    assert_good_iof(shop, typed)
    etree.fromstring(publish(shop, "xml")["full"])
    assert_no_formula(publish(shop, "csv"))


def assert_harmless(answer, path):
    """What was typed makes no element and no attribute that runs."""
    assert answer.status_code == 200, path
    page = parser.fromstring(answer.data)
    for element in page.iter(etree.Element):
        assert not [one for one in element.attrib if one.startswith("on")], path
        assert element.get("hx-on:htmx:load") is None
        assert "evil" not in (element.get("href") or "") + (element.get("hx-get") or "")
    for script in page.iter("script"):
        assert script.get("src") or script.get("type") in {"application/json", "importmap"}, path
    assert "alert(1)" not in "".join(one.text or "" for one in page.iter("script", "style"))


def assert_good_iof(shop, typed):
    files = publish(shop, "iof")
    told = etree.fromstring(files["full"]).findall("products/product")
    assert [int(one.get("id")) for one in told] == [one.id for one in typed]
    for product, own in zip(told, typed, strict=True):
        assert product.findtext("description/name") == _sayable(own.name)
    faults = feed_check.check_shop(shop).faults
    assert [(one.code, one.file, dict(one.values)) for one in faults] == []


def assert_no_formula(files):
    """A spreadsheet runs what begins with one of these; the first row names the columns."""
    for name in ("full", "light"):
        rows = list(csv.reader(io.StringIO(files[name].decode(), newline="")))
        assert len({len(row) for row in rows}) == 1
        for row in rows[1:]:
            for cell in row:
                is_number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def _sayable(text: str) -> str:
    """Without what XML 1.0 has no way to say."""
    return "".join(
        one
        for one in text
        if one in "\t\n\r" or (ord(one) >= 32 and ord(one) not in {0xFFFE, 0xFFFF})
    )
