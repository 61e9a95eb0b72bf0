"""The export panel below the list of orders and on the page of an order, and its files."""

import re
import time
from html import unescape

import pytest

from extensions import db
from formats.filename_lists import PROGRAMS
from models import Order, OrderLine, Photo
from models.types import utc_now
from tests.blueprints.studio.test_orders import queries
from tests.conftest import sign_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


def place(make, gallery, *names):
    photos = [
        db.session.query(Photo).filter_by(gallery_id=gallery.id, filename=name).first()
        or make.make_photo(gallery, name, number=number)
        for number, name in enumerate(names, start=1)
    ]
    return make.make_order(make.make_cart(gallery.invitations[0], photos))


def panel(web, gallery, query="?program=lightroom"):
    answer = web.get(f"/studio/galleries/{gallery.id}/export{query}", headers=HTMX)
    assert answer.status_code == 200
    return re.sub(r"[ \t]*\n[ \t]*", " ", unescape(answer.text))


def listed(page):
    return re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]


def test_three_photos_from_two_orders(make, studio_web, gallery):
    """M-15: {A,B}, {B,C}, cancelled {D}."""
    place(make, gallery, "A.JPG", "B.JPG")
    place(make, gallery, "B.JPG", "C.JPG")
    place(make, gallery, "D.JPG").cancelled_at = utc_now()
    db.session.commit()
    page = panel(studio_web, gallery)
    assert "Eksport zdjęć ze wszystkich zamówień" in page
    assert "3 zdjęcia z 2 zamówień." in page
    assert "Zamówienie anulowane pominięto." in page
    assert "Zdjęcie wybrane kilka razy jest na liście raz." in page
    assert sorted(listed(page).split(", ")) == ["A", "B", "C"]


@pytest.mark.parametrize(("orders", "words"), [(1, "z 1 zamówienia"), (5, "z 5 zamówień")])
def test_orders_are_counted_in_polish(make, studio_web, gallery, orders, words):
    """M-15."""
    for _ in range(orders):
        place(make, gallery, "A.JPG")
    assert f"1 zdjęcie {words}." in panel(studio_web, gallery)


def test_without_orders_it_is_disabled_with_the_reason(studio_web, gallery):
    """M-14, M-15."""
    page = panel(studio_web, gallery)
    assert "0 zdjęć z 0 zamówień." in page
    assert 'aria-disabled="true" title="Nikt jeszcze nie zamówił zdjęcia."' in page
    assert "<textarea" not in page
    answer = studio_web.get(f"/studio/galleries/{gallery.id}/export/txt")
    assert answer.status_code == 409


def test_the_green_button_opens_it_and_closes_it(make, studio_web, gallery):
    """M-16."""
    place(make, gallery, "A.JPG")
    closed = panel(studio_web, gallery, "")
    button = re.search(r'<a class="button soft" id="export-toggle"[^>]*aria-exp[^>]*>', closed)[0]
    assert 'aria-expanded="false"' in button
    assert f'hx-get="/studio/galleries/{gallery.id}/export?program=lightroom"' in button
    assert f'href="/studio/galleries/{gallery.id}/orders?program=lightroom#export"' in button
    assert 'aria-expanded="true"' in panel(studio_web, gallery)


def test_it_opens_without_javascript(make, studio_web, gallery):
    """M-16."""
    place(make, gallery, "A.JPG")
    page = studio_web.get(f"/studio/galleries/{gallery.id}/orders?program=txt").text
    assert listed(page) == "A\r\n"
    plain = studio_web.get(f"/studio/galleries/{gallery.id}/export?program=txt")
    assert plain.location.endswith(f"/studio/galleries/{gallery.id}/orders?program=txt#export")


def test_every_program_is_offered_with_its_help(make, studio_web, gallery):
    """M-16, M-21."""
    place(make, gallery, "A.JPG")
    for program in PROGRAMS:
        page = panel(studio_web, gallery, f"?program={program.slug}")
        assert f'value="{program.slug}" checked' in page
        assert f'href="/help/export/{program.slug}"' in page
        assert "Jak to zrobić?" in page
    assert all(f'value="{program.slug}"' in page for program in PROGRAMS)


def test_the_knowledge_base_is_linked(studio_web, gallery):
    """M-22."""
    page = panel(studio_web, gallery, "")
    assert '<a href="/help/export">Baza Wiedzy – eksport zdjęć i odbitek</a>' in page


def test_the_last_program_opens_next_time(make, studio_web, gallery):
    """M-16."""
    place(make, gallery, "A.JPG")
    panel(studio_web, gallery, "?program=capture-one")
    assert "?program=capture-one" in panel(studio_web, gallery, "")
    panel(studio_web, gallery, "?program=paint")
    assert gallery.studio.last_export_program == "capture-one"


def test_names_come_with_extension_and_in_another_order_on_demand(make, studio_web, gallery):
    """M-17."""
    place(make, gallery, "IMG_10.JPG", "IMG_2.JPG")
    assert listed(panel(studio_web, gallery)) == "IMG_10, IMG_2"
    chosen = "?program=lightroom&with_extension=1&order=name"
    assert listed(panel(studio_web, gallery, chosen)) == "IMG_2.JPG, IMG_10.JPG"
    assert listed(panel(studio_web, gallery, "?program=lightroom&order=x")) == "IMG_10, IMG_2"
    download = re.search(r'href="([^"]+)" download', panel(studio_web, gallery, chosen))[1]
    assert studio_web.get(download).text == "IMG_2.JPG, IMG_10.JPG"


def test_copying_takes_the_text_area_and_counts_in_polish(make, studio_web, gallery):
    """M-17."""
    place(make, gallery, *(f"IMG_{n}.JPG" for n in range(25)))
    page = panel(studio_web, gallery)
    assert 'data-copy="#export-names" data-copied="Skopiowano 25 nazw"' in page
    assert '<textarea class="input num" id="export-names" readonly' in page


def test_a_name_that_also_shows_another_photo_is_named(make, studio_web, gallery):
    """M-18."""
    place(make, gallery, "IMG_1.JPG")
    make.make_photo(gallery, "IMG_10.JPG")
    make.make_photo(gallery, "IMG_100.JPG")
    page = panel(studio_web, gallery)
    assert "Filtr pokaże też 2 zdjęcia, których nikt nie wybrał." in page
    assert "IMG_1 pasuje też do IMG_10, IMG_100." in page
    for query in ("?program=capture-one", "?program=lightroom&with_extension=1"):
        assert "Filtr pokaże" not in panel(studio_web, gallery, query)


def test_names_that_the_filter_cannot_hold_are_named(make, studio_web, gallery):
    """M-18."""
    place(make, gallery, "ślub Łucji, kościół.JPG")
    page = panel(studio_web, gallery)
    assert "Filtr nie znajdzie 1 nazwy." in page
    assert "ślub Łucji, kościół" in page


HARD = ['zażółć "gęślą" jaźń.JPG', "a & b <i>.JPG", "Jan, Ewa; 100%.JPG"]


@pytest.mark.parametrize("slug", [program.slug for program in PROGRAMS])
def test_hard_names_survive_in_the_file(make, studio_web, gallery, slug):
    """M-17."""
    place(make, gallery, *HARD)
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
    place(make, gallery, *HARD)
    page = studio_web.get(f"/studio/galleries/{gallery.id}/orders?program=txt").text
    assert unescape(listed(page)).splitlines() == [name[:-4] for name in HARD]


def test_the_csv_speaks_the_language_of_the_studio(make, studio_web, gallery):
    """M-17."""
    place(make, gallery, "A.JPG")
    path = f"/studio/galleries/{gallery.id}/export/csv"
    assert studio_web.get(path).data.decode("utf-8-sig").startswith("lp;nazwa_pliku;")
    assert studio_web.get(path + "?lang=en").data.decode("utf-8-sig").startswith("no;file_name;")


def test_one_order_exports_its_own_photos(make, studio_web, gallery):
    """M-15."""
    order = place(make, gallery, "A.JPG")
    place(make, gallery, "B.JPG")
    answer = studio_web.get(f"/studio/orders/{order.id}/export?program=txt", headers=HTMX)
    assert "Eksport zdjęć z tego zamówienia" in answer.text
    assert listed(answer.text) == "A\r\n"
    assert studio_web.get(f"/studio/orders/{order.id}/export/txt").text == "A\r\n"
    assert listed(studio_web.get(f"/studio/orders/{order.id}?program=txt").text) == "A\r\n"


def test_a_cancelled_order_exports_nothing_and_says_why(make, studio_web, gallery):
    """M-15."""
    order = place(make, gallery, "A.JPG")
    order.cancelled_at = utc_now()
    db.session.commit()
    page = studio_web.get(f"/studio/orders/{order.id}").text
    assert "Zamówienie jest anulowane" in page
    assert studio_web.get(f"/studio/orders/{order.id}/export/txt").status_code == 409


def test_a_thousand_photos_take_less_than_a_second(make, studio_web, gallery):
    """M-17."""
    order_id = place(make, gallery, "IMG_0.JPG").id
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


def test_fifty_orders_take_as_many_queries_as_two(make, studio_web, gallery):
    """M-17."""
    path, counted = f"/studio/galleries/{gallery.id}/export?program=lightroom", []
    place(make, gallery, "A.JPG")
    studio_web.get(path, headers=HTMX)
    for wanted in (2, 50):
        while gallery.studio.next_order_number < 1001 + wanted:
            make.make_order(make.make_cart(gallery.invitations[0]))
        counted.append(queries(lambda: studio_web.get(path, headers=HTMX)))
    assert counted[0] == counted[1]


def test_an_unknown_program_is_not_there(make, studio_web, gallery):
    place(make, gallery, "A.JPG")
    assert studio_web.get(f"/studio/galleries/{gallery.id}/export/paint").status_code == 404


def test_strangers_and_other_studios_are_turned_away(app, make, web, gallery):
    """Every route of the export."""
    order = place(make, gallery, "A.JPG")
    stranger = sign_in(app, make.make_user())
    for path in (f"/studio/galleries/{gallery.id}/export", f"/studio/orders/{order.id}/export"):
        for address in (path, f"{path}/txt"):
            assert stranger.get(address).status_code == 404
            assert web.get(address).location.startswith("/login")
