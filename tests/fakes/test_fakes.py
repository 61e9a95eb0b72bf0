import smtplib
import ssl
from email.message import EmailMessage

import pytest
import redis


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "studio@example.test", "eva@example.test"
    message["Subject"] = "Twoje zdjęcia"
    message.set_content("Zażółć gęślą jaźń")
    return message


def send(server, timeout_s: float = 5.0, tls=None, login=None) -> None:
    with smtplib.SMTP(server.host, server.port, timeout=timeout_s) as connection:
        if tls:
            connection.starttls(context=tls)
        if login:
            connection.login(*login)
        connection.send_message(mail())


def test_a_mail_is_kept_as_it_came(smtp_server):
    send(smtp_server, login=("studio", "secret"))
    (kept,) = smtp_server.messages
    assert kept["Subject"] == "Twoje zdjęcia"
    assert kept.get_content().strip() == "Zażółć gęślą jaźń"
    assert smtp_server.events[-1]["logged_in"]


def test_a_recipient_is_refused_three_times_and_then_taken(smtp_server):
    smtp_server.script("rcpt451x3")
    for _ in range(3):
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="451"):
            send(smtp_server)
    send(smtp_server)
    assert len(smtp_server.messages) == 1


def test_a_recipient_and_a_login_can_be_refused_for_good(smtp_server):
    smtp_server.script("rcpt550", "auth535")
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
        send(smtp_server)
    with pytest.raises(smtplib.SMTPAuthenticationError, match="535"):
        send(smtp_server, login=("studio", "wrong"))
    assert smtp_server.messages == []


def test_a_silent_server_keeps_its_client_waiting(smtp_server):
    smtp_server.script("hang")
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(smtp_server, timeout_s=0.3)


@pytest.mark.parametrize(
    ("mode", "error"),
    [("drop_after_dot", smtplib.SMTPServerDisconnected), ("hang_after_dot", OSError)],
)
def test_a_mail_without_an_answer_was_taken_all_the_same(smtp_server, mode, error):
    smtp_server.script(mode)
    with pytest.raises(error):
        send(smtp_server, timeout_s=0.5)
    assert len(smtp_server.messages) == 1


def test_starttls_is_good_bad_or_absent(smtp_server):
    trusting = ssl.create_default_context(cafile=smtp_server.ca_path)
    send(smtp_server, tls=trusting)
    assert smtp_server.events[-1]["tls"]
    smtp_server.script("badcert", "nostarttls")
    with pytest.raises(ssl.SSLCertVerificationError):
        send(smtp_server, tls=trusting)
    with pytest.raises(smtplib.SMTPNotSupportedError):
        send(smtp_server, tls=trusting)


def test_the_server_comes_back_at_the_same_port(smtp_server):
    port = smtp_server.port
    smtp_server.stop()
    with pytest.raises(ConnectionRefusedError):
        send(smtp_server)
    smtp_server.start()
    assert smtp_server.port == port
    send(smtp_server)


def test_redis_forgets_when_it_is_stopped_and_started(fresh_redis):
    with redis.Redis.from_url(fresh_redis.url) as connection:
        connection.set("picked", 1)
        fresh_redis.stop()
        with pytest.raises(redis.ConnectionError):
            connection.get("picked")
        fresh_redis.start()
        assert connection.get("picked") is None
