"""The export panel below the list of orders and on the page of an order, and its files."""

import re
from datetime import datetime

import pytest

from extensions import db
from formats.exports.programs import PROGRAMS
from models import Chapter
from models.types import utc_now
from tests.blueprints.studio.exporting import HTMX, download, listed, panel, place
from tests.blueprints.studio.looking import queries
from tests.conftest import sign_in


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


def test_three_photos_from_two_orders(make, studio_web, gallery):
    """M-15: {A,B}, {B,C}, cancelled {D}."""
    place(gallery, "A.JPG", "B.JPG")
    place(gallery, "B.JPG", "C.JPG")
    place(gallery, "D.JPG").cancelled_at = utc_now()
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
        place(gallery, "A.JPG")
    assert f"1 zdjęcie {words}." in panel(studio_web, gallery)


def test_without_orders_it_is_disabled_with_the_reason(studio_web, gallery):
    """M-14, M-15."""
    page = panel(studio_web, gallery)
    assert "0 zdjęć z 0 zamówień." in page
    assert 'aria-disabled="true" title="Nikt jeszcze nie zamówił zdjęcia."' in page
    assert "<textarea" not in page
    assert download(studio_web, gallery, "txt/list").status_code == 409


def test_the_green_button_opens_it_and_closes_it(make, studio_web, gallery):
    """M-16."""
    place(gallery, "A.JPG")
    closed = panel(studio_web, gallery, "")
    button = re.search(r'<a class="button soft" id="export-toggle"[^>]*aria-exp[^>]*>', closed)[0]
    assert 'aria-expanded="false"' in button
    assert f'hx-get="/studio/galleries/{gallery.id}/export?program=lightroom"' in button
    assert f'href="/studio/galleries/{gallery.id}/orders?program=lightroom#export"' in button
    assert 'aria-expanded="true"' in panel(studio_web, gallery)


def test_it_opens_without_javascript(make, studio_web, gallery):
    """M-16."""
    place(gallery, "A.JPG")
    page = studio_web.get(f"/studio/galleries/{gallery.id}/orders?program=txt").text
    assert listed(page) == "A\r\n"
    plain = studio_web.get(f"/studio/galleries/{gallery.id}/export?program=txt")
    assert plain.location.endswith(f"/studio/galleries/{gallery.id}/orders?program=txt#export")


def test_every_program_is_offered_with_its_help(make, studio_web, gallery):
    """M-16, M-21."""
    place(gallery, "A.JPG")
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
    place(gallery, "A.JPG")
    panel(studio_web, gallery, "?program=capture-one")
    assert "?program=capture-one" in panel(studio_web, gallery, "")
    panel(studio_web, gallery, "?program=paint")
    assert gallery.studio.last_export_program == "capture-one"


def test_the_last_form_of_a_program_opens_next_time(make, studio_web, gallery):
    """M-16."""
    place(gallery, "A.JPG")
    panel(studio_web, gallery, "?program=capture-one&form=capture-one/list")
    assert 'value="capture-one/list" checked' in panel(studio_web, gallery, "?program=capture-one")
    panel(studio_web, gallery, "?program=txt&form=capture-one/list")
    assert 'value="capture-one/xmp" checked' in panel(studio_web, gallery, "?program=capture-one")


def test_names_come_with_extension_and_in_another_order_on_demand(make, studio_web, gallery):
    """M-17."""
    place(gallery, "IMG_10.JPG", "IMG_2.JPG")
    assert listed(panel(studio_web, gallery)) == "IMG_10, IMG_2"
    chosen = "?program=lightroom&with_extension=1&order=name"
    assert listed(panel(studio_web, gallery, chosen)) == "IMG_2.JPG, IMG_10.JPG"
    assert listed(panel(studio_web, gallery, "?program=lightroom&order=x")) == "IMG_10, IMG_2"
    fields = dict(
        re.findall(
            '<input type="hidden" name="([a-z_]+)" value="([^"]*)"',
            panel(studio_web, gallery, chosen),
        )
    )
    answer = download(studio_web, gallery, "lightroom/text", **fields)
    assert answer.text == "IMG_2.JPG, IMG_10.JPG"


def test_copying_takes_the_text_area_and_counts_in_polish(make, studio_web, gallery):
    """M-17."""
    place(gallery, *(f"IMG_{n}.JPG" for n in range(25)))
    page = panel(studio_web, gallery)
    assert 'data-copy="#export-names" data-copied="Skopiowano 25 nazw"' in page
    assert '<textarea class="input num" id="export-names" readonly' in page


def test_a_name_that_also_shows_another_photo_is_named(make, studio_web, gallery):
    """M-18."""
    place(gallery, "IMG_1.JPG")
    make.make_photo(gallery, "IMG_10.JPG")
    make.make_photo(gallery, "IMG_100.JPG")
    page = panel(studio_web, gallery, "?program=lightroom&form=lightroom/text")
    assert "Filtr pokaże też 2 zdjęcia, których nikt nie wybrał." in page
    assert "IMG_1 pasuje też do IMG_10, IMG_100." in page
    assert re.search(r"Bez tej pomyłki: <a [^>]*lightroom/collection[^>]*>Inteligentna", page)
    for query in (
        "?program=capture-one&form=capture-one/list",
        "?program=lightroom&form=lightroom/text&with_extension=1",
    ):
        assert "Filtr pokaże" not in panel(studio_web, gallery, query)


def test_the_smart_collection_stands_first_when_the_list_would_go_wrong(make, studio_web, gallery):
    """M-18: and the reason is said."""
    place(gallery, "IMG_1.JPG")
    first = 'class="forms"[^>]*> <label><input type="radio" name="form" value="([^"]+)" checked'
    assert re.search(first, panel(studio_web, gallery))[1] == "lightroom/text"
    make.make_photo(gallery, "IMG_10.JPG")
    page = panel(studio_web, gallery)
    assert re.search(first, page)[1] == "lightroom/collection"
    assert "Doszłoby 1 zdjęcie, którego nikt nie wybrał: IMG_1 pasuje też do IMG_10." in page
    assert "<textarea" not in page


def test_numbers_that_rolled_over_lead_to_the_collection_with_the_day(make, studio_web, gallery):
    """M-18: the folder and the day tell the two photos apart."""
    for number, day in enumerate((1, 2), start=1):
        chapter = make.save(Chapter(gallery_id=gallery.id, name=f"Dzień {day}"))
        make.make_photo(
            gallery,
            "IMG_1.JPG",
            number=number,
            captured_at=datetime(2026, 5, day, 12),
            chapter_id=chapter.id,
        )
    place(gallery, "IMG_1.JPG")
    page = panel(studio_web, gallery)
    assert 'value="lightroom/collection-by-day" checked' in page
    assert "1 nazwę nosi więcej niż jedno zdjęcie." in page
    assert "IMG_1 (Dzień 1, 01.05.2026; Dzień 2, 02.05.2026)" in page


def test_names_that_the_filter_cannot_hold_are_named(make, studio_web, gallery):
    """M-18."""
    place(gallery, "ślub Łucji, kościół.JPG")
    page = panel(studio_web, gallery, "?program=lightroom&form=lightroom/text")
    assert "Filtr nie znajdzie 1 nazwy." in page
    assert "ślub Łucji, kościół" in page


def test_names_that_a_form_leaves_out_are_named(make, studio_web, gallery):
    place(gallery, "a*b.JPG", "IMG_1.JPG")
    page = panel(studio_web, gallery, "?program=windows")
    assert "1 nazwy nie da się zapisać w tej postaci, więc jej tu nie ma." in page
    assert "Znajdź ręcznie: a*b." in page
    assert "'IMG_1'" in listed(page)
    assert "a*b" not in listed(page)


def test_one_order_exports_its_own_photos(make, studio_web, gallery):
    """M-15."""
    order = place(gallery, "A.JPG")
    place(gallery, "B.JPG")
    answer = studio_web.get(f"/studio/orders/{order.id}/export?program=txt", headers=HTMX)
    assert "Eksport zdjęć z tego zamówienia" in answer.text
    assert listed(answer.text) == "A\r\n"
    assert studio_web.post(f"/studio/orders/{order.id}/export/txt/list").text == "A\r\n"
    assert listed(studio_web.get(f"/studio/orders/{order.id}?program=txt").text) == "A\r\n"


def test_a_cancelled_order_exports_nothing_and_says_why(make, studio_web, gallery):
    """M-15."""
    order = place(gallery, "A.JPG")
    order.cancelled_at = utc_now()
    db.session.commit()
    page = studio_web.get(f"/studio/orders/{order.id}").text
    assert "Zamówienie jest anulowane" in page
    assert studio_web.post(f"/studio/orders/{order.id}/export/txt/list").status_code == 409


def test_fifty_orders_take_as_many_queries_as_two(make, studio_web, gallery):
    """M-17."""
    path, counted = f"/studio/galleries/{gallery.id}/export?program=lightroom", []
    place(gallery, "A.JPG")
    studio_web.get(path, headers=HTMX)
    for wanted in (2, 50):
        while gallery.studio.next_order_number < 1001 + wanted:
            make.make_order(make.make_cart(gallery.invitations[0]))
        counted.append(queries(lambda: studio_web.get(path, headers=HTMX)))
    assert counted[0] == counted[1]


def test_an_unknown_program_is_not_there(make, studio_web, gallery):
    place(gallery, "A.JPG")
    assert studio_web.get(f"/studio/galleries/{gallery.id}/export/paint").status_code == 404


def test_strangers_and_other_studios_are_turned_away(app, make, web, gallery):
    """Every route of the export."""
    order = place(gallery, "A.JPG")
    stranger = sign_in(app, make.make_user())
    for path in (f"/studio/galleries/{gallery.id}/export", f"/studio/orders/{order.id}/export"):
        for method, address in (("GET", path), ("POST", path), ("POST", f"{path}/txt/list")):
            assert stranger.open(address, method=method).status_code == 404
            assert web.open(address, method=method).location.startswith("/login")
