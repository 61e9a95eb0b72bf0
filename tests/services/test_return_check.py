"""The return check: nothing is handed over by mistake."""

import pytest
from sqlalchemy import select

from extensions import db
from models.event import Event
from models.photo import Folder, Photo
from services import deliveries, orders, return_check, visibility


def ordered(make, gallery, *filenames):
    photos = [make.make_photo(gallery, name) for name in filenames]
    return make.make_order(make.make_cart(gallery.invitations[0], photos))


def finish(make, gallery, *filenames, folder=Folder.FULL):
    for name in filenames:
        make.make_photo(gallery, name, folder=folder)


def kinds():
    return db.session.scalars(select(Event.kind).order_by(Event.id)).all()


def test_what_was_ordered_and_is_missing_is_found_by_name_without_ending_and_suffix(make):
    """D27."""
    gallery = make.make_gallery()
    ordered(make, gallery, "IMG_1042.NEF", "IMG_1044.JPG", "DSC_1.JPG", "Łąka.JPG")
    for name in ("IMG_1044-Edit.jpg", "dsc_1.TIF", "Łąka.jpg", "IMG_10420.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    check = return_check.of(gallery)
    assert (check.ordered_count, check.here_count) == (4, 3)
    assert [line.filename for line in check.missing] == ["IMG_1042.NEF"]


def test_a_photo_ordered_twice_is_one_and_a_cancelled_order_counts_for_nothing(make):
    """D27."""
    gallery = make.make_gallery()
    photo = make.make_photo(gallery, "IMG_1.JPG")
    for _ in range(2):
        make.make_order(make.make_cart(gallery.invitations[0], [photo]))
    orders.cancel(ordered(make, gallery, "IMG_2.JPG"), "Hanna")
    check = return_check.of(gallery)
    assert (check.ordered_count, len(check.missing)) == (1, 1)


def test_web_files_do_not_stand_in_for_missing_full_ones(make):
    """D27."""
    gallery = make.make_gallery()
    ordered(make, gallery, "IMG_1.JPG")
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.WEB)
    assert len(return_check.of(gallery).missing) == 1


def test_photos_for_prints_and_products_are_awaited_as_well(make):
    """D27."""
    order = make.make_mixed_order()
    make.make_photo(order.gallery, "IMG_3-Edit.jpg", folder=Folder.FULL)
    check = return_check.of(order.gallery)
    assert (check.ordered_count, check.here_count) == (4, 1)
    assert [photo.filename for photo in check.missing] == ["IMG_1.JPG", "IMG_2.JPG", "IMG_4.JPG"]


def test_what_is_too_much_is_named_beside_what_is_missing(make):
    """D27: ordered 3, uploaded 2, missing IMG_1042, surplus 1."""
    gallery = make.make_gallery()
    ordered(make, gallery, "IMG_1.JPG", "IMG_2.JPG", "IMG_1042.JPG")
    make.make_photo(gallery, "IMG_10.JPG")
    finish(make, gallery, "IMG_1_retusz.jpg", "IMG_2-2.jpg", "IMG_10.jpg")
    check = return_check.of(gallery)
    assert (check.ordered_count, check.here_count) == (3, 2)
    assert [one.filename for one in check.missing] == ["IMG_1042.JPG"]
    assert check.surplus == ("IMG_10.jpg",)


def test_without_orders_nothing_is_missing_or_too_much(make):
    gallery = make.make_gallery()
    make.make_photo(gallery, "IMG_1.JPG")
    finish(make, gallery, "IMG_2.jpg")
    assert not return_check.of(gallery).differs


def test_the_two_folders_are_compared(make):
    """D27."""
    gallery = make.make_gallery()
    finish(make, gallery, "IMG_1-Edit.jpg", "IMG_2.jpg")
    finish(make, gallery, "IMG_1-web.jpg", "IMG_3.jpg", folder=Folder.WEB)
    differences = return_check.of(gallery).differences
    assert differences.without_web == ("IMG_2.jpg",)
    assert differences.only_web == ("IMG_3.jpg",)


def test_web_versions_that_are_being_made_are_no_difference(make):
    gallery = make.make_gallery()
    gallery.delivery.makes_web_version = True
    finish(make, gallery, "IMG_1.jpg")
    make.make_photo(gallery, "IMG_2.jpg", folder=Folder.FULL, rendered_at=None)
    finish(make, gallery, "IMG_1.jpg", folder=Folder.WEB)
    assert not return_check.of(gallery).differs


@pytest.fixture
def lacking(make):
    """One of two ordered photos is finished."""
    gallery = make.make_gallery()
    ordered(make, gallery, "IMG_1.JPG", "IMG_2.JPG")
    finish(make, gallery, "IMG_1.jpg")
    return gallery


def test_the_hand_over_stops_until_it_is_said_that_something_may_be_missing(lacking):
    """D27."""
    with pytest.raises(deliveries.ReturnCheckFailed) as stop:
        deliveries.hand_over(lacking, "Hanna")
    assert not lacking.delivery.is_handed_over
    deliveries.hand_over(lacking, "Hanna", waived=stop.value.check.fingerprint)
    assert lacking.delivery.is_handed_over
    assert kinds()[-2:] == ["delivery.waived", "delivery.handed_over"]
    detail = db.session.scalars(select(Event.detail).where(Event.kind == "delivery.waived")).one()
    assert detail["missing"] == "IMG_2"


def test_what_was_let_pass_is_not_asked_again_but_something_else_is(make, lacking):
    """D27."""
    seen = return_check.of(lacking).fingerprint
    deliveries.hand_over(lacking, "Hanna", waived=seen)
    deliveries.notify_again(lacking, "Hanna", seen_round=1)
    assert return_check.of(lacking).is_waived
    finish(make, lacking, "IMG_9.jpg")
    with pytest.raises(deliveries.ReturnCheckFailed):
        deliveries.notify_again(lacking, "Hanna", seen_round=2, waived=seen)
    assert lacking.delivery.round == 2


def test_when_all_is_there_nothing_is_asked_and_nothing_noted(make, lacking):
    finish(make, lacking, "IMG_2_final.jpg")
    deliveries.hand_over(lacking, "Hanna")
    assert "delivery.waived" not in kinds()
    assert lacking.delivery.waived == ""


def test_a_finished_photo_that_is_hidden_is_missing(make, lacking):
    """D27: it would reach nobody."""
    finish(make, lacking, "IMG_2.jpg")
    assert not return_check.of(lacking).differs
    photo = db.session.scalars(select(Photo).where(Photo.filename == "IMG_2.jpg")).one()
    visibility.hide_photos(lacking, [photo], "Hanna")
    assert [one.filename for one in return_check.of(lacking).missing] == ["IMG_2.JPG"]
