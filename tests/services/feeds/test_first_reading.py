"""What a program holds against the format when it reads an offer for the first time."""

import hashlib
import io
import re
from urllib.parse import urlsplit

import pytest
from lxml import etree
from PIL import Image

from services import feeds
from tests.feeding import address, change, fetch, write
from tests.offering import make_product
from tests.services.picturing import add, photo, prepare


@pytest.fixture
def read(web, shop):
    """A file of the offer, parsed."""
    return lambda name: etree.fromstring(fetch(web, address(shop, name)).data)


def write_whole(shop):
    feeds.ask(shop.partner)
    write(shop.partner)


def test_the_gateway_says_what_it_is(read):
    """iof.md 9.2, 9.3."""
    root = read("gateway")
    assert root.tag == "provider_description"
    assert (root.get("file_format"), root.get("version")) == ("IOF", "3.0")
    assert re.fullmatch("[0-9a-zA-Z_]+", root.findtext("meta/short_name"))
    assert root.findtext("meta/long_name")
    assert "@" in root.findtext("meta/email")


@pytest.mark.parametrize("name", ["full", "light"])
def test_an_offer_says_in_which_language_and_currency_it_is(read, name):
    """iof.md 9.9."""
    root = read(name)
    assert (root.tag, root.get("file_format"), root.get("version")) == ("offer", "IOF", "3.0")
    assert root.get("extensions") in {"yes", "no"}
    products = root.find("products")
    assert re.fullmatch("[a-z]{3}", products.get("language"))
    assert re.fullmatch("[A-Z]{3}", products.get("currency"))


def test_ids_and_codes_stand_for_one_thing_each(shop, read):
    """iof.md 9.10: also when two products have sizes of the same names."""
    make_product(shop.price_list, "Fotoobraz", {"10×15": 3000, "A4": 9000})
    write_whole(shop)
    products = read("full").findall("products/product")
    ids = [one.get("id") for one in products]
    sizes = [[size.get("id") for size in one.findall("sizes/size")] for one in products]
    every_code = [size.get("code") for one in products for size in one.findall("sizes/size")]
    assert len(products) == 2
    assert all(one.isdecimal() for one in ids)
    for told in (ids, every_code, *sizes):
        assert sorted(told) == sorted(set(told))


def test_pictures_open_without_a_login_and_are_what_the_offer_says(app, shop, product, read):
    """iof.md 9.16: hash, width and height are those of the very picture."""
    add(product, photo())
    prepare()
    change(product)
    write_whole(shop)
    told = read("full").find("products/product/images")
    anybody = app.test_client()
    for one in (told.find("large/image"), told.find("icons/icon")):
        link = urlsplit(one.get("url"))
        assert link.scheme in {"http", "https"}
        bytes_ = fetch(anybody, link.path).data
        assert hashlib.md5(bytes_).hexdigest() == one.get("hash")
        sides = Image.open(io.BytesIO(bytes_)).size
        assert sides == (int(one.get("width")), int(one.get("height")))
