"""Who is let in to CustomerAPI, and how often."""

import pytest

from extensions import db
from models.partner_token import TokenKind
from services import offer_versions, partner_tokens
from tests.blueprints.partner.api.caller import PREFIX, faults


def turned_away(answer):
    return answer.status_code, faults(answer)


BAD_KEY = (401, [("bad_key", "")])
BLOCKED = (403, [("partner_blocked", "")])


@pytest.mark.parametrize("key", ["", "kdr_nobody", "x" * 5000])
def test_a_key_that_is_nobodys_opens_nothing(caller, key):
    """iof.md 9.28."""
    answer = caller.get("/orders", key=key)
    assert turned_away(answer) == BAD_KEY
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_without_a_key_nothing_is_read(caller):
    assert turned_away(caller.web.get(f"{PREFIX}/orders")) == BAD_KEY
    basic = {"Authorization": "Basic YTpi"}
    assert turned_away(caller.web.get(f"{PREFIX}/orders", headers=basic)) == BAD_KEY


def test_a_token_of_addresses_is_no_key(caller):
    token = partner_tokens.issue(caller.partner, TokenKind.FEED)
    assert turned_away(caller.get("/orders", key=token)) == BAD_KEY


def test_a_revoked_and_a_replaced_key_are_dead(caller):
    """iof.md 9.28: the same answer as for a key that never was."""
    known = caller.partner.tokens[0]
    partner_tokens.revoke(known)
    dead = caller.get("/orders")
    assert turned_away(dead) == BAD_KEY
    assert dead.data == caller.get("/orders", key="kdr_nobody").data
    first = partner_tokens.issue(caller.partner, TokenKind.API)
    partner_tokens.issue(caller.partner, TokenKind.API)
    assert turned_away(caller.get("/orders", key=first)) == BAD_KEY


@pytest.mark.parametrize("switch", ["is_sharing", "may_order", "module", "shops"])
def test_a_blocked_partner_is_let_in_nowhere(caller, switch):
    """iof.md 9.29, I-12: sharing off, 403 at once."""
    match switch:
        case "module":
            offer_versions.settings_of(caller.studio.id).is_on = False
        case "shops":
            caller.partner.shops = []
        case _:
            setattr(caller.partner, switch, False)
    db.session.commit()
    order = turned_away(caller.get("/orders/1"))
    assert order == BLOCKED
    assert turned_away(caller.post("/orders")) == BLOCKED


def test_whoever_asks_too_often_is_told_when_to_come_back(app, caller, monkeypatch):
    """iof.md 9.31, F36."""
    monkeypatch.setitem(app.config, "CUSTOMER_API_LIMIT", "3 per minute")
    statuses = [caller.get("/orders").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = caller.get("/orders")
    assert turned_away(answer) == (429, [("rate_limit", "")])
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_whoever_guesses_keys_is_stopped_and_a_good_key_goes_on(app, caller, monkeypatch):
    monkeypatch.setitem(app.config, "CUSTOMER_API_GUESSES", "2 per minute")
    tried = [caller.get("/orders", key=f"kdr_{n}").status_code for n in range(3)]
    assert tried == [401, 401, 429]


def test_an_address_that_leads_nowhere_says_so_in_the_same_shape(caller):
    assert turned_away(caller.get("/nothing")) == (404, [("not_found", "")])
    wrong = caller.call("PATCH", "/orders")
    assert turned_away(wrong) == (405, [("method", "")])


def test_no_answer_may_be_kept_or_found_by_search_engines(caller):
    """iof.md 9.28."""
    answer = caller.get("/orders")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
