"""A server can fail at every step of a mail; each has its name, its limit and its consequence."""

import socket
import time
from datetime import UTC, datetime

import pytest

from services import mail_servers, postman
from services.delivery_errors import NotDelivered
from services.mail_servers import MailServer
from services.smtp_line import Limits, Reached

PROMISED_AT = datetime(2026, 11, 22, 17, 42, tzinfo=UTC)


@pytest.fixture
def hand_in(app, mail_server, monkeypatch):
    """Sends one mail through a studio's server; returns how far it came, and the failure."""
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.ca_path))

    def send(*, step_s=0.6, total_s=3.0, port=None, **values):
        values = {"login": "hanna", "password": "zażółć"} | values
        place = {"host": "127.0.0.1", "port": port or mail_server.port}
        server = MailServer(**place, sender_address="hanna@example.com", **values)
        letter = postman.Letter("Temat", ["ewa@example.com"], "Treść", sender="x@example.com")
        reached, failure = Reached(), None
        kept = {"sender_name": "Studio", "marker": "m1", "reached": reached}
        letter.date = PROMISED_AT.timestamp()
        try:
            postman.hand_in(letter, server, limits=Limits(step_s, total_s), **kept)
        except NotDelivered as error:
            failure = error
        return reached, failure

    return send


def accepted(server):
    return [event for event in server.events if event["event"] == "accepted"]


def test_port_465_is_encrypted_from_the_first_byte(hand_in, mail_server):
    """O-18, D17."""
    assert mail_servers.encryption_of(465, True) == "tls"
    reached, failure = hand_in(port=mail_server.tls_port, encryption="tls")
    assert failure is None
    assert (reached.step, reached.tls_version, reached.is_signed_in) == ("done", "TLSv1.3", True)
    (event,) = accepted(mail_server)
    assert event["tls"]
    assert event["from"] == "hanna@example.com"


def test_every_other_port_asks_for_starttls(hand_in, mail_server):
    """O-18, D17."""
    assert mail_servers.encryption_of(587, True) == "starttls"
    assert mail_servers.encryption_of(465, False) == ""
    reached, failure = hand_in(encryption="starttls")
    assert failure is None
    assert reached.tls_version == "TLSv1.3"
    assert accepted(mail_server)[0]["tls"]


def test_without_starttls_nothing_is_said_in_clear(hand_in, mail_server):
    """O-18, F11: On + server without STARTTLS: an error, nothing sent in clear."""
    mail_server.script("nostarttls")
    reached, failure = hand_in(encryption="starttls")
    assert (reached.step, failure.code, failure.of_server) == ("tls", "unencrypted", True)
    assert {event["event"] for event in mail_server.events} == {"connected"}


@pytest.mark.parametrize("mode", ["badcert", "wronghost"])
@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_bad_certificate_stops_it_unless_it_is_ignored(hand_in, mail_server, mode, encryption):
    """O-19, F11: off: nothing but the certificate's fault; on: delivered over TLS all the same."""
    port = mail_server.tls_port if encryption == "tls" else mail_server.port
    mail_server.script(mode, mode)
    reached, failure = hand_in(port=port, encryption=encryption)
    assert (reached.step, failure.code) == ("tls", "certificate")
    assert {event["event"] for event in mail_server.events} == {"connected"}
    reached, failure = hand_in(port=port, encryption=encryption, ignores_certificate=True)
    assert failure is None
    assert accepted(mail_server)[0]["tls"]


def test_tls_where_the_server_speaks_in_clear_is_named_so(hand_in):
    """O-18."""
    reached, failure = hand_in(encryption="tls")
    assert (reached.step, failure.code) == ("tls", "tls")


@pytest.mark.parametrize(
    ("mode", "step", "code"),
    [
        ("turnaway", "connect", "turned_away"),
        ("noauth", "login", "no_login"),
        ("auth535", "login", "auth"),
        ("mail553", "sender", "sender"),
        ("rcpt550", "recipient", "550"),
        ("data554", "message", "554"),
    ],
)
def test_the_step_that_was_refused_is_named(hand_in, mail_server, mode, step, code):
    """O-25."""
    mail_server.script(mode)
    reached, failure = hand_in(encryption="starttls")
    assert (reached.step, failure.code) == (step, code)
    assert failure.permanent == code.isdecimal()
    assert failure.of_server != code.isdecimal()


@pytest.mark.parametrize(
    ("mode", "step"),
    [
        ("hang", "connect"),
        ("hang_ehlo", "tls"),
        ("hang_starttls", "tls"),
        ("hang_auth", "login"),
        ("hang_mail", "sender"),
        ("hang_rcpt", "recipient"),
        ("hang_data", "message"),
        ("hang_after_dot", "message"),
        ("drip", "connect"),
    ],
)
def test_silence_ends_at_its_limit_wherever_it_falls(hand_in, mail_server, mode, step):
    """F9: timeouts on every step and in all; only a message on its way may have arrived."""
    mail_server.script(mode)
    started = time.monotonic()
    reached, failure = hand_in(encryption="starttls", total_s=1.5)
    assert time.monotonic() - started < 3
    assert (reached.step, failure.code, failure.of_server) == (step, "timeout", True)
    assert failure.uncertain == (step == "message")


def test_a_refused_password_is_tried_once_and_by_one_mechanism(hand_in, mail_server):
    """F8: no lock-out storm."""
    mail_server.script("auth535")
    hand_in(encryption="starttls")
    assert [event["event"] for event in mail_server.events] == ["connected", "login"]


def test_without_a_login_nobody_signs_in(hand_in, mail_server):
    """O-15: empty login = no AUTH."""
    assert hand_in(login="", password="")[1] is None
    assert not accepted(mail_server)[0]["logged_in"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "::1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "[::]"]
)
def test_a_private_network_is_closed_unless_the_operator_opens_it(
    hand_in, mail_server, app, monkeypatch, host
):
    """O-14, D28, A20: listeners on 127.0.0.1 see no connection."""
    monkeypatch.setitem(app.config, "MAIL_ALLOW_PRIVATE", False)
    server = MailServer(host, mail_server.port, "hanna@example.com")
    letter = postman.Letter("Temat", ["ewa@example.com"], "Treść", sender="x@example.com")
    kept = {"sender_name": "S", "marker": "m", "limits": Limits(1, 2), "reached": Reached()}
    with pytest.raises(NotDelivered) as caught:
        postman.hand_in(letter, server, **kept)
    assert caught.value.code in ("private", "unknown_host")
    assert mail_server.events == []


def test_only_the_ports_the_operator_lists_are_called(hand_in, mail_server, app, monkeypatch):
    """A20."""
    monkeypatch.setitem(app.config, "MAIL_PORTS", frozenset({465, 587}))
    assert hand_in()[1].code == "port"
    assert mail_server.events == []


def test_a_name_that_turns_private_is_checked_at_each_send(hand_in, mail_server, app, monkeypatch):
    """A20: resolve once, all addresses public, connect to that address."""
    answers = iter([["93.184.216.34"], ["93.184.216.34", "127.0.0.1"]])
    called = []

    def look_up(_host, port, **_options):
        return [(None, None, None, "", (address, port)) for address in next(answers)]

    def connect(place, _limit_s):
        called.append(place[0])
        raise ConnectionRefusedError("Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setitem(app.config, "MAIL_ALLOW_PRIVATE", False)
    assert hand_in()[1].code == "unreachable"
    assert hand_in()[1].code == "private"
    assert called == ["93.184.216.34"]
