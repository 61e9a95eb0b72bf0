"""Finished photos: what is missing, who is told and how often, what may be taken."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from extensions import db
from models import OutboxEntry
from models.delivery import DownloadRight
from models.event import Event
from models.photo import Folder
from models.types import utc_now
from services import deliveries, download_rights, downloads, payments


@pytest.fixture
def finished(make):
    """A session with one finished photo, of which nobody knows."""
    gallery = make.make_gallery(extra_photo_cents=4000)
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL)
    return gallery


def promised():
    mails = select(func.count()).where(OutboxEntry.kind == "mail.delivery_ready")
    return db.session.scalar(mails)


def ordered(make, gallery, *filenames):
    photos = [make.make_photo(gallery, name) for name in filenames]
    return make.make_order(make.make_cart(gallery.invitations[0], photos))


def names(photos):
    return [photo.filename for photo in photos]


def test_handing_over_mails_everybody_whose_link_works(make, finished):
    """M-27."""
    make.make_invitation(finished, email="second@example.com")
    make.make_invitation(finished, email="gone@example.com", revoked_at=utc_now())
    deliveries.hand_over(finished, "Hanna")
    recipients = db.session.scalars(select(OutboxEntry.recipient).order_by(OutboxEntry.id)).all()
    assert recipients == [finished.invitations[0].email, "second@example.com"]
    assert finished.delivery.is_handed_over
    assert finished.state == "delivered"
    assert db.session.scalars(select(Event.kind)).all() == ["delivery.handed_over"]


def test_a_second_press_is_refused_and_mails_nobody(finished):
    """M-27."""
    deliveries.hand_over(finished, "Hanna")
    with pytest.raises(deliveries.HandedOverBefore):
        deliveries.hand_over(finished, "Hanna")
    assert promised() == 1


def test_nothing_is_handed_over_without_a_finished_photo(make):
    """M-27."""
    gallery = make.make_gallery()
    make.make_photo(gallery)
    with pytest.raises(deliveries.NothingToHandOver):
        deliveries.hand_over(gallery, "Hanna")
    make.make_photo(gallery, folder=Folder.FULL, failed_at=utc_now(), rendered_at=None)
    with pytest.raises(deliveries.NothingToHandOver):
        deliveries.hand_over(gallery, "Hanna")


def test_nothing_is_handed_over_when_nobody_could_be_told(finished):
    """M-27."""
    finished.invitations[0].revoked_at = utc_now()
    db.session.commit()
    with pytest.raises(deliveries.NobodyToTell):
        deliveries.hand_over(finished, "Hanna")
    assert not finished.delivery.is_handed_over


def test_links_of_a_session_that_was_never_sent_lead_in_after_the_hand_over(make, finished):
    """M-27."""
    proof = make.make_photo(finished, "DSC_1.JPG")
    deliveries.hand_over(finished, "Hanna")
    assert finished.is_sent
    assert proof.number == 1


def test_new_files_are_counted_until_the_client_is_told_again(make, finished):
    """M-27."""
    assert deliveries.fresh_count(finished) == 0
    deliveries.hand_over(finished, "Hanna")
    later = utc_now() + timedelta(seconds=5)
    make.make_photo(finished, "IMG_2.jpg", folder=Folder.FULL, received_at=later)
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        make.make_photo(finished, name, folder=Folder.WEB, received_at=later)
    make.make_photo(finished, "IMG_4.jpg", received_at=later)
    assert deliveries.fresh_count(finished) == 3
    deliveries.notify_again(finished, "Hanna", seen_round=1)
    finished.delivery.notified_at = later + timedelta(seconds=1)
    assert deliveries.fresh_count(finished) == 0
    assert promised() == 2


def test_a_repeated_notice_pressed_twice_mails_once(finished):
    """M-27."""
    deliveries.hand_over(finished, "Hanna")
    deliveries.notify_again(finished, "Hanna", seen_round=1)
    with pytest.raises(deliveries.NotifiedBefore):
        deliveries.notify_again(finished, "Hanna", seen_round=1)
    assert promised() == 2


def test_a_notice_needs_a_hand_over_first(finished):
    """M-27."""
    with pytest.raises(deliveries.NotifiedBefore):
        deliveries.notify_again(finished, "Hanna", seen_round=0)


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (DownloadRight.ALL, ["IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"]),
        (DownloadRight.ORDERED, ["IMG_1.jpg", "IMG_2.jpg"]),
        (DownloadRight.PAID, ["IMG_1.jpg"]),
    ],
)
def test_the_right_decides_what_may_be_taken(make, finished, right, expected):
    """M-28."""
    for name in ("IMG_2.jpg", "IMG_3.jpg"):
        make.make_photo(finished, name, folder=Folder.FULL)
    payments.mark_paid(ordered(make, finished, "IMG_1.JPG"), "Hanna")
    ordered(make, finished, "IMG_2.JPG")
    make.make_photo(finished, "IMG_3.JPG")
    download_rights.change_right(finished, right, "Hanna")
    now = utc_now()
    assert downloads.downloadable(finished.invitations[0], Folder.FULL, now) == []
    assert names(downloads.permitted(finished.invitations[0], Folder.FULL)) == expected
    make.hand_over(finished)
    assert names(downloads.downloadable(finished.invitations[0], Folder.FULL, now)) == expected


def test_after_its_days_the_link_gives_nothing_until_the_client_is_told_again(finished):
    """M-28."""
    deliveries.hand_over(finished, "Hanna")
    end = finished.delivery.expires_at + timedelta(seconds=1)
    assert downloads.downloadable(finished.invitations[0], Folder.FULL, end) == []
    assert end - utc_now() > timedelta(days=89)
    deliveries.notify_again(finished, "Hanna", seen_round=1)
    assert finished.delivery.expires_at > end - timedelta(seconds=1)


def test_who_only_ordered_prints_gets_no_file_of_the_photo(make):
    """M-28: a print of 3 zł does not bring the file that is sold for 50 zł."""
    order = make.make_mixed_order()
    for number in (1, 2, 3, 4):
        make.make_photo(order.gallery, f"IMG_{number}.jpg", folder=Folder.FULL)
    download_rights.change_right(order.gallery, DownloadRight.ORDERED, "Hanna")
    person = order.gallery.invitations[0]
    assert names(downloads.permitted(person, Folder.FULL)) == ["IMG_1.jpg", "IMG_2.jpg"]
    assert (order.file_count, deliveries.ready_count(order)) == (2, 0)
    make.hand_over(order.gallery)
    assert deliveries.ready_count(order) == 2
