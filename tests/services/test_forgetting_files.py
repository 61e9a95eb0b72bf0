"""Bytes that no row names any more are deleted with the row, and no others."""

import pytest
from sqlalchemy import event, update

from extensions import db
from models.photo import Folder, Photo
from services import photos, renditions, watermarks
from services.files import storage
from services.watermarks import WatermarkTerms
from tests.services.test_web_versions import add, picture, render


@pytest.fixture
def gallery(make):
    return make.make_gallery()


def stored():
    return set(storage().list("galleries"))


def named(photo):
    return {photo.storage_key, *(rendition.key for rendition in photo.renditions)}


def test_replacing_a_photo_leaves_only_the_files_of_the_new_one(gallery):
    """M-26."""
    add(gallery, "IMG_1.JPG", picture(1200, 800), Folder.PROOFS)
    render()
    photo = add(gallery, "IMG_1.JPG", picture(800, 1200), Folder.PROOFS, "replace")
    render()
    assert (photo.width_px, photo.height_px) == (800, 1200)
    assert stored() == named(photo)


def test_a_new_watermark_leaves_no_rendition_with_the_old_one(gallery):
    photo = add(gallery, "IMG_1.JPG", picture(1200, 800), Folder.PROOFS)
    render()
    before = named(photo)
    watermarks.change_watermark(gallery, WatermarkTerms(watermark_text="Ewa"))
    render()
    assert stored() == named(photo)
    assert stored() & before == {photo.storage_key}


def test_renditions_of_a_photo_that_was_replaced_meanwhile_are_not_kept(gallery):
    photo = add(gallery, "IMG_1.JPG", picture(1200, 800), Folder.PROOFS)

    @event.listens_for(db.session.registry(), "after_rollback", once=True)
    def replace(_session):
        """The worker has read the row and closes its transaction before it decodes."""
        with db.engine.begin() as other:
            other.execute(update(Photo).values(revision="replaced"))

    renditions.make(photo.id)
    assert stored() == {photo.storage_key}


def test_a_deleted_photo_takes_its_files_along_but_not_those_of_another_folder(gallery):
    data = picture(1200, 800)
    proof = add(gallery, "IMG_1.JPG", data, Folder.PROOFS)
    finished = add(gallery, "IMG_1.JPG", data, Folder.FULL)
    render()
    photos.delete_photo(proof)
    db.session.expire_all()
    assert stored() == named(finished)
