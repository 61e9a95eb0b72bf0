"""Large and hostile files of products (issue 7)."""

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from extensions import db
from formats import catalogue_csv
from models import OutboxEntry, Product
from services import catalogue_imports, catalogue_reading, offer_versions
from tests.services.catalogue.filing import bring_in, counts, csv, send, version, written

DATA = Path(os.environ.get("KADR_TEST_DATA", "/nowhere"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="KADR_TEST_DATA is not set")


@pytest.fixture
def studio(app, make):
    with app.test_request_context():
        yield make.make_studio(locale="pl")


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(catalogue_reading, "CHUNK", 10)


@pytest.fixture
def shop(make, studio):
    return make.make_shop_list(studio, "Sklep [główny]")


def test_one_version_is_taken_for_a_whole_chunk(studio, shop):
    rows = [f"P-{n},Produkt {n}" for n in range(25)]
    before = offer_versions.settings_of(studio.id).version
    bring_in(studio, csv("/@code_on_card,/description/name@pol", *rows))
    assert version(studio) == before + 3


def test_a_worker_that_dies_in_between_is_followed_where_it_was(studio, shop, monkeypatch):
    rows = [f"P-{n},Produkt {n}" for n in range(25)]
    taken = send(studio, csv("/@code_on_card,/description/name@pol", *rows))
    catalogue_imports.confirm(taken)
    entry = db.session.scalars(select(OutboxEntry).order_by(OutboxEntry.id.desc())).first()
    write, calls = catalogue_reading.write_chunk, []

    def die(*values):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*values)

    monkeypatch.setattr(catalogue_reading, "write_chunk", die)
    with pytest.raises(KeyboardInterrupt):
        catalogue_reading.go_on(entry)
    db.session.expire_all()
    assert (taken.made_count, taken.read_to, taken.is_working) == (10, 11, True)
    catalogue_reading.go_on(entry)
    db.session.expire_all()
    assert counts(taken) == (25, 0, 0, 0)
    assert len(db.session.scalars(Product.of_studio(studio.id)).all()) == 25


def test_a_large_file_goes_on_in_a_job_of_its_own(studio, shop, monkeypatch):
    monkeypatch.setattr(catalogue_reading, "WORKS_S", -1)
    rows = [f"P-{n},Produkt {n}" for n in range(25)]
    taken = bring_in(studio, csv("/@code_on_card,/description/name@pol", *rows))
    assert counts(taken) == (25, 0, 0, 0)


@needs_data
def test_hostile_strings_come_back_letter_for_letter(studio, shop):
    payloads = json.loads((DATA / "hostile" / "text" / "blns.json").read_text("utf-8"))
    strings = [text for text in payloads if isinstance(text, str) and text.strip()][::5]
    rows = [
        {"code": f"H-{n}", "name:pl": text, "description:pl": text}
        for n, text in enumerate(strings)
    ]
    data = catalogue_csv.head([]) + catalogue_csv.rows(rows, [])
    assert counts(bring_in(studio, data))[3] == 0
    found = db.session.scalars(Product.of_studio(studio.id).order_by(None).order_by(Product.id))
    assert [(one.name, one.description) for one in found] == [(text, text) for text in strings]
    before = version(studio)
    bring_in(studio, written(studio))
    assert version(studio) == before
