"""Who may fetch the files of an offer, which of them, and how often."""

import pytest

from extensions import db
from models.partner_token import TokenKind
from services import offer_versions, partner_tokens
from tests.feeding import address, fetch, links_in, write
from tests.offering import make_partner, make_shop_list, token_of

CLOSED = "Dostęp do oferty został wyłączony"


def test_nothing_is_cached_on_the_way_indexed_or_given_a_cookie(web, shop):
    """iof.md 9.28."""
    for name in ("gateway", "full", "light", "full_change", "nothing"):
        answer = fetch(web, address(shop, name))
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] in ("private, no-cache", "no-store")
        assert "Set-Cookie" not in answer.headers


def test_whatever_is_wrong_looks_the_same(web, make, shop):
    """iof.md 9.28: unknown, revoked and replaced tokens, other shops, files that do not exist."""
    other = make_partner(shop.partner.studio, make_shop_list(shop.partner.studio))
    token_of(other)
    old = address(shop, "full")
    key = token_of(shop.partner, TokenKind.API)
    partner_tokens.issue(shop.partner, TokenKind.FEED)
    revoked = address(shop, "full")
    partner_tokens.revoke(partner_tokens.current_tokens(shop.partner, TokenKind.FEED)[-1])
    newest = partner_tokens.issue(shop.partner, TokenKind.FEED)
    wrong = [
        *(old, revoked),
        address(shop, "full", token="kdr_nobody"),
        address(shop, "full", token=key),
        address(other.shops[0], "full", token=newest),
        address(shop, "full", token=partner_tokens.issue(other, TokenKind.FEED)),
        *(address(shop, name) for name in ("nothing", "full_changeX", "presets")),
    ]
    answers = [fetch(web, one) for one in wrong]
    assert {(one.status_code, one.data) for one in answers} == {(404, b"Nothing here.\n")}
    assert fetch(web, address(shop, "full")).status_code == 200


def test_a_replaced_token_is_good_for_a_while_and_links_with_itself(web, shop):
    """Rotation with an overlap: both open the same files."""
    old = address(shop, "gateway")
    partner_tokens.rotate(shop.partner, TokenKind.FEED)
    assert address(shop, "gateway") != old
    for path in (old, address(shop, "gateway")):
        token = path.split("/")[2]
        links = links_in(fetch(web, path).text)
        assert {url.split("/")[4] for url, _ in links} == {token}


def test_the_secret_may_come_in_a_header_and_then_stands_in_no_address(web, shop):
    token = address(shop).split("/")[2]
    said = {"Authorization": f"Bearer {token}"}
    answer = fetch(web, address(shop, "gateway", token="-"), headers=said)
    assert answer.status_code == 200
    assert token not in answer.text
    assert fetch(web, links_in(answer.text)[0][0], headers=said).status_code == 200
    assert fetch(web, address(shop, "gateway", token="-")).status_code == 404


def test_sharing_switched_off_closes_every_address_at_once_and_on_opens_the_same(web, shop):
    """I-09, iof.md 9.29."""
    urls = [url for url, _ in links_in(fetch(web, address(shop, "gateway")).text)]
    paths = [*urls, *(address(shop, name) for name in ("gateway", "full_change", "nothing"))]
    shop.partner.is_sharing = False
    db.session.commit()
    for path in paths:
        answer = fetch(web, path, headers={"If-None-Match": "*"})
        assert (answer.status_code, answer.text) == (403, f"{CLOSED}\n")
        assert answer.headers["Cache-Control"] == "no-store"
    shop.partner.is_sharing = True
    db.session.commit()
    assert {fetch(web, path).status_code for path in urls} == {200}


def test_without_the_module_there_is_nothing_and_with_it_the_same_address_works(web, shop):
    """I-05."""
    settings = offer_versions.settings_of(shop.partner.studio_id)
    settings.is_on = False
    db.session.commit()
    assert fetch(web, address(shop, "full")).status_code == 404
    settings.is_on = True
    db.session.commit()
    assert fetch(web, address(shop, "full")).status_code == 200


def test_a_shop_that_is_taken_away_is_gone(web, shop):
    """I-09: removal by shop."""
    path = address(shop, "full")
    db.session.delete(shop)
    db.session.commit()
    assert fetch(web, path).status_code == 404


@pytest.mark.parametrize(
    ("file_set", "there"),
    [
        ("both", {"gateway", "full", "light", "full_change", "sizes"}),
        ("full", {"full", "full_change", "sizes"}),
        ("light", {"light"}),
    ],
)
def test_only_the_files_that_were_chosen_are_there(web, shop, file_set, there):
    """I-06."""
    shop.partner.file_set = file_set
    db.session.commit()
    write(shop.partner)
    names = ("gateway", "full", "light", "full_change", "sizes")
    found = {name for name in names if fetch(web, address(shop, name)).status_code == 200}
    assert found == there


def test_too_many_requests_are_asked_to_wait(app, web, shop, monkeypatch):
    """F36, iof.md 9.31."""
    monkeypatch.setitem(app.config, "FEED_LIMIT", "3 per minute")
    statuses = [fetch(web, address(shop, "light")).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert int(fetch(web, address(shop, "light")).headers["Retry-After"]) <= 61
