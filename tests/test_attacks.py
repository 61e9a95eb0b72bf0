"""docs/attacks.md: every attack has a test that is there, or a reason.

Those that go over all routes are tried here.
"""

import re
from pathlib import Path

import pytest

import config
from models import Studio, User
from tests.access_rules import ALLOWED, PUBLIC, rule_of
from tests.world import World

LIST = (config.ROOT / "docs" / "attacks.md").read_text("utf-8")
ROW = re.compile(r"^\| (A\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)
# What other systems call: they have no session, and prove themselves by a key or a signature.
WITHOUT_SESSION = ("customer_api.", "hooks.", "partner.")
PAGES_OF = ("anonymous", "client", "owner", "operator", "partner")
FOREIGN = re.compile(r"<(?:img|script|link|iframe|form|source)\b[^>]*\"(?:https?:)?//(?!localhost)")


def rows():
    return {name: (attack, state, shown) for name, attack, state, shown in ROW.findall(LIST)}


def routes(app, *methods):
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods.intersection(methods)):
            yield rule, method


def test_every_attack_of_the_list_is_there():
    assert list(rows()) == [f"A{number}" for number in range(1, 38)]


@pytest.mark.parametrize("name", rows())
def test_an_attack_has_a_test_that_is_there_or_says_why_not(name):
    _, state, shown = rows()[name]
    named = re.findall(r"`(tests/[^`]+)`", shown)
    assert named or "not yet" in state, name
    for path in named:
        file, _, function = path.partition("::")
        text = Path(config.ROOT, file).read_text("utf-8")
        assert not function or f"def {function}(" in text, path


def test_no_form_is_taken_without_its_token(app, monkeypatch):
    """A7: every unsafe route, as whoever may use it; only those without a session need none."""
    world = World(app)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    taken = []
    for rule, method in routes(app, "POST", "PUT", "PATCH", "DELETE"):
        if rule.endpoint.startswith(WITHOUT_SESSION):
            continue
        actor = next(name for name in PAGES_OF[::-1] if name in ALLOWED[rule_of(rule.endpoint)])
        answer = world.ask(actor, rule, method)
        if answer.status_code != 400:
            taken.append((actor, method, rule.rule, answer.status_code))
    assert taken == []


def test_a_method_is_what_it_says(studio_web):
    """A7: a GET stays one, whatever it claims."""
    for claim in ({"query_string": {"_method": "POST"}}, {"headers": {"X-HTTP-Method": "POST"}}):
        assert studio_web.get("/studio/sign-ins", **claim).status_code == 405
    assert studio_web.get("/studio").status_code == 200


def test_no_page_is_kept_tells_its_address_or_fetches_from_elsewhere(app):
    """A3, A30: pages of all actors."""
    world, wrong = World(app), []
    for rule, method in routes(app, "GET"):
        for actor in (name for name in PAGES_OF if name in ALLOWED[rule_of(rule.endpoint)]):
            if rule_of(rule.endpoint) == PUBLIC and "token" in rule.arguments:
                continue
            answer = world.ask(actor, rule, method)
            if answer.mimetype != "text/html":
                continue
            # The wall of photos is asked for again each time: decisions/0011-a-wall-has-a-tag.md.
            if not answer.cache_control.no_store and not answer.cache_control.no_cache:
                wrong.append((actor, rule.rule, "is kept"))
            if "HX-Request" not in answer.vary:
                wrong.append((actor, rule.rule, "may be mixed up with its fragment"))
            if answer.headers["Referrer-Policy"] not in ("same-origin", "no-referrer"):
                wrong.append((actor, rule.rule, "tells its address"))
            if found := FOREIGN.search(answer.text):
                wrong.append((actor, rule.rule, found[0]))
    assert wrong == []


def test_a_form_takes_its_own_fields_and_no_other_column(app, studio_web):
    """A24: every column of studio and person is sent along."""
    user, studio = studio_web.user, studio_web.user.studio
    before = [{c.key: getattr(row, c.key) for c in row.__table__.c} for row in (user, studio)]
    every = {column.key: "1" for table in (User, Studio) for column in table.__table__.c}
    asked = {
        "part": "studio",
        "name": studio.name,
        "contact_email": studio.contact_email,
        "locale": studio.locale,
        "timezone": studio.timezone,
    }
    answer = studio_web.post("/studio/settings", data=every | asked)
    assert answer.status_code == 303
    after = [{c.key: getattr(row, c.key) for c in row.__table__.c} for row in (user, studio)]
    assert after == before
