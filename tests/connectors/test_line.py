"""One shop's HTTP: what it lets pass, what it never does, and the one way in which it fails."""

import json
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from structlog.testing import capture_logs

from connectors import ConnectorError
from connectors.line import ANSWER_BYTES, retry_after_s
from tests.connectors.answering import Answering, http

SECRET = "cs_very_secret"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def failure(line, method="GET", path="/", **request) -> ConnectorError:
    with pytest.raises(ConnectorError) as failed:
        line.ask(method, path, **request)
    return failed.value


@pytest.mark.parametrize(
    ("status", "code", "is_uncertain"),
    [
        ("401 Unauthorized", "auth", False),
        ("403 Forbidden", "auth", False),
        ("408 Timeout", "408", False),
        ("429 Too Many Requests", "429", False),
        ("500 Error", "500", True),
        ("502 Bad Gateway", "502", True),
        ("503 Unavailable", "503", True),
        ("504 Gateway Timeout", "504", True),
        ("301 Moved", "redirect", False),
        ("308 Permanent Redirect", "redirect", False),
    ],
)
def test_what_all_shops_mean_alike_is_told_in_one_way(line_to, status, code, is_uncertain):
    """shops.md 8.14, 8.16, 8.17: of the shop and for later; uncertain only when something was
    sent that may have been done."""
    with Answering(http(status)) as server:
        wrote = failure(line_to(server.url), "POST", json={})
        read = failure(line_to(server.url), "GET")
    assert (wrote.code, wrote.uncertain, wrote.of_shop) == (code, is_uncertain, True)
    assert (read.code, read.uncertain) == (code, False)
    assert not wrote.permanent


@pytest.mark.parametrize("status", ["400 Bad", "404 Not Found", "409 Conflict", "422 No"])
def test_what_a_shop_says_of_what_was_asked_comes_back(line_to, status):
    """shops.md 8.15: it is the connector's to read."""
    with Answering(http(status, b'{"code": "x"}')) as server:
        answer = line_to(server.url).ask("PUT", "/orders/1", json={})
    assert (answer.status, answer.is_ok) == (int(status[:3]), False)
    assert answer.json() == {"code": "x"}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    ],
)
def test_an_answer_that_breaks_off_is_uncertain(line_to, answer):
    """shops.md 8.6, 8.17."""
    with Answering(answer) as server:
        failed = failure(line_to(server.url), "POST", json={})
    assert (failed.code, failed.uncertain, failed.permanent) == ("unreachable", True, False)


@pytest.mark.parametrize(
    "body", [b"<html>Login</html>", b'{"id": 4', b"", b"\xff\xfe", b"[" * 99_999]
)
def test_a_body_that_is_no_json_is_no_success(line_to, body):
    """shops.md 8.6: only what was sent makes it uncertain."""
    with Answering(http(body=body)) as server:
        wrote = line_to(server.url).ask("POST", "/", json={})
        read = line_to(server.url).ask("GET", "/")
    for answer, is_uncertain in ((wrote, True), (read, False)):
        with pytest.raises(ConnectorError) as failed:
            answer.json()
        assert (failed.value.code, failed.value.uncertain) == ("nonsense", is_uncertain)
        assert len(str(failed.value)) < 250


def test_a_server_that_drips_is_left_when_the_time_is_over(woo, line_to):
    """shops.md 8.24, F14: no single step of it is slow."""
    woo.script("slow", "GET")
    began = time.monotonic()
    failed = failure(line_to(woo.url, total_s=0.2), path="/wp-json/")
    assert failed.code == "unreachable"
    assert time.monotonic() - began < 1


def test_a_server_that_never_answers_is_left_too(woo, line_to):
    """shops.md 8.24, F14."""
    woo.script("hang")
    assert failure(line_to(woo.url, total_s=0.2), "POST", json={}).uncertain


def test_an_endless_answer_is_not_read(woo, line_to):
    """shops.md 8.24, F14: 200 MB."""
    woo.script("huge", "GET")
    assert failure(line_to(woo.url, total_s=5), path="/wp-json/").code == "too_large"


def test_a_packed_answer_is_not_unpacked(line_to):
    """shops.md 8.24: a small one may become a very large one."""
    packed = zlib.compress(b" " * (ANSWER_BYTES + 1))
    with Answering(http("200 OK", packed, "Content-Encoding: deflate")) as server:
        answer = line_to(server.url).ask("GET", "/")
        assert b"Accept-Encoding: identity" in server.heard[0]
    assert answer.body == packed


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary"])
def test_a_redirect_is_not_followed_and_no_key_goes_there(line_to, status):
    """shops.md 8.24, F14: neither to another host nor to this machine."""
    with Answering(http()) as elsewhere:
        there = f"Location: {elsewhere.url}/orders"
        with Answering(http(status, b"", there)) as server:
            failed = failure(line_to(server.url), "POST", json={}, auth=("ck", SECRET))
        assert elsewhere.heard == []
    assert (failed.code, str(failed)) == ("redirect", "127.0.0.1")


def test_keys_and_addresses_of_people_stay_out_of_messages_and_logs(line_to):
    """shops.md 8.25."""
    said = {"of": f"{SECRET} eva.nowak@example.com", "sent": "Authorization: Basic Y2s6Y3M="}
    asked = {"params": {"consumer_secret": SECRET}, "auth": ("ck", SECRET)}
    with Answering(http("500 Error", json.dumps(said).encode())) as server, capture_logs() as logs:
        failed = failure(line_to(server.url, SECRET), "POST", **asked)
    assert [line["event"] for line in logs] == ["shop_asked"]
    for hidden in (SECRET, "nowak", "Y2s6Y3M"):
        assert hidden not in f"{failed} {failed!r} {logs}"
    assert str(failed).startswith("500")


def test_a_secret_stays_out_when_the_shop_cannot_be_reached(line_to):
    """shops.md 8.25: the address of a request may hold one."""
    with capture_logs() as logs:
        line = line_to("http://127.0.0.1:1", SECRET)
        failed = failure(line, params={"consumer_secret": SECRET})
    assert (failed.code, failed.uncertain) == ("unreachable", False)
    assert SECRET not in f"{failed} {logs}"


def test_nothing_has_been_sent_until_there_is_a_connection(line_to):
    """shops.md 8.17: so that nothing needs to be looked up."""
    failed = failure(line_to("http://127.0.0.1:1"), "POST", json={})
    assert (failed.code, failed.uncertain, failed.of_shop) == ("unreachable", False, True)


def test_cookies_and_proxies_are_none_of_its_business(line_to, monkeypatch):
    """shops.md 8.24."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Answering(http("200 OK", b"{}", "Connection: close")) as server:
        assert line_to(server.url).ask("GET", "/").is_ok


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        ("7", 7),
        ("0.6", 1),
        ("31536000", 3600),
        ("-5", None),
        ("0", None),
        ("", None),
        ("inf", None),
        ("nan", None),
        ("soon", None),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW + timedelta(days=365), usegmt=True), 3600),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), None),
        ("Sun, 22 Nov 2026 12:01:00", 60),
        ("Sun, 99 Nov 2026 12:01:00 GMT", None),
    ],
)
def test_the_wait_a_shop_asks_for_is_understood_and_limited(value, wait_s):
    """shops.md 8.16: seconds, a date, nothing, or nonsense; an hour at most."""
    assert retry_after_s(value, NOW) == wait_s


@pytest.mark.parametrize("status", ["429 Too Many", "503 Unavailable"])
def test_the_wait_is_told_with_the_failure(line_to, status):
    """shops.md 8.16."""
    with Answering(http(status, b"", "Retry-After: 120")) as server:
        assert failure(line_to(server.url)).retry_after_s == 120
