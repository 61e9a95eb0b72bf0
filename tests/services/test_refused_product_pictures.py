"""Files that become no picture of a product (issue 7)."""

import csv
import os
from pathlib import Path

import pytest

from extensions import db
from services import product_pictures
from services.files import storage
from services.product_pictures import PictureRefused
from tests.services.picturing import add, photo, prepare

DATA = Path(os.environ.get("KADR_TEST_DATA", "/nowhere"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="KADR_TEST_DATA is not set")
REFUSED_AT_ONCE = {"empty", "type_not_allowed"}


@pytest.fixture
def product(app, make):
    with app.test_request_context():
        yield make.make_product(make.make_shop_list(make.make_studio()))


def hostile_files():
    with (DATA / "hostile" / "manifest.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].startswith("generated/")]
    return [row for row in rows if row["expected"].startswith("refuse")]


@needs_data
def test_no_hostile_file_becomes_a_picture_or_stops_the_next_one(product):
    """Bombs, polyglots, programs with the name of a picture."""
    kept = []
    for row in hostile_files():
        data = (DATA / "hostile" / row["file"]).read_bytes()
        try:
            picture = add(product, data, row["upload_as"])
        except PictureRefused:
            continue
        assert row["expected"].removeprefix("refuse:") not in REFUSED_AT_ONCE, row["file"]
        prepare()
        kept += [row["file"]] if picture.state == "ready" else []
        product_pictures.remove(picture)
        db.session.expire_all()
    assert kept == []
    assert list(storage().list("products")) == []
    add(product, photo())
    prepare()
    assert product.pictures[0].state == "ready"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("album.jpg", b""),
        ("album.jpg", b"<svg onload=alert(1)>"),
        ("album.jpg.exe", photo(60, 40)),
        ("album.gif", b"GIF89a" + bytes(60)),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence_and_leaves_nothing(product, name, data):
    with pytest.raises(PictureRefused) as refusal:
        add(product, data, name)
    assert str(refusal.value).endswith(".")
    assert product.pictures == []
    assert list(storage().list("")) == []
    assert list(storage().scratch.iterdir()) == []


def test_a_file_past_the_limit_is_refused(product, monkeypatch):
    monkeypatch.setattr(product_pictures, "LIMIT_MB", 0)
    with pytest.raises(PictureRefused, match="0"):
        add(product, photo(60, 40))
    assert list(storage().scratch.iterdir()) == []


def test_a_product_takes_no_more_than_so_many(product, monkeypatch):
    monkeypatch.setattr(product_pictures, "LIMIT_COUNT", 1)
    add(product, photo(60, 40))
    with pytest.raises(PictureRefused):
        add(product, photo(60, 40))
