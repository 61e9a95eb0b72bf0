"""Test mode: what is for clients goes to the studio, marked, and is never sent twice by itself."""

from email.utils import getaddresses
from pathlib import Path

import pytest
from sqlalchemy import select

import config
from extensions import db
from models import OutboxEntry
from models.outbox import TO_STUDIO
from models.photo import Folder
from services import accounts, galleries, mail_accounts, outbox, visitors
from services.transaction import promise, transaction

TESTER = "proba@example.com"


@pytest.fixture
def studio(make):
    studio = make.make_studio()
    account = studio.mail_account
    account.is_test_mode, account.test_recipient = True, TESTER
    db.session.commit()
    return studio


def send_all(server):
    """Everything promised so far, as the server received it."""
    for entry_id in db.session.scalars(select(OutboxEntry.id).order_by(OutboxEntry.id)).all():
        outbox.keep(entry_id)
    return server.messages


def session_of(make, studio):
    gallery = make.make_gallery(studio, title="Łucja i Jan")
    photo = make.make_photo(gallery)
    galleries.send_gallery(gallery, "Hanna")
    order = make.make_order(make.make_cart(gallery.invitations[0], [photo]))
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL)
    make.hand_over(gallery)
    with transaction():
        for kind in ("mail.order_imported", "mail.order_completed"):
            promise(kind, order.id, studio.id, recipient=order.client_email)
    return gallery, order


def test_on_everything_for_clients_is_in_the_test_box_and_nothing_elsewhere(
    make, studio, mail_server
):
    """O-20: on: send session, place order, complete, hand over → all in the test box."""
    _gallery, order = session_of(make, studio)
    mails = send_all(mail_server)
    to_client = [mail for mail in mails if str(mail["To"]) != studio.contact_email]
    assert len(to_client) == 5
    for mail in to_client:
        assert str(mail["To"]) == TESTER
        assert mail["Subject"].startswith("[TEST] ")
        line = f"Tryb testowy: ta wiadomość była przeznaczona dla {order.client_email}."
        assert mail.get_body(("plain",)).get_content().startswith(line)
        html = mail.get_body(("html",)).get_content()
        assert line in html[html.index("<body") :].split("</p>")[0]
        assert mail["Cc"] is None
        assert mail["Bcc"] is None
    sent = [one for one in mail_server.events if one["event"] == "accepted"]
    assert all(order.client_email not in one["to"] for one in sent)


def test_off_the_next_one_goes_to_the_client(make, studio, mail_server):
    """O-20, D9: off: next goes to the client, and what was tested is not sent again."""
    gallery, order = session_of(make, studio)
    send_all(mail_server)
    before = len(mail_server.messages)
    leaving = mail_accounts.leaving_test_mode(studio)
    assert (leaving.tested, leaving.waiting) == (5, 0)
    mail_accounts.end_test_mode(studio)
    assert len(send_all(mail_server)) == before
    make.make_order(make.make_cart(gallery.invitations[0], [make.make_photo(gallery)]))
    newest = [mail for mail in send_all(mail_server)[before:]]
    assert order.client_email in {str(mail["To"]) for mail in newest}
    assert not any(mail["Subject"].startswith("[TEST]") for mail in newest)


def test_what_left_in_test_mode_says_so(make, studio, mail_server):
    """D9: the flag is sent(test)."""
    session_of(make, studio)
    send_all(mail_server)
    mails = select(OutboxEntry).where(OutboxEntry.kind.startswith("mail."))
    entries = db.session.scalars(mails).all()
    assert {one.was_test for one in entries if one.kind in TO_STUDIO} == {False}
    assert {one.was_test for one in entries if one.kind not in TO_STUDIO} == {True}


def test_a_test_mail_that_is_sent_again_to_the_client_is_no_test_any_more(
    make, studio, mail_server
):
    """D9."""
    make.make_order(make.make_cart(make.make_gallery(studio).invitations[0]))
    mail_server.script("rcpt451", "rcpt451")
    send_all(mail_server)
    mail_accounts.end_test_mode(studio)
    for entry in db.session.scalars(select(OutboxEntry).where(OutboxEntry.state == "retry")).all():
        outbox.retry_now(entry)
    send_all(mail_server)
    assert {one.was_test for one in db.session.scalars(select(OutboxEntry))} == {False}


def test_mails_to_the_photographer_are_not_redirected(make, studio, mail_server):
    """O-20: account mails to P (password reset) are not redirected."""
    user = make.make_user(studio)
    accounts.request_password_reset(user.email)
    (mail,) = send_all(mail_server)
    assert str(mail["To"]) == user.email
    assert not mail["Subject"].startswith("[TEST]")


def test_a_visitors_own_link_is_redirected_too(make, studio, mail_server):
    """O-20: every client-facing mail."""
    gallery = make.make_gallery(studio)
    make.open_to_all(gallery)
    visitor = make.make_visitor(gallery)
    visitors.introduce(visitor, "Ewa", "ewa@example.com")
    (mail,) = send_all(mail_server)
    assert str(mail["To"]) == TESTER


def test_every_letter_has_the_frame_that_names_the_real_recipient():
    """O-20: body's first line names the real recipient, in both parts."""
    letters = Path(config.ROOT, "templates", "mail")
    for ending in ("html", "txt"):
        for path in letters.glob(f"[!_]*.{ending}"):
            if not path.name.endswith(".subject.txt"):
                frame = f'{{% extends "mail/_layout.{ending}" %}}'
                assert path.read_text("utf-8").startswith(frame), path.name


def test_a_new_studio_begins_in_test_mode_with_its_own_address(app):
    """O-21."""
    fresh = accounts.create_studio("Świt", "swit@example.com", "a long password")
    account = fresh.studio.mail_account
    assert (account.is_test_mode, account.test_recipient) == (True, "swit@example.com")
    live = accounts.create_studio("Dzień", "dzien@example.com", "a long password", is_live=True)
    assert not live.studio.mail_account.is_test_mode


@pytest.mark.parametrize("name", ["Foto\r\nBcc: v@x.test", '"Foto, Film" <a@b.example>, <c@d>'])
def test_nobody_is_added_by_a_name(make, studio, mail_server, name):
    """A11: exactly one To, no Bcc, in test mode as well."""
    studio.name = name
    db.session.commit()
    session_of(make, studio)
    for mail in send_all(mail_server):
        assert len(getaddresses(mail.get_all("To"))) == 1
        assert mail.get_all("Bcc") is None


def test_the_link_and_the_finished_photos_never_carry_a_document(make, studio, mail_server):
    """O-24: session mail never has an attachment."""
    studio.feedback.attaches_document = True
    gallery = make.make_gallery(studio)
    make.make_photo(gallery)
    galleries.send_gallery(gallery, "Hanna")
    make.make_photo(gallery, "IMG_1.jpg", folder=Folder.FULL)
    make.hand_over(gallery)
    mails = send_all(mail_server)
    assert len(mails) == 2
    assert [list(mail.iter_attachments()) for mail in mails] == [[], []]
