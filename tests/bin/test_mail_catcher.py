import smtplib
import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bin.children import die_with_parent, wait_until
from bin.environment import free_port


@pytest.fixture
def catcher(tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "bin.mail_catcher", str(port), str(tmp_path / "mail")]
    with subprocess.Popen(command, preexec_fn=die_with_parent) as process:
        assert wait_until(lambda: _answers(port), limit_s=10)
        yield port, tmp_path / "mail"
        process.terminate()
    assert process.returncode == 0


def _answers(port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=2):
            return True
    except OSError:
        return False


def test_a_caught_mail_tells_who_it_was_for(catcher):
    port, folder = catcher
    message = EmailMessage()
    message["Subject"] = "Twoje zdjęcia"
    message.set_content("Zażółć")
    with smtplib.SMTP("127.0.0.1", port) as connection:
        connection.send_message(message, "studio@example.test", ["eva@example.test"])
    (file,) = folder.iterdir()
    caught = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.suffix == ".eml"
    assert caught["X-Envelope-To"] == "eva@example.test"
    assert caught["Subject"] == "Twoje zdjęcia"
