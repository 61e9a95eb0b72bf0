"""The pages on which a catalogue is downloaded and brought in (issue 7)."""

import io

import pytest
from sqlalchemy import select

from extensions import db
from models import CatalogueImport, OutboxEntry, Product
from services import outbox
from tests.blueprints.studio.looking import get

PAGE = "/studio/products/file"
HTMX = {"HX-Request": "true"}
GOOD = "/@code_on_card;/description/name@pol;/@vat\r\nX;Album <b>;23\r\nY;Ramka;99".encode("cp1250")


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def send(web, data=GOOD, name="katalog.csv"):
    return web.post(PAGE, data={"file": (io.BytesIO(data), name)})


def work():
    waiting = select(OutboxEntry.id).filter_by(kind="catalogue.read", state="pending")
    while entry_id := db.session.scalar(waiting):
        outbox.keep(entry_id)
    db.session.expire_all()


def test_a_file_is_looked_through_shown_and_written_by_plain_forms(studio_web, studio):
    answer = send(studio_web)
    assert answer.status_code == 303
    page = answer.location
    assert "hx-trigger" in get(studio_web, page)
    work()
    shown = get(studio_web, page)
    assert "load delay" not in shown
    assert "Nic nie jest jeszcze zapisane" in shown
    assert "Plik poczeka do " in shown
    assert "/@vat" in shown
    assert "Wiersz 3" in shown
    assert db.session.scalars(Product.of_studio(studio.id)).all() == []
    assert studio_web.post(f"{page}/confirmation").location == page
    assert "hx-trigger" in studio_web.get(page, headers=HTMX).text
    work()
    assert "Plik został wczytany" in get(studio_web, page)
    assert [one.name for one in db.session.scalars(Product.of_studio(studio.id))] == ["Album <b>"]
    assert studio_web.post(f"{page}/confirmation").status_code == 303


def test_refused_rows_are_downloaded_with_the_reason(studio_web, studio):
    page = send(studio_web).location
    work()
    answer = studio_web.get(f"{page}/refused.csv", buffered=True)
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.decode("utf-8-sig").splitlines()[1].startswith('"Y","Ramka","99","Wpisz')


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"x;y\r\n1;2"])
def test_a_wrong_file_has_its_sentence_beside_the_field(studio_web, studio, data):
    answer = send(studio_web, data)
    assert answer.status_code == 422
    assert 'id="catalogue-error"' in answer.text
    assert not db.session.scalars(CatalogueImport.of_studio(studio.id)).all()


def test_no_file_is_422(studio_web):
    assert studio_web.post(PAGE).status_code == 422


def test_the_catalogue_is_downloaded_as_a_file_for_spreadsheets(make, studio_web, studio):
    make.make_product(make.make_shop_list(studio, "Sklep"), name="=1+1", sizes={"A4": 1250})
    answer = studio_web.get(f"{PAGE}.csv", buffered=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.data.decode("utf-8-sig")
    assert "'=1+1" in text
    assert '"12.50"' in text


def test_files_that_were_sent_are_found_again(studio_web, studio):
    page = send(studio_web, name="maj.csv").location
    shown = get(studio_web, PAGE)
    assert "maj.csv" in shown
    assert page in shown
