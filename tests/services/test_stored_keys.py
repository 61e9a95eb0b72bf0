"""One list knows every row that names a file: what looks after files asks it."""

from datetime import timedelta

import pytest

from extensions import db
from models.partner_file import PartnerFile
from models.types import utc_now
from models.watermark_example import WatermarkExample
from services import doctor, inventory, leftovers, stored_keys
from services.document_settings import sample_key
from services.files import forget, storage

# Columns that are called a key and name no file.
OTHER_KEYS = {
    "carts.key",
    "clients.name_key",
    "clients.search_key",
    "galleries.search_key",
    "orders.search_key",
    "outbox.dedupe_key",
    "partner_requests.key",
    "photos.search_key",
    "photos.sort_key",
    "products.search_key",
}


def test_every_column_that_is_called_a_key_is_in_the_list_or_names_no_file():
    """Whoever adds a column that names stored bytes adds it there: or they are swept away."""
    called = {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if column.name == "key" or column.name.endswith("_key")
    }
    listed = {f"{one.table}.{getattr(one.key, 'key', '')}" for one in stored_keys.NAMED}
    assert called - listed == OTHER_KEYS


@pytest.fixture
def named(make):
    """Keys of every folder, each with its row and its bytes."""
    photo = make.make_photo()
    studio = photo.gallery.studio
    partner_id = make.make_partner(studio).id
    file = PartnerFile(partner_id=partner_id, filename="a.jpg", sha256="a", width=0, height=0)
    file.storage_key, file.media_type, file.size_bytes = "partners/1/a", "image/jpeg", 4
    db.session.add(file)
    studio.logo_key, studio.logo_source_key = (f"studios/{studio.id}/logo-{n}.png" for n in "12")
    example = WatermarkExample(gallery=photo.gallery, photo_id=photo.id, made_at=utc_now())
    example.watermark_kind = example.watermark_text = example.watermark_place = ""
    example.watermark_opacity_percent = 1
    db.session.add(example)
    db.session.commit()
    sizes = {
        photo.storage_key: photo.size_bytes,
        file.storage_key: file.size_bytes,
        **dict.fromkeys((studio.logo_key, studio.logo_source_key, example.key), 3),
        sample_key(studio): 3,
    }
    for key, size in sizes.items():
        storage().put(key, bytes(size))
    return list(sizes)


def test_what_is_named_is_known_in_every_folder(named):
    orphans = [f"{key}-" for key in named]
    assert stored_keys.named([*named, *orphans, "elsewhere/1"]) == set(named)


def test_nothing_that_is_named_is_deleted_by_anybody(named):
    forget(named)
    leftovers.sweep(utc_now() + timedelta(days=900))
    assert sorted(storage().list("")) == sorted(named)


def test_what_nobody_names_is_found_in_every_folder_and_swept(named):
    """Partners' files and studios' are looked after, too."""
    orphans = sorted(f"{folder}/{n}/lost" for folder in stored_keys.FOLDERS for n in (1, 900))
    for key in orphans:
        storage().put(key, b"lost")
    assert _faults()["files without a row"] == f"10 without a row, first: {orphans[0]}"
    assert leftovers.sweep(utc_now() + timedelta(days=2)) == len(orphans)
    assert sorted(storage().list("")) == sorted(named)


def test_the_doctor_misses_what_was_lost_in_every_folder(named):
    assert "files without a row" not in _faults()
    for key in named:
        storage().delete(key)
    found = _faults()
    for table in ("photos", "partner_files", "watermark_examples"):
        assert "1 missing or cut" in found[f"1 files of {table}"]
    # Two pictures of a logo; whether there was a sample, no row says.
    assert "2 missing or cut" in found["2 files of studios"]


def test_a_file_of_another_length_does_not_do_for_its_row(make):
    photo = make.make_photo()
    storage().put(photo.storage_key, bytes(photo.size_bytes))
    (place,) = inventory.places("galleries")
    assert [naming.table for naming in place.namings] == ["photos"]
    assert place.namings[0].is_kept(place.size_bytes)
    assert not place.namings[0].is_kept(place.size_bytes - 1)


def _faults():
    return {finding.check: finding.fault for finding in doctor._files() if finding.fault}
