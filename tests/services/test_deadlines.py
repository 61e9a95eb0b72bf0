"""The end of choosing, more time for one person, and opening again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from extensions import db
from models import Event, OutboxEntry
from models.line_kind import LineKind
from services import checkout, deadlines
from services.checkout import Checkout
from services.deadlines import Times


@pytest.fixture
def gallery(make):
    """Choosing ended yesterday."""
    studio = make.make_studio()
    yesterday = studio.today() - timedelta(days=1)
    return make.make_gallery(studio, select_until_on=yesterday, extension_cents=5000)


@pytest.fixture
def person(gallery):
    return gallery.invitations[0]


@pytest.fixture
def next_week(gallery):
    return gallery.studio.today() + timedelta(days=7)


def kinds():
    return db.session.scalars(select(OutboxEntry.kind).order_by(OutboxEntry.id)).all()


def asked(person):
    deadlines.ask_for_extension(person, "Wracamy w piątek.")
    return person.extensions[-1]


def test_the_studio_is_told_that_somebody_asks_for_more_time(person):
    """N-04."""
    extension = asked(person)
    assert (extension.note, extension.fee_cents, extension.is_open) == (
        "Wracamy w piątek.",
        5000,
        True,
    )
    assert kinds() == ["mail.extension_asked"]


def test_whoever_waits_for_an_answer_does_not_ask_again(person):
    asked(person)
    with pytest.raises(deadlines.ExtensionOpen):
        deadlines.ask_for_extension(person, "")


def test_granted_time_is_that_persons_alone_and_its_fee_is_paid_once(
    gallery, person, make, next_week
):
    """N-04: paid re-opening."""
    other = make.make_invitation(gallery)
    deadlines.grant_extension(asked(person), next_week, 5000, "Hanna")
    today = gallery.studio.today()
    assert not person.is_closed_on(today)
    assert other.is_closed_on(today)
    first = order(person, make)
    fees = [line.unit_price_cents for line in first.lines if line.kind == LineKind.EXTENSION]
    assert (fees, first.total_cents) == ([5000], 5000)
    assert order(person, make).total_cents == 0
    assert kinds()[:2] == ["mail.extension_asked", "mail.extension_answered"]


def order(person, make):
    cart = make.make_cart(person, [make.make_photo(person.gallery)])
    total = cart.quote().total_cents
    return checkout.place_order(cart, Checkout(None, total, person.name, person.email))


def test_a_request_is_answered_once(person, next_week):
    extension = asked(person)
    deadlines.refuse_extension(extension, "Hanna")
    with pytest.raises(deadlines.AlreadyAnswered):
        deadlines.grant_extension(extension, next_week, 0, "Piotr")
    assert kinds().count("mail.extension_answered") == 1


def test_time_cannot_be_given_in_the_past(person, gallery):
    with pytest.raises(deadlines.DayWrong):
        deadlines.grant_extension(asked(person), gallery.studio.today() - timedelta(days=1), 0, "")


def test_opening_again_mails_the_link_to_those_who_still_have_one(gallery, make, next_week):
    """N-04: Otwórz ponownie with a new date."""
    make.make_invitation(gallery, revoked_at=gallery.created_at)
    gallery.expires_on = gallery.select_until_on
    deadlines.reopen(gallery, next_week, True, "Hanna")
    assert (gallery.select_until_on, gallery.expires_on) == (next_week, next_week)
    assert kinds() == ["mail.gallery_ready"]
    facts = db.session.scalars(select(Event.kind)).all()
    assert sorted(facts) == ["gallery.reopened", "gallery.sent"]


def test_looking_cannot_end_before_choosing(gallery, next_week):
    with pytest.raises(deadlines.DayWrong):
        deadlines.change_times(gallery, Times(next_week, gallery.studio.today(), 0, True))


def test_without_a_last_day_there_is_nothing_to_extend(make):
    with pytest.raises(deadlines.ExtensionNotNeeded):
        deadlines.ask_for_extension(make.make_gallery().invitations[0], "")
