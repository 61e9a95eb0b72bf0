"""The exported list as a file, whatever the names are and however many."""

import re
import time
from html import unescape
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest

from extensions import db
from formats.exports.programs import PROGRAMS
from models import Order, OrderLine, Photo
from tests.blueprints.studio.exporting import download, listed, panel, place


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


HARD = ['zażółć "gęślą" jaźń.JPG', "a & b <i>.JPG", "Jan, Ewa; 100%.JPG"]


FORMS = [(program, form) for program in PROGRAMS for form in program.forms]


@pytest.mark.parametrize(("program", "form"), FORMS, ids=[f"{p.slug}-{f.slug}" for p, f in FORMS])
def test_every_form_is_a_file_with_a_plain_name(make, studio_web, gallery, program, form):
    """M-17."""
    place(gallery, "IMG_1.JPG")
    answer = download(studio_web, gallery, f"{program.slug}/{form.slug}", search_folder="D:\\x")
    assert answer.status_code == 200
    assert b"IMG_1" in answer.data
    kind, name = answer.headers["Content-Disposition"].split("; ")[:2]
    assert kind == "attachment"
    day = r"\d{4}-\d\d-\d\d"
    expected = rf'filename="Eksport_Lucja-i-Jan_{program.slug}_{day}\.{form.extension}"'
    assert re.fullmatch(expected, name)


@pytest.mark.parametrize("path", ["lightroom/text", "capture-one/list", "txt/list", "csv/photos"])
def test_hard_names_survive_in_the_file(make, studio_web, gallery, path):
    """M-17."""
    place(gallery, *HARD)
    text = download(studio_web, gallery, path).data.decode().replace('""', '"')
    assert [name for name in HARD if name[:-4] not in text] == []


def test_the_page_shows_hard_names_letter_for_letter(make, studio_web, gallery):
    """M-17."""
    place(gallery, *HARD)
    page = studio_web.get(f"/studio/galleries/{gallery.id}/orders?program=txt").text
    assert unescape(listed(page)).splitlines() == [name[:-4] for name in HARD]


def test_the_csv_speaks_the_language_of_the_studio(make, studio_web, gallery):
    """M-17."""
    place(gallery, "A.JPG")
    polish = download(studio_web, gallery, "csv/photos").data.decode("utf-8-sig")
    assert polish.startswith("lp;nazwa_pliku;")
    path = f"/studio/galleries/{gallery.id}/export/csv/photos?lang=en"
    assert studio_web.post(path).data.decode("utf-8-sig").startswith("no;file_name;")


def test_the_note_and_the_session_travel_with_the_photo(make, studio_web, gallery):
    """N-21."""
    photo = make.make_photo(gallery, "IMG_1.JPG", number=1)
    make.make_order(make.make_cart(gallery.invitations[0], [photo], notes=["jaśniej <&>"]))
    archive = ZipFile(BytesIO(download(studio_web, gallery, "bridge/xmp").data))
    packet = archive.read("xmp/IMG_1.xmp").decode()
    assert "jaśniej &lt;&amp;&gt;" in packet
    assert "<rdf:li>wybrane: Łucja i Jan</rdf:li>" in packet
    assert "jaśniej <&>" in download(studio_web, gallery, "json/photos").text


def test_the_people_of_a_session_have_their_photos_together(make, studio_web, gallery):
    """N-23."""
    place(gallery, "A.JPG", "B.JPG")
    other = make.make_invitation(gallery, name="Ewa", email="ewa@example.com")
    shared = db.session.query(Photo).filter_by(filename="B.JPG").one()
    make.make_order(make.make_cart(other, [shared], notes=["dla babci"]))
    page = download(studio_web, gallery, "csv/people").data.decode("utf-8-sig")
    rows = [row.split(";") for row in page.splitlines()[1:]]
    assert [(row[0], row[2], row[3]) for row in rows][-1] == ("Ewa", "1002", "B.JPG")
    assert [row[3] for row in rows] == ["A.JPG", "B.JPG", "B.JPG"]
    assert rows[-1][-1] == "dla babci"


def test_a_program_or_form_that_is_not_there_is_not_found(make, studio_web, gallery):
    place(gallery, "A.JPG")
    for path in ("paint/list", "txt/xmp", "lightroom/list"):
        assert download(studio_web, gallery, path).status_code == 404


def test_a_folder_to_search_cannot_break_out_of_its_place(make, studio_web, gallery):
    place(gallery, "A.JPG")
    folder = 'D:\\"/><evil/>\x01\n'
    page = download(studio_web, gallery, "windows/search", search_folder=folder).data
    include = fromstring(page).find("query/scope/include")
    assert include.attrib["path"] == 'D:\\"/><evil/>'


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
    chosen = "?program=lightroom&form=lightroom/text"
    started = time.perf_counter()
    names = listed(panel(studio_web, gallery, chosen)).split(", ")
    assert time.perf_counter() - started < 1
    assert len(names) == len(set(names)) == 1000
