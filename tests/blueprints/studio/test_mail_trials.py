"""The button "Test": the values in the form, saved or not, tried on a real SMTP server."""

import socket
import time
from base64 import b64encode

import pytest

from extensions import limiter
from models.mail_template import MailEvent
from services import mail_accounts, mail_templates, vault
from services.smtp_line import Limits
from tests.fakes.fixtures import SmtpServer
from tests.services.conftest import mail_server, scripted_server  # noqa: F401

HTMX = {"HX-Request": "true"}
PASSWORD = "canary-of-a-password"


@pytest.fixture
def server(mail_server, monkeypatch) -> SmtpServer:  # noqa: F811
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.ca_path))
    monkeypatch.setattr(mail_accounts, "TRIAL_LIMITS", Limits(0.7, 2.0))
    limiter._fallback_storage.reset()
    return mail_server


@pytest.fixture
def try_out(studio_web, server):
    """Press Test; returns the answer."""

    def press(headers=HTMX, **changed):
        typed = {
            "sender_address": "hanna@example.com",
            "host": "127.0.0.1",
            "port": str(server.port),
            "uses_tls": "y",
            "login": "hanna@example.com",
            "password": PASSWORD,
            "test_recipient": "hanna@example.com",
            "trial_recipient": "proba@example.com",
        }
        url = "/studio/settings/mail/test"
        return studio_web.post(url, data=typed | changed, headers=headers)

    return press


def test_good_settings_send_a_message_and_say_each_step(try_out, server, studio_web):
    """O-25: good settings → mail in the box and a green line; nothing is saved by it."""
    answer = try_out()
    assert answer.status_code == 200
    assert "notice green" in answer.text
    for words in ("Serwer przyjął wiadomość.", "TLS 1.3", "logowanie poprawne", "0,"):
        assert words in answer.text
    (mail,) = server.messages
    assert str(mail["To"]) == "proba@example.com"
    assert "hanna@example.com" in str(mail["From"])
    assert not studio_web.user.studio.mail_account.is_own


def test_the_page_without_javascript_shows_the_same(try_out):
    """O-25."""
    answer = try_out(headers={})
    assert "<h1>Ustawienia</h1>" in answer.text
    assert "Serwer przyjął wiadomość." in answer.text
    assert 'value="127.0.0.1"' in answer.text
    assert PASSWORD not in answer.text
    assert "Przed zapisaniem wpisz hasło jeszcze raz." in answer.text


def test_it_sends_the_current_template_filled_with_a_made_up_order(try_out, server, studio_web):
    """O-22, O-23, O-25: „Zażółć {id}” arrives decoded right, line breaks in both parts."""
    words = mail_templates.Words("Zażółć {id}", "Dzień dobry {client_name},\n\nzdjęcia\nczekają.")
    studio = studio_web.user.studio
    mail_templates.change_words(studio, MailEvent.COMPLETED, "pl", words)
    try_out()
    (mail,) = server.messages
    assert mail["Subject"] == "[TEST] Zażółć 1001"
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert plain.startswith("Wiadomość testowa przez 127.0.0.1, port ")
    assert "Dzień dobry Łucja Wójcik,\n\nzdjęcia\nczekają." in plain
    html = mail.get_body(("html",)).get_content()
    assert "zdjęcia<br>czekają." in html.replace("\r\n", "")


def test_it_goes_to_the_given_address_in_test_mode_too(try_out, server, studio_web):
    """O-25."""
    try_out(is_test_mode="y", test_recipient="inny@example.com")
    assert str(server.messages[0]["To"]) == "proba@example.com"


def test_a_wrong_password_is_explained_with_the_servers_words(try_out, server):
    """O-25: wrong password → „Logowanie odrzucone (535 …)”; each step before it is named."""
    server.script("auth535")
    answer = try_out()
    assert answer.status_code == 200
    assert "Logowanie odrzucone (535 5.7.8 Authentication credentials invalid)" in answer.text
    assert "Nie udało się: logowanie." in answer.text
    assert "połączono" in answer.text
    assert "TLS 1.3" in answer.text
    assert server.messages == []


@pytest.mark.parametrize("mode", ["ok", "auth535", "hang_auth"])
def test_no_log_and_no_answer_has_the_password(try_out, server, capsys, caplog, mode):
    """O-16, A34."""
    server.script(mode)
    told = try_out().text + "".join(capsys.readouterr()) + caplog.text
    sent = b64encode(f"\0hanna@example.com\0{PASSWORD}".encode()).decode()
    assert PASSWORD not in told
    assert sent not in told


def test_an_empty_password_is_the_saved_one(try_out, server, studio_web):
    """O-16, O-25: stored password if blank."""
    account = studio_web.user.studio.mail_account
    account.password_sealed = vault.seal("saved before")
    try_out(password="")
    assert [one["event"] for one in server.events] == ["connected", "login", "accepted"]


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("nostarttls", "Serwer poczty nie oferuje szyfrowania, więc nic nie wysłano."),
        ("badcert", "Certyfikat serwera jest nieprawidłowy"),
        ("wronghost", "Certyfikat serwera jest nieprawidłowy"),
        ("mail553", "Serwer poczty odrzuca adres nadawcy (553 5.7.1"),
        ("rcpt550", "(550 5.1.1 No such user)"),
        ("data554", "(554 5.6.0 This looks like spam)"),
        ("turnaway", "(554 5.7.1 Your network is on a list)"),
        ("hang", "Serwer poczty nie odpowiedział na czas."),
        ("drip", "Serwer poczty nie odpowiedział na czas."),
    ],
)
def test_each_way_to_fail_is_told_in_plain_words(try_out, server, mode, words):
    """O-14, O-18, O-19, O-25: the page stays usable."""
    server.script(mode)
    started = time.monotonic()
    assert words in try_out().text
    assert time.monotonic() - started < 4


def test_a_self_signed_server_is_used_when_its_certificate_is_ignored(try_out, server):
    """O-19: off → „Certyfikat serwera jest nieprawidłowy…”, on → delivered over TLS."""
    server.script("badcert", "badcert")
    assert "Certyfikat serwera jest nieprawidłowy" in try_out().text
    assert "Serwer przyjął wiadomość." in try_out(ignores_certificate="y").text
    assert server.events[-1]["tls"]


def test_a_host_that_there_is_not_is_named(try_out):
    """O-14: wrong host → clear Polish message in Test."""
    answer = try_out(host="smtp.nie-ma-takiego.invalid")
    assert "Nie ma serwera o nazwie smtp.nie-ma-takiego.invalid." in answer.text


def test_nobody_at_the_port_is_said(try_out):
    """O-14."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = try_out(port=str(taken.getsockname()[1]))
    assert "Serwer poczty nie odpowiada" in answer.text


def test_a_private_server_is_not_even_called(try_out, server, app, monkeypatch):
    """O-14, D28, A20."""
    monkeypatch.setitem(app.config, "MAIL_ALLOW_PRIVATE", False)
    assert "127.0.0.1 prowadzi do sieci prywatnej" in try_out().text
    assert server.events == []


def test_without_a_server_the_installations_is_tried(try_out, server):
    """O-14."""
    assert "Serwer przyjął wiadomość." in try_out(host="", sender_address="").text
    assert "kadr@example.com" in str(server.messages[0]["From"])


def test_what_cannot_be_tried_is_said_field_by_field(try_out, server):
    """O-17, O-25."""
    answer = try_out(port="70000", trial_recipient="nobody")
    assert answer.status_code == 422
    assert "Port SMTP: Wpisz port od 1 do 65535" in answer.text
    assert "Adres wiadomości testowej: To nie wygląda na adres e-mail" in answer.text
    assert server.events == []


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_more_than_five_a_minute_are_too_many(try_out, server, headers):
    """O-25: max 5/min."""
    answers = [try_out(headers=headers, host="-").status_code for _ in range(5)]
    assert answers == [422] * 5
    answer = try_out(headers=headers)
    assert answer.status_code == 429
    assert "Pięć wiadomości testowych na minutę wystarczy." in answer.text
    assert server.messages == []
