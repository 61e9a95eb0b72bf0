"""Names and texts that try to become headers, addresses or code, through a studio's own server."""

import base64
import json
import time
from email.utils import getaddresses

import pytest
from sqlalchemy import select

from extensions import db
from models import OutboxEntry
from models.mail_template import MailEvent
from services import galleries, mail_templates, outbox
from services.transaction import promise, transaction
from tests.journeys import pictures
from tests.services.mailing import studio_at
from tests.services.test_mails import HEADERS, HOSTILE

SLOWEST_S = 5  # of the processor
LARGEST_BYTES = 200_000
SSTI = (
    "{{7*7}}",
    "{{config}}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{{ 'a'*10**9 }}",
    "{{ order.studio.mail_account.password_sealed }}",
    "${7*7}",
    "{0.__class__}",
    "%(host)s %n",
)


@pytest.fixture(scope="module")
def hostile():
    """The ones above, and what a corpus knows; names are without NUL, as the forms are."""
    found = [*HOSTILE, *SSTI]
    if data := pictures.test_data():
        folder = data / "hostile" / "text"
        known = json.loads((folder / "payloads.json").read_text("utf-8"))
        found += known["mail_header"] + known["ssti"]
        names = json.loads((folder / "names.json").read_text("utf-8"))
        raw = (base64.b64decode(one["name_b64"]).decode("utf-8", "replace") for one in names)
        found += [name for name in raw if "\0" not in name]
    return list(dict.fromkeys(found))


def send_all(server, started):
    ids = db.session.scalars(
        select(OutboxEntry.id).where(OutboxEntry.state == "pending").order_by(OutboxEntry.id)
    ).all()
    for entry_id in ids:
        outbox.keep(entry_id)
    return server.messages[started:]


def assert_harmless(message, recipient):
    """One To, no Cc or Bcc, our headers and no others, small and without secrets."""
    assert [one[1] for one in getaddresses(message.get_all("To"))] == [recipient]
    assert message.get_all("Cc") is None
    assert message.get_all("Bcc") is None
    assert set(message.keys()) <= HEADERS
    assert len(message.get_all("From")) == len(message.get_all("Subject")) == 1
    assert len(message.as_bytes()) < LARGEST_BYTES
    assert b"gAAAA" not in message.as_bytes()


@pytest.mark.parametrize("is_test", [False, True])
def test_a_name_of_studio_session_or_person_stays_a_name(make, mail_server, hostile, is_test):
    """A11, A15, A28: exactly one To, no Bcc; the payload is text."""
    studio = studio_at(make, mail_server)
    studio.mail_account.is_test_mode, studio.mail_account.test_recipient = is_test, "t@example.com"
    gallery = make.make_gallery(studio)
    make.make_photo(gallery)
    person = gallery.invitations[0]
    for sent, payload in enumerate(hostile):
        studio.name = gallery.title = person.name = payload
        galleries.send_gallery(gallery, "Hanna")
        started = time.process_time()
        (message,) = send_all(mail_server, sent)
        assert time.process_time() - started < SLOWEST_S
        assert_harmless(message, "t@example.com" if is_test else person.email)


def test_the_studios_own_words_are_text_and_nothing_more(make, mail_server, hostile):
    """A11, A28: literal text, whatever it looks like."""
    studio = studio_at(make, mail_server)
    order = make.make_order(make.make_cart(make.make_gallery(studio).invitations[0]))
    send_all(mail_server, 0)
    for number, payload in enumerate(hostile):
        sent = len(mail_server.messages)
        words = mail_templates.Words(payload, f"{payload} {{client_name}}")
        try:
            mail_templates.change_words(studio, MailEvent.COMPLETED, order.locale, words)
        except mail_templates.UnknownVariable:
            continue
        with transaction():
            kind = "mail.order_completed"
            promise(kind, order.id, studio.id, recipient=order.client_email, dedupe=str(number))
        (message,) = send_all(mail_server, sent)
        assert_harmless(message, order.client_email)


@pytest.mark.parametrize("payload", HOSTILE)
def test_an_address_is_one_address_or_none(make, mail_server, payload):
    """A11: refused, with nothing sent to anybody else."""
    studio = studio_at(make, mail_server)
    person = make.make_gallery(studio).invitations[0]
    with transaction():
        entry = promise("mail.gallery_ready", person.id, studio.id, recipient=payload)
    outbox.keep(entry.id)
    db.session.refresh(entry)
    assert (entry.state, entry.last_code) == ("dead", "address")
    assert mail_server.events == []
