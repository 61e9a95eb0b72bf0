"""Mails in the studio's own words: filled in, in both parts, and nothing but text."""

import pytest

from extensions import db
from models.mail_template import MailEvent
from services import mail_templates
from services.mail_templates import Words
from services.transaction import promise, transaction
from tests.services.test_mails import HEADERS, HOSTILE, send_all, texts


def mail_of(order, server, words, event=MailEvent.COMPLETED):
    """What the payer gets for these words, as the server received it."""
    mail_templates.change_words(order.studio, event, order.locale, words)
    with transaction():
        promise(f"mail.{event}", order.id, order.studio_id, recipient=order.payer_email)
    return send_all(server)[-1]


@pytest.fixture
def order(make):
    return make.make_mixed_order()


def test_a_subject_with_polish_letters_arrives_decoded_right(order, mail_server):
    """O-22."""
    mail = mail_of(order, mail_server, Words("Zażółć {id}", "Dzień dobry"))
    assert mail["Subject"] == "Zażółć 1001"


def test_line_breaks_are_kept_in_both_parts(order, mail_server):
    """O-23."""
    plain, html = texts(mail_of(order, mail_server, Words("Temat", "a\n\n\n\nb\nc")))
    assert "a\n\n\n\nb\nc" in plain
    assert "a<br><br><br><br>b<br>c" in html.replace("<br/>", "<br>")


def test_addresses_can_be_followed(order, mail_server):
    """O-23."""
    plain, html = texts(mail_of(order, mail_server, Words("Temat", "Tutaj: {download_url}.")))
    link = plain.split("Tutaj: ")[1].split(".\n")[0]
    assert link.startswith("http://localhost/g/")
    assert f'<a href="{link}"' in html


def test_what_a_client_calls_themselves_is_shown_literally(make, mail_server):
    """O-04."""
    order = make.make_mixed_order(name="<b>Jan</b> & Co {total} {{config}}")
    plain, html = texts(mail_of(order, mail_server, Words("Do {client_name}", "{client_name}")))
    assert "<b>Jan</b> & Co {total} {{config}}" in plain
    assert "&lt;b&gt;Jan&lt;/b&gt; &amp; Co {total} {{config}}" in html


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_client_or_studio_writes_adds_a_header(make, mail_server, text):
    """O-13, O-22, A28."""
    order = make.make_mixed_order(name=text)
    order.note = text
    db.session.commit()
    mail = mail_of(order, mail_server, Words("{client_name} {notes}", "{notes}"))
    assert set(mail.keys()) <= HEADERS | {"Content-Transfer-Encoding"}
    assert mail["To"] == order.payer_email


def test_the_mail_speaks_the_language_of_the_order_in_the_look_of_the_studio(make, mail_server):
    """O-04."""
    order = make.make_mixed_order()
    order.locale = "en"
    db.session.commit()
    plain, html = texts(mail_of(order, mail_server, Words("Total", "{total_currency} {status}")))
    assert "844.50\xa0PLN New" in plain
    assert order.studio.name in html
    assert "prefers-color-scheme: dark" in html
    assert "<!--[if mso]>" in html


def test_whoever_pays_by_transfer_finds_the_account_below_the_words(make, mail_server):
    """O-03, D15: the message replaces the confirmation, which has it."""
    gallery = make.make_gallery(extra_photo_cents=4000)
    cart = make.make_cart(gallery.invitations[0])
    order = make.make_order(cart, payment=make.make_payment(gallery))
    for part in texts(mail_of(order, mail_server, Words("Temat", "Treść"))):
        assert "61 1090 1014 0000 0712 1981 2874" in part.replace("\xa0", " ")


def test_a_mail_stays_small_whatever_its_variables_bring_along(order, mail_server):
    """A28: below 200 kB."""
    order.note = "<&>" * 600
    db.session.commit()
    mail = mail_of(order, mail_server, Words("Temat", "{notes}" * 700))
    assert len(mail.as_bytes()) < 200_000
