"""The exported list as a file, whatever the names are and however many."""

import re
import time
from html import unescape

import pytest

from extensions import db
from formats.filename_lists import PROGRAMS
from models import Order, OrderLine, Photo
from tests.blueprints.studio.exporting import listed, panel, place


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


HARD = ['zażółć "gęślą" jaźń.JPG', "a & b <i>.JPG", "Jan, Ewa; 100%.JPG"]


@pytest.mark.parametrize("slug", [program.slug for program in PROGRAMS])
def test_hard_names_survive_in_the_file(make, studio_web, gallery, slug):
    """M-17."""
    place(gallery, *HARD)
    answer = studio_web.get(f"/studio/galleries/{gallery.id}/export/{slug}")
    text = answer.data.decode().replace('""', '"')
    assert [name for name in HARD if name[:-4] not in text] == []
    kind, name = answer.headers["Content-Disposition"].split("; ")[:2]
    assert kind == "attachment"
    extension = "csv" if slug == "csv" else "txt"
    assert re.fullmatch(
        rf'filename="Eksport_Lucja-i-Jan_{slug}_\d{{4}}-\d\d-\d\d\.{extension}"', name
    )


def test_the_page_shows_hard_names_letter_for_letter(make, studio_web, gallery):
    """M-17."""
    place(gallery, *HARD)
    page = studio_web.get(f"/studio/galleries/{gallery.id}/orders?program=txt").text
    assert unescape(listed(page)).splitlines() == [name[:-4] for name in HARD]


def test_the_csv_speaks_the_language_of_the_studio(make, studio_web, gallery):
    """M-17."""
    place(gallery, "A.JPG")
    path = f"/studio/galleries/{gallery.id}/export/csv"
    assert studio_web.get(path).data.decode("utf-8-sig").startswith("lp;nazwa_pliku;")
    assert studio_web.get(path + "?lang=en").data.decode("utf-8-sig").startswith("no;file_name;")


def test_a_thousand_photos_take_less_than_a_second(make, studio_web, gallery):
    """M-17."""
    order_id = place(gallery, "IMG_0.JPG").id
    template = db.session.query(Photo).one()
    copied = ("gallery_id", "folder", "format", "size_bytes", "crc32", "rendered_at")
    shared = {name: getattr(template, name) for name in copied}
    photos = [
        Photo(**shared, number=n, filename=f"IMG_{n}.JPG", sort_key=f"{n:06}", sha256=f"x{n}")
        for n in range(2, 1001)
    ]
    for photo in photos:
        photo.storage_key = photo.sha256
    db.session.add_all(photos)
    db.session.flush()
    db.session.get_one(Order, order_id).lines += [
        OrderLine(photo_id=p.id, position=p.number, kind="extra_photo", filename=p.filename)
        for p in photos
    ]
    db.session.commit()
    panel(studio_web, gallery, "")
    started = time.perf_counter()
    names = listed(panel(studio_web, gallery)).split(", ")
    assert time.perf_counter() - started < 1
    assert len(names) == len(set(names)) == 1000
