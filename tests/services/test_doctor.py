"""The doctor names every fault of an installation."""

import pytest

from extensions import db
from models.photo import Rendition
from services import doctor
from services.files import storage


@pytest.fixture
def photo(make):
    photo = make.make_photo()
    storage().put(photo.storage_key, b"x" * photo.size_bytes)
    return photo


def faults():
    return {finding.check: finding.fault for finding in doctor.examine() if finding.fault}


def test_files_that_match_their_rows_are_no_fault(photo):
    assert not [check for check in faults() if "files" in check]


def test_a_missing_original_is_named(photo):
    storage().delete(photo.storage_key)
    assert photo.storage_key in faults()["1 files of photos"]


def test_an_original_that_was_cut_is_named(photo):
    storage().put(photo.storage_key, b"x")
    assert "missing or cut" in faults()["1 files of photos"]


def test_a_missing_preview_is_named(photo):
    photo.renditions.append(
        Rendition(
            kind="thumb", key=photo.rendition_key("thumb"), width_px=1, height_px=1, size_bytes=1
        )
    )
    db.session.commit()
    assert "thumb" in faults()["1 files of renditions"]


def test_a_file_without_a_row_is_named_and_left_alone(photo):
    storage().put("galleries/99/full/abc", b"lost")
    assert "galleries/99/full/abc" in faults()["files without a row"]
    assert storage().exists("galleries/99/full/abc")


def test_redis_away_is_a_fault(photo):
    assert "away" in faults()["redis"]


def test_the_command_fails_when_anything_is_wrong(application, app):
    """Its exit code is what a timer looks at."""
    result = application.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "FAULT redis" in result.output


def test_a_missing_font_of_documents_is_named(app, monkeypatch):
    monkeypatch.setattr(doctor.document_rendering, "FONTS", ("gone.woff2",))
    assert faults()["fonts of documents"] == "missing: gone.woff2"
