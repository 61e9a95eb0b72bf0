"""A promise that needs another one to be kept first: a mail that carries a document."""

import re
from pathlib import Path

import pytest

import config
from models import OutboxEntry
from models.types import utc_now
from services import outbox
from services.delivery_errors import NotDelivered
from services.transaction import promise, transaction

PROMISED = re.compile(r"promise\(\s*\"((?:mail|document|shop)\.[a-z_.]+)\"")


@pytest.fixture
def pair(make, monkeypatch):
    """A document, and the mail that waits for it; `kept` lists what the keepers were given."""
    studio, kept = make.make_studio(), []
    monkeypatch.setitem(outbox.KEEPERS, "document.render", lambda entry: kept.append(entry.kind))
    monkeypatch.setitem(outbox.KEEPERS, "mail.test", lambda entry: kept.append(entry.kind))
    with transaction():
        document = promise("document.render", 1, studio.id)
        mail = promise("mail.test", 1, studio.id, after=document)
    return document, mail, kept


def due(session):
    return [entry.kind for entry in session.scalars(OutboxEntry.due(utc_now()))]


def test_what_waits_for_another_promise_is_neither_offered_nor_taken(pair, app):
    """O-10."""
    _document, mail, kept = pair
    outbox.keep(mail.id)
    assert kept == []
    assert due(app.extensions["sqlalchemy"].session) == ["document.render"]


def test_it_is_taken_once_the_other_one_is_kept(pair):
    """O-10."""
    document, mail, kept = pair
    outbox.keep(document.id)
    outbox.keep(mail.id)
    assert kept == ["document.render", "mail.test"]


def test_it_goes_on_waiting_while_the_other_one_fails(pair, monkeypatch, app):
    """O-10: the mail is not sent without the promised document."""
    document, mail, kept = pair

    def refuse(_entry):
        raise NotDelivered("no font", code="document", permanent=True)

    monkeypatch.setitem(outbox.KEEPERS, "document.render", refuse)
    outbox.keep(document.id)
    outbox.keep(mail.id)
    assert kept == []
    assert (document.state, mail.state) == ("dead", "pending")
    assert due(app.extensions["sqlalchemy"].session) == []


def test_documents_have_a_queue_of_their_own(pair):
    document, mail, _kept = pair
    assert (document.queue, mail.queue) == ("documents", "interactive")


def test_every_promise_has_somebody_who_keeps_it():
    """M-27."""
    rooms = Path(config.ROOT, "services").glob("*.py")
    promised = {kind for path in rooms for kind in PROMISED.findall(path.read_text("utf-8"))}
    assert len(promised) > 10
    assert promised - set(outbox.KEEPERS) == set()
