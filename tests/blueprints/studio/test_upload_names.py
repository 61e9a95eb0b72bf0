"""Names of files as hostile people write them: kept letter for letter, or refused."""

import os
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from extensions import db
from models.photo import Photo
from services.files import storage
from tests.blueprints.studio.uploading import jpeg, put
from tests.journeys.hostile import EITHER, TAKEN, names

DATA = os.environ.get("KADR_TEST_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="KADR_TEST_DATA is not set")


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio)


def test_every_name_is_kept_or_refused_and_never_becomes_a_path(studio_web, gallery):
    """M-26."""
    for case in names(Path(DATA, "hostile"), jpeg()):
        name = case.upload_as.decode("utf-8", "replace")
        answer = put(studio_web, gallery, case.data, name=name)
        assert answer.status_code in (200, 400 if "\0" in name else 422), case.label
        if case.outcome != EITHER:
            assert (answer.status_code == 200) == (case.outcome == TAKEN), case.label
        if answer.status_code == 200:
            photo = db.session.get(Photo, answer.json["photo"])
            assert photo.filename == name
            assert storage().local_path(photo.storage_key).is_relative_to(storage().root)


def test_kept_names_are_shown_as_text(studio_web, gallery):
    for case in names(Path(DATA, "hostile"), jpeg()):
        put(studio_web, gallery, case.data, name=case.upload_as.decode("utf-8", "replace"))
    page = studio_web.get(f"/studio/galleries/{gallery.id}/photos").text
    for photo in db.session.scalars(select(Photo)):
        assert photo.filename in unescape(page)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert ">49.jpg" not in page
