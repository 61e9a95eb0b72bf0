"""Mails about getting in: a visitor's own link, and a link that wrong PINs have locked."""

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from services import galleries, mails, outbox, pins, visitors


@pytest.fixture
def gallery(make):
    made = make.make_gallery(title="Klasa IIIb")
    make.make_photo(made)
    make.open_to_all(made)
    return made


def the_mail(server):
    for entry_id in db.session.scalars(select(OutboxEntry.id).order_by(OutboxEntry.id)).all():
        outbox.keep(entry_id)
    (message,) = server.messages
    plain, html = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    return message, plain.replace("\N{NO-BREAK SPACE}", " "), html


@pytest.mark.parametrize(
    ("locale", "subject", "greeting"),
    [
        ("pl", "Twój link do sesji: Klasa IIIb", "Dzień dobry"),
        ("en", "Your link to the session: Klasa IIIb", "Hello"),
    ],
)
def test_a_visitor_gets_their_own_link_in_the_language_of_the_session(
    gallery, mail_server, locale, subject, greeting
):
    """N-07."""
    gallery.locale = locale
    visitor = visitors.enter(gallery)
    visitors.introduce(visitor, "Anna Żółć", "anna@example.com")
    message, plain, html = the_mail(mail_server)
    assert message["Subject"] == subject
    assert message["To"] == "anna@example.com"
    for part in (plain, html):
        assert mails.gallery_link(visitor) in part
        assert mails.public_link(gallery) not in part
        assert "Anna Żółć" in part
    assert greeting in plain
    assert "PIN" not in plain


def test_a_mail_with_a_link_says_that_a_pin_will_be_asked_for_but_not_which(gallery, mail_server):
    pins.set_pin(gallery, "4821")
    galleries.send_gallery(gallery, "Hanna")
    _message, plain, html = the_mail(mail_server)
    for part in (plain, html):
        assert "PIN" in part
        assert "4821" not in part


def test_the_studio_is_told_of_a_locked_link_without_its_secret(gallery, mail_server):
    """A8."""
    pins.set_pin(gallery, "4821")
    for n in range(30):
        with pytest.raises((pins.PinWrong, pins.PinMustWait)):
            pins.check_pin(gallery, gallery.public_token_hash, "0000", f"10.0.0.{n}")
    message, plain, _html = the_mail(mail_server)
    assert message["To"] == gallery.studio.contact_email
    assert message["Subject"] == "Za dużo błędnych PIN-ów: Klasa IIIb"
    assert f"/studio/galleries/{gallery.id}/settings/access" in plain
    assert mails.public_link(gallery) not in plain
    assert "4821" not in plain
