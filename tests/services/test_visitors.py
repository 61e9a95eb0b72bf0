"""Visitors of a public session: who they are, what they get, and when they are forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from extensions import db
from models import Gallery, Invitation, OutboxEntry
from models.package import PackageLeft
from models.types import utc_now
from services import invitations, visitors
from services.accounts import EmailWrong
from tests.services.test_pressing_at_once import at_once


@pytest.fixture
def gallery(make):
    made = make.make_gallery(package_photo_count=2, extra_photo_cents=4000)
    make.open_to_all(made)
    return made


def mails():
    rows = select(OutboxEntry.kind, OutboxEntry.recipient).order_by(OutboxEntry.id)
    return [tuple(row) for row in db.session.execute(rows)]


def test_a_link_that_was_closed_and_opened_again_is_the_same(gallery):
    """N-07: it hangs on the wall of a school."""
    before = gallery.public_token_hash
    visitors.close_session(gallery)
    assert not gallery.is_public
    visitors.open_session(gallery)
    assert (gallery.is_public, gallery.public_token_hash) == (True, before)


def test_a_new_public_link_leaves_the_visitors_alone(gallery, make):
    visitor = make.make_visitor(gallery)
    before, epoch = gallery.public_token_hash, visitor.link_epoch
    visitors.renew_link(gallery)
    assert gallery.public_token_hash != before
    assert visitor.link_epoch == epoch


def test_many_visitors_without_a_name_can_look_at_the_same_time(gallery):
    """N-07: an empty address is nobody's."""
    ids = {visitors.enter(gallery).id for _ in range(3)}
    assert len(ids) == 3
    assert len(gallery.visitors) == 3
    assert len(gallery.people) == 1


def test_whoever_says_their_name_gets_a_link_and_a_new_epoch(gallery):
    """N-07, A6: a cookie that was planted before the name is dead after it."""
    visitor = visitors.enter(gallery)
    epoch = visitor.link_epoch
    visitors.introduce(visitor, "  Anna \t Żółć\x1b ", " Anna@Example.com ")
    assert (visitor.name, visitor.email) == ("Anna Żółć", "anna@example.com")
    assert visitor.link_epoch == epoch + 1
    assert mails() == [("mail.visitor_link", "anna@example.com")]


@pytest.mark.parametrize("name", ["", "  ", "see https://spam.example", "WWW.spam.example"])
def test_a_name_is_a_name(gallery, name):
    """A12: the name stands in a mail, so it is no advertisement."""
    with pytest.raises(visitors.NameMissing):
        visitors.introduce(visitors.enter(gallery), name, "anna@example.com")
    assert mails() == []


def test_too_long_a_name_and_a_wrong_address_are_refused(gallery):
    with pytest.raises(visitors.NameTooLong):
        visitors.introduce(visitors.enter(gallery), "A" * 101, "anna@example.com")
    with pytest.raises(EmailWrong):
        visitors.introduce(visitors.enter(gallery), "Anna", "anna")


def test_nobody_takes_over_a_cart_by_typing_its_address(gallery, make):
    """N-07: the owner of the address is mailed their link, the stranger stays nobody."""
    make.make_visitor(gallery, "Anna", "anna@example.com")
    stranger = visitors.enter(gallery)
    with pytest.raises(visitors.EmailKnown):
        visitors.introduce(stranger, "Ewa", "ANNA@example.com")
    db.session.refresh(stranger)
    assert stranger.needs_introduction
    assert mails() == [("mail.visitor_link", "anna@example.com")]


def test_an_invited_persons_address_is_taken_too(gallery):
    invited = gallery.people[0]
    with pytest.raises(visitors.EmailKnown):
        visitors.introduce(visitors.enter(gallery), "Ewa", invited.email)
    assert mails() == [("mail.visitor_link", invited.email)]


def test_a_revoked_link_is_not_mailed_and_the_answer_is_the_same(gallery):
    invitations.revoke_link(gallery.people[0])
    with pytest.raises(visitors.EmailKnown):
        visitors.introduce(visitors.enter(gallery), "Ewa", gallery.people[0].email)
    assert mails() == []


def test_a_known_address_gets_at_most_five_mails_an_hour(gallery, make):
    """A12."""
    make.make_visitor(gallery, "Anna", "anna@example.com")
    for _ in range(20):
        with pytest.raises(visitors.EmailKnown):
            visitors.introduce(visitors.enter(gallery), "Ewa", "anna@example.com")
    assert len(mails()) == 5


def test_of_two_forms_sent_at_once_one_names_the_visitor(app, gallery):
    visitor_id = visitors.enter(gallery).id

    def run(n):
        visitor = db.session.get_one(Invitation, visitor_id)
        return visitors.introduce(visitor, f"Anna {n}", f"anna-{n}@example.com")

    refused = [one for one in at_once(app, 8, run) if one is not None]
    assert [type(one) for one in refused] == [visitors.IntroducedBefore] * 7
    assert len(mails()) == 1


def test_each_visitor_has_a_package_of_their_own_and_the_invited_share_theirs(gallery, make):
    """N-07, N-02."""
    photos = [make.make_photo(gallery) for _ in range(4)]
    anna, ewa = (make.make_visitor(gallery, n, f"{n}@example.com") for n in ("anna", "ewa"))
    mother, father = gallery.people[0], make.make_invitation(gallery)
    make.make_order(make.make_cart(anna, photos[:2]))
    make.make_order(make.make_cart(mother, photos[:1]))
    left = {one: PackageLeft.of(one).photo_count for one in (anna, ewa, mother, father)}
    assert left == {anna: 0, ewa: 2, mother: 1, father: 1}


def test_visitors_who_only_looked_are_forgotten_after_a_week(gallery, make):
    """Their views stay in the count."""
    old = utc_now() - timedelta(days=8)
    looked = make.make_visitor(gallery, created_at=old, view_count=3)
    came_back = make.make_visitor(gallery, created_at=old, last_used_at=utc_now())
    new = make.make_visitor(gallery)
    named = make.make_visitor(gallery, "Anna", "anna@example.com", created_at=old)
    picked = make.make_visitor(gallery, created_at=old)
    make.make_cart(picked, [make.make_photo(gallery)])
    gone = looked.id
    assert visitors.sweep(utc_now()) == 1
    db.session.expire_all()
    assert db.session.get(Invitation, gone) is None
    assert set(gallery.visitors) == {came_back, new, named, picked}
    assert gallery.swept_view_count == 3
    assert len(gallery.people) == 1


def test_the_installation_says_how_long_visitors_who_only_looked_are_kept(
    app, gallery, make, monkeypatch
):
    """VISITOR_DAYS."""
    monkeypatch.setitem(app.config, "VISITOR_DAYS", 10)
    make.make_visitor(gallery, created_at=utc_now() - timedelta(days=8))
    assert visitors.sweep(utc_now()) == 0
    assert visitors.sweep(utc_now() + timedelta(days=3)) == 1


def test_sweeping_takes_a_limited_number_at_once(gallery, make, monkeypatch):
    monkeypatch.setattr(visitors, "SWEPT_AT_ONCE", 2)
    for _ in range(3):
        make.make_visitor(gallery, created_at=utc_now() - timedelta(days=8))
    assert [visitors.sweep(utc_now()) for _ in range(3)] == [2, 1, 0]
    assert db.session.scalar(select(func.count(Gallery.id))) == 1
