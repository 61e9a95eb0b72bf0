"""What is new since the last export."""

from datetime import timedelta

import pytest

from extensions import db
from models import Export, ExportedPhoto, Order
from models.types import utc_now
from services import exports


@pytest.fixture
def gallery(make):
    return make.make_gallery(extra_photo_cents=4000)


@pytest.fixture
def place(make, gallery):
    """Orders photos by their names."""
    photos = {}

    def placed(*names):
        for number, name in enumerate(names, start=len(photos) + 1):
            if name not in photos:
                photos[name] = make.make_photo(gallery, name, number=number)
        cart = make.make_cart(gallery.invitations[0], [photos[name] for name in names])
        return make.make_order(cart)

    return placed


def picked(gallery):
    found = db.session.scalars(Order.with_photos(Order.gallery_id == gallery.id))
    return exports.picked_photos(gallery, found)


def export(gallery, photos=None, *, is_whole=True):
    held = picked(gallery) if photos is None else photos
    exports.record_export(gallery, held, "lightroom", "text", "Hanna", is_whole=is_whole)


def since(gallery):
    return exports.since_last_export(gallery, picked(gallery))


def names(photos):
    return [photo.filename for photo in photos]


def test_before_the_first_export_nothing_is_new(gallery, place):
    place("A.JPG")
    assert since(gallery) == exports.Since()


def test_what_was_ordered_after_an_export_is_new(gallery, place):
    place("A.JPG", "B.JPG")
    export(gallery)
    assert since(gallery).fresh == []
    place("B.JPG", "C.JPG")
    found = since(gallery)
    assert names(found.fresh) == ["C.JPG"]
    assert exports.fresh_count(gallery) == 1
    assert (found.last.actor, found.last.photo_count, found.last.program) == (
        *("Hanna", 2),
        "lightroom",
    )


def test_an_export_of_new_photos_adds_to_what_is_known(gallery, place):
    place("A.JPG")
    export(gallery)
    place("B.JPG")
    export(gallery, since(gallery).fresh, is_whole=False)
    place("C.JPG")
    assert names(since(gallery).fresh) == ["C.JPG"]


def test_after_everything_was_exported_anew_only_that_is_known(gallery, place):
    """What was cancelled in between and ordered once more is new again."""
    place("A.JPG")
    gone = place("B.JPG")
    export(gallery)
    gone.cancelled_at = utc_now()
    db.session.commit()
    export(gallery)
    place("B.JPG")
    assert names(since(gallery).fresh) == ["B.JPG"]


def test_orders_cancelled_since_and_their_photos_are_named(gallery, place):
    place("A.JPG")
    gone = place("B.JPG")
    before = place("C.JPG")
    before.cancelled_at = utc_now() - timedelta(minutes=1)
    db.session.commit()
    export(gallery)
    gone.cancelled_at = utc_now() + timedelta(seconds=1)
    db.session.commit()
    found = since(gallery)
    assert [order.number for order in found.cancelled] == [gone.number]
    assert found.leftovers == ["B.JPG"]
    assert found.fresh == []


def test_a_deleted_photo_is_not_new(gallery, place):
    order = place("A.JPG")
    export(gallery)
    db.session.delete(order.photos[0].photo)
    db.session.commit()
    db.session.expire_all()
    found = since(gallery)
    assert (found.fresh, found.leftovers) == ([], [])


def test_another_session_knows_nothing_of_it(make, gallery, place):
    place("A.JPG")
    export(gallery)
    other = make.make_gallery(gallery.studio)
    make.make_order(make.make_cart(other.invitations[0]))
    assert exports.since_last_export(other, picked(other)) == exports.Since()
    assert (exports.fresh_count(gallery), exports.fresh_count(other)) == (0, 0)


def test_an_export_goes_with_its_session(gallery, place):
    """Nothing of a deleted session stays behind."""
    place("A.JPG")
    export(gallery)
    db.session.execute(Export.__table__.delete().where(Export.gallery_id == gallery.id))
    assert db.session.query(ExportedPhoto).count() == 0
