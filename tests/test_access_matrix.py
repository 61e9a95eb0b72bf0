"""Who may open what: every route of the application, tried by everybody.

A route that is not in `tests.access_rules` fails the first test, so a new one says who may use it.
"""

from itertools import product

import pytest

from extensions import db
from tests.access_rules import ALLOWED, CLIENT, OF_KEYS, PUBLIC, rule_of
from tests.world import ACTORS, CANARY, World

DOORS = ("/login", "/partner/login")


def routes(app):
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"OPTIONS"})
    ]


def test_every_route_says_who_may_use_it(application):
    unlisted = {r.endpoint for r, _ in routes(application) if rule_of(r.endpoint) is None}
    assert unlisted == set()


def test_everybody_gets_exactly_what_is_theirs(app):
    """Wrong answers of all routes, methods and actors at once."""
    wrong = []
    world = World(app)
    for rule, method in routes(app):
        allowed = ALLOWED[rule_of(rule.endpoint)]
        for actor in (name for name in ACTORS if name not in allowed):
            answer = world.ask(actor, rule, method)
            if not is_turned_away(answer, rule_of(rule.endpoint)):
                wrong.append((actor, method, rule.rule, answer.status_code))
            if CANARY.encode() in answer.data:
                wrong.append((actor, method, rule.rule, "told the canary"))
    assert wrong == []


def test_what_is_theirs_does_open(application, monkeypatch):
    """Every GET that an actor may use answers without a refusal; never a 500."""
    monkeypatch.setitem(application.config, "SECURITY_CONTACT", "mailto:security@example.com")
    wrong = []
    with application.app_context():
        world = World(application)
        for (rule, method), actor in product(routes(application), ACTORS):
            if method != "GET" or actor not in ALLOWED[rule_of(rule.endpoint)]:
                continue
            if rule_of(rule.endpoint) == PUBLIC and "token" in rule.arguments:
                continue
            answer = world.ask(actor, rule, method)
            if answer.status_code >= 400:
                wrong.append((actor, rule.rule, answer.status_code))
        db.session.remove()
    assert wrong == []


@pytest.mark.usefixtures("app")
def test_an_owner_may_look_through_a_clients_eyes_but_change_nothing(app):
    """M-08."""
    world = World(app)
    for rule, method in routes(app):
        if rule_of(rule.endpoint) != CLIENT or method == "HEAD":
            continue
        theirs = world.ask("owner", rule, method, preview=world.invitation.id)
        foreign = world.ask("other studio", rule, method, preview=world.invitation.id)
        nobody = world.ask("anonymous", rule, method, preview=world.invitation.id)
        assert theirs.status_code in ({200, 206, 304} if method == "GET" else {403}), rule.rule
        assert {foreign.status_code, nobody.status_code} == {404}, rule.rule


def test_a_revoked_link_takes_the_cookie_with_it(app):
    """Old addresses and old cookies are dead at once."""
    world = World(app)
    client = world.browsers["client"]
    address = f"/g/{world.gallery.code}/photos"
    assert client.get(address).status_code == 200
    world.invitation.link_epoch += 1
    db.session.commit()
    assert client.get(address).status_code == 404


def is_turned_away(answer, rule):
    by_key = {401, 403} if rule in OF_KEYS else set()
    return answer.status_code in {404, 405, 410} | by_key or is_login(answer)


def is_login(answer):
    return answer.status_code in (302, 303) and answer.location.startswith(DOORS)
