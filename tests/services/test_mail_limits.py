"""Nobody can have us fill somebody's mailbox."""

from sqlalchemy import func, select

from extensions import db
from models import OutboxEntry
from services import accounts, visitors


def written_to(email):
    mails = select(func.count()).where(OutboxEntry.recipient == email)
    return db.session.scalar(mails)


def test_a_hundred_requests_for_a_password_write_five_mails(make):
    """A12: ≤ 5 mails per address and hour."""
    user = make.make_user()
    for _ in range(100):
        accounts.request_password_reset(user.email)
    assert written_to(user.email) == 5


def test_a_hundred_visitors_who_name_one_address_write_five_mails(make):
    """A12: whichever session they come by; the visitors come in all the same."""
    studio = make.make_studio()
    for _ in range(20):
        gallery = make.make_gallery(studio)
        make.open_to_all(gallery)
        visitor = make.make_visitor(gallery)
        visitors.introduce(visitor, "Ewa", "ewa@example.com")
        assert visitor.email == "ewa@example.com"
    assert written_to("ewa@example.com") == 5


def test_both_ways_count_together_and_other_addresses_do_not(make):
    """A12."""
    user, other = make.make_user(), make.make_user()
    for _ in range(3):
        gallery = make.make_gallery(user.studio)
        make.open_to_all(gallery)
        visitors.introduce(make.make_visitor(gallery), "Ewa", user.email)
    for _ in range(9):
        accounts.request_password_reset(user.email)
    accounts.request_password_reset(other.email)
    assert (written_to(user.email), written_to(other.email)) == (5, 1)
