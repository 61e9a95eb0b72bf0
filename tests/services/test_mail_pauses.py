"""A studio's failing mail server: its mails wait together, nobody else's wait at all."""

from flask_babel import force_locale

from extensions import db
from models import OutboxEntry
from models.types import utc_now
from services import mail_pauses, outbox
from services.delivery_reasons import sentence
from services.transaction import promise, transaction
from tests.services.mailing import events, keep_all, let_pass, promise_links, states, studio_at

MANY = 50


def test_a_mail_leaves_through_the_studios_own_server_in_its_name(make, mail_server, own_server):
    """O-13: the mail's From equals the sender's address; envelope, Message-ID and Reply-To, too."""
    studio = studio_at(make, own_server)
    keep_all(promise_links(make, studio))
    (mail,) = own_server.messages
    address = studio.mail_account.sender_address
    assert mail["From"].addresses[0].addr_spec == address
    assert mail["From"].addresses[0].display_name == studio.name
    assert str(mail["Reply-To"]) == address
    assert mail["Message-ID"].endswith("@example.com>")
    (taken,) = events(own_server, "accepted")
    assert (taken["from"], taken["logged_in"]) == (address, True)
    assert mail_server.messages == []


def test_a_refused_password_stops_one_studio_and_nobody_else(
    make, mail_server, own_server, app, monkeypatch
):
    """F8: auth535 for A, a good server for B, 50 mails each; one try, no lock-out storm."""
    monkeypatch.setitem(app.config, "BACKOFF_SCALE", 1)
    own_server.script("auth535")
    mine = studio_at(make, own_server)
    others = studio_at(make, mail_server)
    ids, good = promise_links(make, mine, MANY), promise_links(make, others, MANY)
    keep_all(one for pair in zip(ids, good, strict=True) for one in pair)
    assert states(mine) == {"retry": MANY}
    assert states(others) == {"sent": MANY}
    assert len(events(own_server, "login")) == 1
    account = mine.mail_account
    assert (account.paused_code, account.pause_count) == ("auth", 1)
    with force_locale("pl"):
        reason = sentence(db.session.get_one(OutboxEntry, ids[-1]))
    assert reason.startswith("Logowanie odrzucone (535 5.7.8")


def test_at_most_three_logins_an_hour_are_tried_and_one_notice_is_written(
    make, mail_server, own_server, app, monkeypatch
):
    """F8: one retry after 10 minutes, ≤ 3 tries per hour, one alarm."""
    monkeypatch.setitem(app.config, "BACKOFF_SCALE", 1)
    own_server.script(*["auth535"] * 9)
    studio = studio_at(make, own_server)
    user = make.make_user(studio, email="hanna@example.com")
    ids, waits = promise_links(make, studio, 3), []
    for _ in range(5):
        keep_all(ids)
        waits.append(round((studio.mail_account.paused_until - utc_now()).total_seconds() / 60))
        let_pass(studio)
    assert waits == [10, 30, 60, 60, 60]
    assert len(events(own_server, "login")) == 5
    notices = OutboxEntry.of_studio(studio.id).where(OutboxEntry.kind == "mail.sending_stopped")
    (notice,) = db.session.scalars(notices).all()
    outbox.keep(notice.id)
    (mail,) = mail_server.messages
    assert str(mail["To"]) == user.email
    assert "Logowanie odrzucone (535" in mail.get_body(("plain",)).get_content()
    assert "/studio/settings/mail" in mail.get_body(("plain",)).get_content()


def test_a_login_that_is_taken_again_lets_all_go(make, mail_server, own_server):
    """F8."""
    own_server.script("auth535")
    studio = studio_at(make, own_server)
    ids = promise_links(make, studio, 5)
    keep_all(ids)
    let_pass(studio)
    keep_all(ids)
    assert states(studio) == {"sent": 5}
    account = studio.mail_account
    assert (account.paused_until, account.paused_code, account.pause_count) == (None, None, 0)


def test_a_mail_promised_during_the_pause_waits_for_its_end(make, mail_server, own_server):
    """F8."""
    own_server.script("auth535")
    studio = studio_at(make, own_server)
    keep_all(promise_links(make, studio))
    ids = promise_links(make, studio, 2)
    keep_all(ids)
    assert len(events(own_server, "connected")) == 1
    entries = [db.session.get_one(OutboxEntry, one) for one in ids]
    assert {one.next_at for one in entries} == {studio.mail_account.paused_until}
    assert {one.last_code for one in entries} == {"auth"}


def test_a_password_can_be_set_again_while_the_studios_server_refuses(
    make, mail_server, own_server
):
    """O-20, F8: account mails leave through the installation."""
    own_server.script(*["auth535"] * 3)
    studio = studio_at(make, own_server)
    user = make.make_user(studio)
    keep_all(promise_links(make, studio))
    with transaction():
        promise("mail.sending_stopped", studio.id, studio.id, recipient=user.email)
    entry = db.session.scalars(OutboxEntry.about("mail.sending_stopped", studio.id)).one()
    outbox.keep(entry.id)
    assert len(mail_server.messages) == 1


def test_one_bad_address_stops_nothing_else(make, mail_server, own_server):
    """F7: 550 at RCPT is dead with the server's text; the others go on."""
    own_server.script("rcpt550")
    studio = studio_at(make, own_server)
    keep_all(promise_links(make, studio, 3))
    assert states(studio) == {"dead": 1, "sent": 2}
    assert studio.mail_account.paused_code is None


def test_greylisting_is_no_fault_of_the_server(make, mail_server, own_server):
    """F6: 451 first, 250 later."""
    own_server.script("rcpt451x2")
    studio = studio_at(make, own_server)
    ids = promise_links(make, studio, 3)
    keep_all(ids)
    assert states(studio) == {"retry": 2, "sent": 1}
    for one in ids[:2]:
        outbox.retry_now(db.session.get_one(OutboxEntry, one))
    keep_all(ids)
    assert states(studio) == {"sent": 3}


def test_mails_that_waited_for_days_are_given_up_rather_than_surprise(
    make, mail_server, own_server
):
    """F8."""
    own_server.script("auth535", "auth535")
    studio = studio_at(make, own_server)
    ids = promise_links(make, studio, 3)
    keep_all(ids)
    for one in ids[:2]:
        entry = db.session.get_one(OutboxEntry, one)
        entry.created_at -= mail_pauses.GIVE_UP_AFTER
    let_pass(studio)
    keep_all(ids)
    assert states(studio) == {"dead": 2, "retry": 1}


def test_the_installations_server_is_not_a_studios_fault(make, mail_server, app, monkeypatch):
    """F8: nothing pauses for a studio that has no server of its own."""
    mail = app.extensions["mail"]
    monkeypatch.setattr(mail, "username", "kadr")
    monkeypatch.setattr(mail, "password", "secret")
    mail_server.script("auth535")
    studio = make.make_studio()
    keep_all(promise_links(make, studio, 2))
    assert states(studio) == {"retry": 1, "sent": 1}
    assert studio.mail_account.paused_code is None
