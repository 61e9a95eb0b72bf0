"""Who may take what and how long; every change tells what it gave to whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models.delivery import DownloadRight
from models.event import Event
from models.photo import Folder
from models.types import utc_now
from services import download_rights, downloads


@pytest.fixture
def handed_over(make):
    """Two finished photos, one of them ordered by the client and not paid."""
    gallery = make.make_gallery(extra_photo_cents=4000)
    proofs = [make.make_photo(gallery, name) for name in ("IMG_1.JPG", "IMG_2.JPG")]
    for name in ("IMG_1.jpg", "IMG_2.jpg"):
        make.make_photo(gallery, name, folder=Folder.FULL)
    make.make_order(make.make_cart(gallery.invitations[0], proofs[:1]))
    make.hand_over(gallery)
    return gallery


def taken(person, at=None):
    found = downloads.downloadable(person, Folder.FULL, at or utc_now())
    return [photo.filename for photo in found]


def last_fact():
    return db.session.scalars(select(Event).order_by(Event.id.desc())).first()


def test_a_changed_right_tells_who_gets_how_many_more(handed_over):
    person = handed_over.invitations[0]
    download_rights.change_right(handed_over, DownloadRight.PAID, "Hanna")
    assert taken(person) == []
    fact = last_fact()
    assert (fact.kind, fact.actor) == ("delivery.right", "Hanna")
    assert fact.detail["gives"] == f"{person.name}: 2 → 0"
    download_rights.change_right(handed_over, DownloadRight.ORDERED, "Hanna")
    assert taken(person) == ["IMG_1.jpg"]
    assert last_fact().detail["gives"] == f"{person.name}: 0 → 1"


def test_the_same_right_again_is_no_fact(handed_over):
    before = last_fact().id
    download_rights.change_right(handed_over, DownloadRight.ALL, "Hanna")
    assert last_fact().id == before


def test_one_person_may_get_more_or_less_than_the_others(make, handed_over):
    person = handed_over.invitations[0]
    guest = make.make_invitation(handed_over)
    download_rights.change_right(handed_over, DownloadRight.PAID, "Hanna")
    download_rights.change_right_of(guest, DownloadRight.ALL, "Hanna")
    assert (len(taken(person)), len(taken(guest))) == (0, 2)
    assert last_fact().detail["name"] == guest.name
    download_rights.change_right_of(guest, None, "Hanna")
    assert taken(guest) == []


def test_a_visitor_is_never_given_more_than_was_ordered(make, handed_over):
    """N-07."""
    visitor = make.make_visitor(handed_over, "Ewa", "ewa@example.com")
    with pytest.raises(download_rights.RightNotForVisitors):
        download_rights.change_right_of(visitor, DownloadRight.ALL, "Hanna")
    assert taken(visitor) == []


def test_more_days_for_one_person_are_theirs_alone(make, handed_over):
    person, guest = handed_over.invitations[0], make.make_invitation(handed_over)
    handed_over.delivery.notified_at = utc_now() - timedelta(days=91)
    db.session.commit()
    assert (taken(person), taken(guest)) == ([], [])
    download_rights.extend(handed_over, 30, "Hanna", guest)
    assert (len(taken(person)), len(taken(guest))) == (0, 2)
    fact = last_fact()
    assert (fact.kind, fact.detail["name"]) == ("delivery.extended", guest.name)
    assert fact.detail["gives"] == f"{guest.name}: 0 → 2"
    assert taken(guest, utc_now() + timedelta(days=31)) == []


def test_more_days_for_all(handed_over):
    handed_over.delivery.notified_at = utc_now() - timedelta(days=91)
    db.session.commit()
    download_rights.extend(handed_over, 30, "Hanna")
    assert len(taken(handed_over.invitations[0])) == 2


def test_an_extension_never_takes_days_away(handed_over):
    with pytest.raises(download_rights.LinkLivesLonger):
        download_rights.extend(handed_over, 30, "Hanna")
    with pytest.raises(download_rights.DaysUnknown):
        download_rights.extend(handed_over, 7000, "Hanna")


def test_before_the_hand_over_the_days_are_chosen(make):
    gallery = make.make_gallery()
    download_rights.change_days(gallery, 365, "Hanna")
    assert gallery.delivery.link_days == 365
    assert last_fact().kind == "delivery.days"


def test_every_photo_that_is_not_given_has_its_reason(make):
    """One rule for the page of the studio and the page of the client."""
    order = make.make_mixed_order()
    gallery, person = order.gallery, order.gallery.invitations[0]
    for number in (1, 2, 3, 4, 5):
        make.make_photo(gallery, f"IMG_{number}.jpg", folder=Folder.FULL)

    def reasons():
        found = downloads.offered(person, Folder.FULL, utc_now())
        given = [one.photo for one in found if one.hindrance is None]
        assert given == downloads.downloadable(person, Folder.FULL, utc_now())
        return [one.hindrance for one in found]

    assert set(reasons()) == {"not handed over"}
    make.hand_over(gallery)
    assert set(reasons()) == {None}
    download_rights.change_right(gallery, DownloadRight.PAID, "Hanna")
    no_file = "no file ordered"
    assert reasons() == ["unpaid", "unpaid", no_file, no_file, "not ordered"]
    download_rights.change_right(gallery, DownloadRight.ORDERED, "Hanna")
    assert reasons() == [None, None, no_file, no_file, "not ordered"]
    gallery.delivery.notified_at = utc_now() - timedelta(days=100)
    assert set(reasons()) == {"ended"}
    person.revoked_at = utc_now()
    assert set(reasons()) == {"revoked"}
