"""What the panel says of earlier exports, and what counts as one."""

import pytest

from extensions import db
from models import Export
from models.types import utc_now
from tests.blueprints.studio.exporting import HTMX, download, listed, panel, place


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio, title="Łucja i Jan")


TXT = "?program=txt"
NEW = "?program=txt&only=new"


def made():
    return db.session.query(Export).order_by(Export.id).all()


def copy(web, gallery, **fields):
    wishes = {"program": "txt", "form": "txt/list", **fields}
    return web.post(f"/studio/galleries/{gallery.id}/export", data=wishes, headers=HTMX)


def test_looking_at_the_panel_is_no_export(studio_web, gallery):
    place(gallery, "A.JPG")
    page = panel(studio_web, gallery, TXT)
    assert made() == []
    assert "Ostatni eksport" not in page
    assert "Nowe od ostatniego eksportu" not in page


@pytest.mark.parametrize("take", [copy, lambda web, gallery: download(web, gallery, "txt/list")])
def test_copying_and_downloading_are_exports(studio_web, gallery, take):
    place(gallery, "A.JPG", "B.JPG")
    assert take(studio_web, gallery).status_code == 200
    [export] = made()
    assert (export.program, export.form, export.photo_count) == ("txt", "list", 2)
    assert export.actor == studio_web.user.name
    assert export.is_whole


def test_the_panel_offers_what_is_new_and_says_who_exported_when(studio_web, gallery):
    place(gallery, "A.JPG")
    download(studio_web, gallery, "txt/list")
    place(gallery, "A.JPG", "B.JPG", "C.JPG")
    page = panel(studio_web, gallery, TXT)
    assert "Nowe od ostatniego eksportu (2)" in page
    assert "Wszystkie (3)" in page
    assert f", {studio_web.user.name} · 1 zdjęcie · Lista TXT" in page
    assert listed(page).split() == ["A", "B", "C"]
    fresh = panel(studio_web, gallery, NEW)
    assert listed(fresh).split() == ["B", "C"]
    assert 'name="only" value="new" form="export-choice" checked' in fresh
    assert '<input type="hidden" name="only" value="new">' in fresh


def test_a_closed_panel_leads_to_what_is_new(make, studio_web, gallery):
    place(gallery, "A.JPG")
    assert "export-fresh" not in panel(studio_web, gallery, "")
    download(studio_web, gallery, "txt/list")
    assert "export-fresh" not in panel(studio_web, gallery, "")
    gone = place(gallery, "A.JPG", "B.JPG").photos[1].photo
    page = panel(studio_web, gallery, "")
    assert 'orders?program=txt&only=new#export"' in page
    assert "Nowe od ostatniego eksportu (1)" in page
    download(studio_web, gallery, "txt/list")
    db.session.delete(db.session.merge(gone))
    db.session.commit()
    assert "export-fresh" not in panel(studio_web, gallery, "")


def test_what_was_taken_as_new_is_new_no_more(studio_web, gallery):
    place(gallery, "A.JPG")
    download(studio_web, gallery, "txt/list")
    place(gallery, "B.JPG")
    assert download(studio_web, gallery, "txt/list", only="new").text == "B\r\n"
    assert [export.is_whole for export in made()] == [True, False]
    page = panel(studio_web, gallery, NEW)
    assert "Nowe od ostatniego eksportu" not in page
    assert listed(page).split() == ["A", "B"]


def test_copying_answers_with_the_line_that_says_so(studio_web, gallery):
    place(gallery, "A.JPG")
    text = copy(studio_web, gallery).text
    assert text.strip().startswith('<div id="export-since"')
    assert "Ostatni eksport" in text
    plain = studio_web.post(
        f"/studio/galleries/{gallery.id}/export", data={"program": "txt", "form": "txt/list"}
    )
    assert plain.location.endswith(f"/studio/galleries/{gallery.id}/orders#export")


def test_an_export_of_one_order_counts_for_the_session(studio_web, gallery):
    place(gallery, "A.JPG")
    download(studio_web, gallery, "txt/list")
    order = place(gallery, "B.JPG")
    place(gallery, "C.JPG")
    assert studio_web.post(f"/studio/orders/{order.id}/export/txt/list").text == "B\r\n"
    assert listed(panel(studio_web, gallery, NEW)).split() == ["C"]
    assert not made()[-1].is_whole


def test_orders_cancelled_since_are_named_with_their_photos(studio_web, gallery):
    place(gallery, "A.JPG")
    gone = place(gallery, "B.JPG")
    download(studio_web, gallery, "txt/list")
    gone.cancelled_at = utc_now()
    db.session.commit()
    page = panel(studio_web, gallery, TXT)
    assert "1 wyeksportowane zdjęcie nie jest już zamówione." in page
    assert f"Anulowane od tego czasu: #{gone.number}. B.JPG" in " ".join(page.split())


def test_nothing_is_recorded_for_a_form_that_is_not_there(studio_web, gallery):
    place(gallery, "A.JPG")
    assert copy(studio_web, gallery, form="txt/paint").status_code == 404
    assert copy(studio_web, gallery, form="csv/photos").status_code == 404
    assert made() == []


@pytest.mark.csrf
def test_an_export_needs_the_token_of_a_form(studio_web, gallery):
    place(gallery, "A.JPG")
    assert download(studio_web, gallery, "txt/list").status_code == 400
    assert made() == []
