"""Bytes that no row names are swept, and nothing else."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import CatalogueImport, RefusedRow
from models.types import utc_now
from services import catalogue_imports, leftovers, schedule
from services.files import storage
from tests.blueprints.studio.shelf import keep_bytes
from tests.services.catalogue.filing import csv, send


@pytest.fixture
def photo(make):
    photo = make.make_photo()
    keep_bytes(photo)
    return photo


def left_behind(photo, name, age):
    """A file as a process leaves it that died after a photo was replaced."""
    key = f"galleries/{photo.gallery_id}/{name}"
    storage().put(key, b"old")
    then = (utc_now() - age).timestamp()
    os.utime(storage().local_path(key), (then, then))
    return key


@pytest.mark.parametrize("name", ["proofs/" + "0" * 64, "renditions/1-abcd-proof.jpg"])
def test_what_no_row_names_is_deleted_once_it_is_a_day_old(photo, name):
    old = left_behind(photo, name, timedelta(days=2))
    young = left_behind(photo, f"{name}2", timedelta(hours=2))
    assert leftovers.sweep(utc_now()) == 1
    assert not storage().exists(old)
    assert storage().exists(young)


def test_what_a_row_names_stays_however_old_it_is(photo):
    kept = list(storage().list(f"galleries/{photo.gallery_id}"))
    assert leftovers.sweep(utc_now() + timedelta(days=900)) == 0
    assert list(storage().list(f"galleries/{photo.gallery_id}")) == kept


def test_an_upload_that_nobody_continues_goes_after_a_week(photo):
    """M-26: until then, adding the file again continues it."""
    parts = [storage().scratch / f"1-proofs-{name}.part" for name in ("forgotten", "continued")]
    for part, days in zip(parts, (8, 6), strict=True):
        part.write_bytes(b"half")
        then = (utc_now() - timedelta(days=days)).timestamp()
        os.utime(part, (then, then))
    assert leftovers.sweep(utc_now()) == 1
    assert [part.exists() for part in parts] == [False, True]


def test_it_runs_by_the_clock():
    assert schedule.TASKS["leftovers"].every == "TIDY_EVERY_S"


def test_a_file_of_products_that_nobody_confirmed_goes_after_a_week(app, make):
    """What was confirmed, and what is young, stays."""
    with app.test_request_context():
        studio = make.make_studio(locale="pl")
        data = csv("/@code_on_card,/description/name@pol", "A,Album", "B,")
        forgotten, confirmed = send(studio, data), send(studio, data)
        catalogue_imports.confirm(confirmed)
        orphan = f"studios/{studio.id}/imports/{'0' * 32}.csv"
        storage().put(orphan, data)
        keys = forgotten.key, confirmed.key, orphan
        assert leftovers.sweep(forgotten.kept_until - timedelta(minutes=1)) == 1
        assert [storage().exists(key) for key in keys] == [True, True, False]
        assert leftovers.sweep(forgotten.kept_until + timedelta(minutes=1)) == 1
        assert [storage().exists(key) for key in keys] == [False, True, False]
        left = CatalogueImport.of_studio(studio.id).with_only_columns(CatalogueImport.id)
        assert db.session.scalars(left).all() == [confirmed.id]
        assert not db.session.scalars(select(RefusedRow).filter_by(import_id=forgotten.id)).all()
