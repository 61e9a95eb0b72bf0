"""Logs tell a story and no secret."""

import io

import structlog
import structlog.testing

import logs
from models.token import new_token
from services import partner_tokens


def test_a_link_token_is_replaced_by_the_beginning_of_its_hash():
    token = new_token()
    line = logs.redact(None, "info", {"event": f"GET /g/{token} from 1.2.3.4"})
    assert token not in line["event"]
    assert "[token " in line["event"]


def test_a_secret_of_a_partner_is_one_of_them():
    token = f"{partner_tokens.PREFIX}{new_token()}"
    line = logs.redact(None, "info", {"event": f"GET /feed/{token}/gateway"})
    assert token[4:] not in line["event"]


def test_equal_tokens_leave_equal_marks_so_that_a_story_can_be_followed():
    token = new_token()
    first, second = (logs.redact(None, "info", {"a": token})["a"] for _ in range(2))
    assert first == second


def test_hashes_of_files_are_no_tokens_and_stay():
    assert logs.redact(None, "info", {"sha256": "a" * 64}) == {"sha256": "a" * 64}


def test_every_request_is_one_line_with_its_rule_and_never_its_address(web):
    """A4."""
    token = new_token()
    with structlog.testing.capture_logs() as lines:
        web.get(f"/g/{token}")
    (line,) = [line for line in lines if line["event"] == "request"]
    assert (line["method"], line["rule"], line["status"]) == ("GET", "/g/<token>", 404)
    assert token not in str(lines)


def test_what_is_printed_is_redacted_whoever_tells_it(app, capsys):
    """A4."""
    token = new_token()
    structlog.get_logger().info("told", link=f"/g/{token}")
    printed = capsys.readouterr().out
    assert '"event": "told"' in printed
    assert token not in printed


def test_a_log_without_room_stops_nobody(app, monkeypatch):
    """F17: every byte that is written to this file finds the disk full."""
    with io.FileIO("/dev/full", "w") as file:
        full = io.TextIOWrapper(file, write_through=True)
        monkeypatch.setattr("sys.stdout", full)
        structlog.get_logger().info("told")
        full.detach()
