"""Speaking SMTP: encrypted when asked, never in clear instead, and never for ever."""

import socket
import time
from datetime import UTC, datetime

import pytest

from services import mail_servers, postman
from services.delivery_errors import NotDelivered

PROMISED_AT = datetime(2026, 11, 22, 17, 42, tzinfo=UTC)


@pytest.fixture
def post(app, mail_server, monkeypatch):
    """Sends one mail by settings such as `use_tls=True`."""

    def send(sender_name="Studio", **settings):
        for name, value in settings.items():
            monkeypatch.setattr(app.extensions["mail"], name, value)
        letter = postman.Letter("Temat", ["ewa@example.com"], "Treść", sender="x@example.com")
        server = mail_servers.of_installation()
        kept = {"marker": "m1", "promised_at": PROMISED_AT}
        postman.send(letter, server, sender_name=sender_name, **kept)

    return send


@pytest.fixture
def trusted(mail_server, monkeypatch):
    """The scripted server's certificate is known to this machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.ca_path))


def accepted(server):
    return [event for event in server.events if event["event"] == "accepted"]


def test_a_mail_leaves_under_the_studios_name_the_promised_date_and_its_own_number(
    post, mail_server
):
    """M-27."""
    post(sender_name="Pracownia Światłoczuła")
    (message,) = mail_server.messages
    assert str(message["From"]) == "Pracownia Światłoczuła <kadr@example.com>"
    assert message["Message-ID"] == "<m1@example.com>"
    assert message["Date"].datetime == PROMISED_AT
    assert accepted(mail_server)[0]["from"] == "kadr@example.com"


def test_a_trusted_server_is_spoken_to_under_tls_and_with_a_login(post, trusted, mail_server):
    """Stack, 5."""
    post(use_tls=True, username="kadr", password="secret")
    (event,) = accepted(mail_server)
    assert event["tls"]
    assert event["logged_in"]


@pytest.mark.parametrize(
    ("mode", "code"), [("nostarttls", "unencrypted"), ("badcert", "certificate")]
)
def test_without_good_encryption_nothing_is_said(post, trusted, mail_server, mode, code):
    """Stack, 5."""
    mail_server.script(mode)
    with pytest.raises(NotDelivered) as caught:
        post(use_tls=True, username="kadr", password="secret")
    assert caught.value.code == code
    assert not caught.value.permanent
    assert {event["event"] for event in mail_server.events} == {"connected"}


def test_an_unknown_authority_is_not_trusted(post, mail_server):
    """Stack, 5."""
    with pytest.raises(NotDelivered) as caught:
        post(use_tls=True)
    assert caught.value.code == "certificate"
    assert mail_server.messages == []


@pytest.mark.parametrize(
    ("mode", "code", "permanent", "uncertain"),
    [
        ("rcpt451", "451", False, False),
        ("rcpt550", "550", True, False),
        ("auth535", "auth", False, False),
        ("drop_after_dot", "disconnected", False, True),
        ("hang_after_dot", "timeout", False, True),
        ("hang", "timeout", False, False),
    ],
)
def test_each_way_to_fail_says_whether_to_try_again_and_what_may_have_arrived(
    post, mail_server, mode, code, permanent, uncertain
):
    """M-27."""
    mail_server.script(mode)
    login = {"username": "kadr", "password": "wrong"} if mode == "auth535" else {}
    started = time.monotonic()
    with pytest.raises(NotDelivered) as caught:
        post(**login)
    failure = caught.value
    assert (failure.code, failure.permanent, failure.uncertain) == (code, permanent, uncertain)
    assert time.monotonic() - started < 5


def test_no_server_at_all_is_said_to_be_unreachable(post):
    """M-27."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NotDelivered) as caught:
            post(port=taken.getsockname()[1])
    assert caught.value.code == "unreachable"
    assert not caught.value.uncertain
