"""Where the line leads, and where it never does."""

import socket
import time

import pytest

from connectors import ConnectorError, network
from connectors.line import Line
from connectors.network import Guard
from formats.public_addresses import is_public
from tests.connectors.answering import Answering, http
from tests.fakes.certificates import make_certificates

INSIDE = """127.0.0.1 127.1 2130706433 0x7f.0.0.1 0.0.0.0 localhost 10.0.0.1 172.16.0.1 192.168.1.1
    100.64.0.1 169.254.169.254 [::1] [::] [::ffff:127.0.0.1] [fe80::1] [fd00::1] [64:ff9b::7f00:1]
    [2002:7f00:1::1] 93.184.216.34:8443 93.184.216.34:22 93.184.216.34:6379 1.1.1.1:80"""
NO_ADDRESS = """user:pass@93.184.216.34 93.184.216.34?x=1 93.184.216.34#x [::1 93.184.216.34:port
    user@127.0.0.1"""
PLAIN = "http://93.184.216.34 ftp://93.184.216.34 file:///etc/passwd gopher://1.1.1.1 shop"
NAMES = ("shop.example", "localhost")


def failure(url: str, guard: Guard, **values) -> ConnectorError:
    with Line(url, guard, total_s=0.5, **values) as line, pytest.raises(ConnectorError) as failed:
        line.ask("POST", "/wp-json/", json={}, auth=("ck_key", "cs_secret"))
    return failed.value


@pytest.fixture
def names(monkeypatch):
    """What is known of those names: each look-up takes the next, the last one stays."""
    really = socket.getaddrinfo
    answers: list[list[str]] = []
    asked: list[str] = []

    def look_up(host, port, *args, **values):
        if host not in NAMES:
            return really(host, port, *args, **values)
        asked.append(host)
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    answers.append([])
    look_up.answers, look_up.asked = answers, asked
    return look_up


@pytest.mark.parametrize("host", INSIDE.split())
def test_no_address_inside_and_no_odd_port_is_connected_to(host, monkeypatch):
    """shops.md 8.24, A20: however it is written."""
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    failed = failure(f"https://{host}", Guard(is_public))
    assert failed.code in ("private", "unknown_host")
    assert (failed.uncertain, failed.of_shop) == (False, True)


@pytest.mark.parametrize("host", NO_ADDRESS.split())
def test_what_is_more_or_less_than_an_address_is_refused(host):
    """shops.md 8.24."""
    assert failure(f"https://{host}", Guard(is_public)).code == "address"


@pytest.mark.parametrize("url", PLAIN.split())
def test_only_https_leads_out(url):
    """shops.md 8.24."""
    assert failure(url, Guard(is_public)).code == "plain"


def test_a_name_with_one_address_inside_is_refused(names):
    """shops.md 8.24: one of several is enough."""
    names.answers[:] = [["93.184.216.34", "127.0.0.1"]]
    assert failure("https://shop.example", Guard(is_public)).code == "private"


def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_checked(
    names, woo_tls, monkeypatch
):
    """shops.md 8.24, A20: looked up once for each connection, and that very address is used."""
    port = int(woo_tls.url.rpartition(":")[2])
    monkeypatch.setattr(network, "PORTS", (port,))
    guard = Guard(lambda address: address == "127.0.0.1")  # it plays the Internet here
    names.answers[:] = [["127.0.0.1"], ["127.0.0.9"]]
    url = f"https://localhost:{port}"
    with Line(url, guard, ca_pem=woo_tls.ca_pem) as line:
        assert line.ask("GET", "/wp-json/").is_ok
    assert names.asked == ["localhost"]
    assert failure(url, guard, ca_pem=woo_tls.ca_pem).code == "private"


def test_a_name_that_led_inside_sees_no_connection(names):
    """A20: listeners of this machine hear nothing."""
    names.answers[:] = [["127.0.0.1"]]
    with Answering(http()) as listener:
        failure(f"https://shop.example:{listener.port}", Guard(is_public))
        assert listener.heard == []


def test_a_name_that_nobody_knows_and_a_silent_name_server_are_told_alike(monkeypatch):
    """shops.md 8.17: without waiting for the name server's own patience."""
    monkeypatch.setattr(network, "LOOK_UP_S", 0.05)
    for look_up in (_late, _unknown):
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        began = time.monotonic()
        failed = failure("https://shop.example", Guard(is_public))
        assert (failed.code, failed.uncertain) == ("unknown_host", False)
        assert time.monotonic() - began < 0.5


def _late(*_, **__):
    time.sleep(0.3)
    raise socket.gaierror("at last")


def _unknown(*_, **__):
    raise socket.gaierror("nobody")


def test_the_next_address_is_tried_when_one_does_not_answer(names):
    """shops.md 8.17."""
    with Answering(http()) as server:
        names.answers[:] = [["127.0.0.2", "127.0.0.1"]]
        guard = Guard(is_public, allows_private=True)
        with Line(f"http://shop.example:{server.port}", guard, total_s=1) as line:
            assert line.ask("GET", "/").is_ok


def test_a_certificate_of_its_own_is_believed_only_when_it_is_pinned(woo_tls):
    """shops.md 8.24: never without verification."""
    here = Guard(is_public, allows_private=True)
    refused = failure(woo_tls.url, here)
    assert (refused.code, refused.uncertain) == ("tls", False)
    with Line(woo_tls.url, here, ca_pem=woo_tls.ca_pem) as line:
        assert line.ask("GET", "/wp-json/").is_ok
    assert woo_tls.called("POST") == []


def test_a_pinned_authority_vouches_for_no_one_else(woo_tls, tmp_path):
    """shops.md 8.24."""
    make_certificates(tmp_path)
    foreign = (tmp_path / "ca.pem").read_text()
    here = Guard(is_public, allows_private=True)
    assert failure(woo_tls.url, here, ca_pem=foreign).code == "tls"


def test_a_certificate_for_another_name_is_refused(names, woo_tls):
    """shops.md 8.24."""
    names.answers[:] = [["127.0.0.1"]]
    url = woo_tls.url.replace("127.0.0.1", "shop.example")
    here = Guard(is_public, allows_private=True)
    assert failure(url, here, ca_pem=woo_tls.ca_pem).code == "tls"


def test_a_server_without_tls_is_not_spoken_to(woo):
    """shops.md 8.17, 8.24."""
    here = Guard(is_public, allows_private=True)
    failed = failure(woo.url.replace("http:", "https:"), here)
    assert (failed.code, failed.uncertain) == ("tls", False)
