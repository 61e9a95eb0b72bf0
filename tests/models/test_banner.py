"""The banner of the tab "Client orders": who has looked, and what became of the mails."""

from datetime import UTC, datetime, timedelta

import pytest

from models import OutboxEntry
from models.banner import MAIL_KIND, Banner

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def gallery(make):
    return make.make_gallery(sent_at=NOON)


def mail(invitation, state="sent", **values):
    return OutboxEntry(kind=MAIL_KIND, subject_id=invitation.id, state=state, **values)


def line_of(gallery, *mails):
    return Banner.of(gallery, mails).lines[0]


def test_a_gallery_that_was_never_sent_is_grey(make):
    """M-04."""
    banner = Banner.of(make.make_gallery(), [])
    assert banner.is_draft
    assert banner.lines[0].colour == "grey"


def test_a_sent_gallery_that_nobody_opened_is_yellow(gallery):
    """M-04."""
    banner = Banner.of(gallery, [mail(gallery.invitations[0])])
    assert not banner.is_draft
    assert (banner.lines[0].colour, banner.lines[0].mail_state) == ("yellow", "sent")


def test_one_mail_without_sending_the_gallery_is_no_draft_any_more(make):
    """M-04."""
    gallery = make.make_gallery()
    assert line_of(gallery, mail(gallery.invitations[0])).colour == "yellow"


def test_a_mail_that_failed_for_good_is_red(gallery):
    """M-04."""
    line = line_of(gallery, mail(gallery.invitations[0], "dead"))
    assert (line.colour, line.mail_state) == ("red", "failed")


@pytest.mark.parametrize(
    ("state", "told", "may_send_again"),
    [
        ("pending", "waiting", False),
        ("leased", "sending", False),
        ("retry", "retrying", True),
        ("sent", "sent", True),
        ("dead", "failed", True),
        ("cancelled", "none", True),
    ],
)
def test_the_newest_mail_counts(gallery, state, told, may_send_again):
    """M-04."""
    person = gallery.invitations[0]
    line = line_of(gallery, mail(person, "dead"), mail(person, state))
    assert (line.mail_state, line.may_send_again) == (told, may_send_again)


def test_a_view_makes_it_green_whatever_the_mail_did(gallery):
    """M-03."""
    gallery.invitations[0].first_viewed_at = NOON
    assert line_of(gallery, mail(gallery.invitations[0], "dead")).colour == "green"


@pytest.mark.parametrize(("minutes", "is_told"), [(0, False), (30, False), (31, True), (900, True)])
def test_the_last_view_is_told_when_it_is_another_visit(gallery, minutes, is_told):
    """M-03."""
    person = gallery.invitations[0]
    person.first_viewed_at, person.last_viewed_at = NOON, NOON + timedelta(minutes=minutes)
    line = line_of(gallery)
    assert line.viewed_at == NOON
    assert line.last_viewed_at == (person.last_viewed_at if is_told else None)


def test_clocks_put_back_do_not_make_a_visit_of_twenty_minutes_longer(gallery):
    """M-03: on 25.10.2026 02:50 is followed by 02:10, twenty minutes later."""
    person = gallery.invitations[0]
    person.first_viewed_at = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    person.last_viewed_at = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert line_of(gallery).last_viewed_at is None


def test_clocks_put_back_do_not_hide_a_second_visit(gallery):
    """M-03: 02:10 summer time and 02:30 winter time are eighty minutes apart."""
    person = gallery.invitations[0]
    person.first_viewed_at = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
    person.last_viewed_at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert line_of(gallery).last_viewed_at == person.last_viewed_at


def test_several_people_have_a_line_each(make, gallery):
    """M-03."""
    guest = make.make_invitation(gallery, name="Jan", first_viewed_at=NOON)
    banner = Banner.of(gallery, [mail(gallery.invitations[0]), mail(guest)])
    assert banner.names_people
    assert [line.colour for line in banner.lines] == ["yellow", "green"]


def test_a_revoked_person_is_left_out_unless_they_had_looked(make, gallery):
    make.make_invitation(gallery, name="never", revoked_at=NOON)
    make.make_invitation(gallery, name="looked", revoked_at=NOON, first_viewed_at=NOON)
    lines = Banner.of(gallery, []).lines
    assert [line.invitation.name for line in lines[1:]] == ["looked"]
    assert not lines[1].may_send_again


def test_a_gallery_whose_only_link_is_revoked_still_has_a_line(make, gallery):
    gallery.invitations[0].revoked_at = NOON
    assert not line_of(gallery).may_send_again
