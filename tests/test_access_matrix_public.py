"""Who may open what in a public session with a PIN: visitors beside everybody else.

Every client's route is tried by every kind of visitor; what belongs to one of them is told to no
other.
"""

import pytest

from extensions import db
from models import Folder
from services import pins, visitors
from services.files import storage
from tests import factories
from tests.blueprints.proofing.conftest import give_renditions
from tests.conftest import sign_in
from tests.test_access_matrix import CLIENT, routes, rule_of
from tests.visiting import introduce, press

CANARY = "Kanarek 9c1d"
PIN = "4821"
# What a visitor without a name may press: nothing but "I am looking" and the introduction itself.
NAMELESS_PRESSES = {"proofing.record_view", "proofing.introduce"}
SHUT = ("nobody", "no PIN", "old PIN", "revoked", "visitor of another session")


class World:
    """A public session with a PIN in which the named visitor Anna has ordered and picked."""

    def __init__(self, app):
        self.app = app
        self.gallery = factories.make_gallery(title=f"Szkoła {CANARY}")
        self.photos = [factories.make_photo(self.gallery, number=n) for n in (1, 2)]
        self.finished = factories.make_photo(
            self.gallery, self.photos[0].filename, folder=Folder.FULL
        )
        for photo in (*self.photos, self.finished):
            give_renditions(photo)
            storage().put(photo.storage_key, b"bytes of the photo")
        self.link = f"/g/{factories.open_to_all(self.gallery)}"
        old = self._come_in(self.link)
        pins.set_pin(self.gallery, PIN)
        anna = self._come_in(self.link, PIN)
        introduce(anna, press(anna, self.photos[0]), f"Anna {CANARY}", "anna@example.com")
        self.anna = self.gallery.visitors[-1]
        self.order = factories.make_order(self.anna.carts[0])
        press(anna, self.photos[0])
        ewa = self._come_in(self.link, PIN)
        introduce(ewa, press(ewa, self.photos[1]), "Ewa", "ewa@example.com")
        other = factories.make_gallery(self.gallery.studio)
        self.browsers = {
            "nobody": app.test_client(),
            "no PIN": app.test_client(),
            "old PIN": old,
            "revoked": self._come_in(self.link, PIN),
            "visitor of another session": self._come_in(f"/g/{factories.open_to_all(other)}"),
            "nameless": self._come_in(self.link, PIN),
            "Ewa": ewa,
            "Anna": anna,
            "owner": sign_in(app, factories.make_user(self.gallery.studio)),
            "other studio": sign_in(app, factories.make_user()),
        }
        assert self.browsers["no PIN"].post(self.link).status_code == 422
        revoked = self.gallery.visitors[3]
        revoked.link_epoch += 1
        db.session.commit()

    def ask(self, actor, rule, method, **query):
        _, path = rule.build({name: self._value(name, rule) for name in rule.arguments} | query)
        return self.browsers[actor].open(path, method=method, buffered=True)

    def _come_in(self, link, pin=""):
        browser = self.app.test_client()
        self.gallery.sent_at = self.gallery.sent_at or self.gallery.created_at
        db.session.commit()
        assert browser.post(link, data={"pin": pin}).status_code == 303
        browser.base = f"/g/{self.gallery.code}"
        return browser

    def _value(self, name, rule):
        photo = self.finished if "/delivery/" in rule.rule else self.photos[0]
        return {
            "code": self.gallery.code,
            "photo_id": photo.id,
            "number": self.order.number,
            "folder": "full",
            "kind": "thumb",
        }.get(name, 1)


@pytest.fixture
def world(app):
    return World(app)


def client_routes(app):
    found = ((rule, method) for rule, method in routes(app) if method != "HEAD")
    return [(rule, method) for rule, method in found if rule_of(rule.endpoint) == CLIENT]


def test_without_the_pin_nothing_of_the_photos_opens(app, world):
    """4.2: cl0 and everybody who has lost or never had the right, on every route of a client."""
    wrong = []
    for rule, method in client_routes(app):
        for actor in (*SHUT, "owner", "other studio"):
            answer = world.ask(actor, rule, method)
            if answer.status_code not in (404, 405, 410) or CANARY.encode() in answer.data:
                wrong.append((actor, method, rule.rule, answer.status_code))
    assert wrong == []


def test_a_visitor_without_a_name_looks_and_is_asked_before_every_press(app, world):
    """N-07."""
    wrong = []
    for rule, method in client_routes(app):
        answer = world.ask("nameless", rule, method)
        asked = f"/g/{world.gallery.code}/introduction"
        is_asked = answer.status_code == 303 and answer.location.startswith(asked)
        if method == "POST" and is_asked == (rule.endpoint in NAMELESS_PRESSES):
            wrong.append((method, rule.rule, answer.status_code))
        if b"anna@example.com" in answer.data or f"Anna {CANARY}".encode() in answer.data:
            wrong.append((method, rule.rule, "told Anna's name"))
        if answer.status_code >= 500:
            wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("actor", ["nameless", "Ewa"])
def test_what_is_annas_is_nobody_elses(world, actor):
    """4.2: own cart, own order, own finished photos; names are told to nobody."""
    browser, base = world.browsers[actor], f"/g/{world.gallery.code}"
    assert browser.get(f"{base}/orders/{world.order.number}").status_code == 404
    finished = browser.get(f"{base}/delivery/full/{world.finished.id}")
    assert finished.status_code in (403, 404)
    cart = browser.get(f"{base}/cart").text
    assert world.photos[0].filename not in cart
    for page in ("photos", "cart", "delivery", f"photos/{world.photos[0].id}"):
        text = browser.get(f"{base}/{page}").text
        assert "anna@example.com" not in text
        assert f"Anna {CANARY}" not in text


def test_anna_has_what_is_hers(world):
    browser, base = world.browsers["Anna"], f"/g/{world.gallery.code}"
    assert browser.get(f"{base}/orders/{world.order.number}").status_code == 200
    assert world.photos[0].filename in browser.get(f"{base}/cart").text


def test_before_the_pin_the_cover_shows_no_picture_and_no_number(world):
    """4.2: L, with no content."""
    page = world.browsers["no PIN"].get(world.link)
    assert page.status_code == 200
    assert 'name="pin"' in page.text
    assert "cover.jpg" not in page.text
    assert "<img" not in page.text
    assert world.browsers["no PIN"].get(f"{world.link}/cover.jpg").status_code == 404


def test_a_personal_link_asks_for_the_pin_too(world):
    """M-05."""
    own = f"/g/{factories.token_of(world.anna)}"
    browser = world.app.test_client()
    assert browser.post(own, data={"pin": "0000"}).status_code == 422
    assert browser.post(own, data={"pin": "48 21"}).status_code == 303


def test_the_eleventh_try_waits_whatever_address_it_claims_to_come_from(world):
    """A8: X-Forwarded-For of a stranger is not believed."""
    browser = world.app.test_client()
    answers = [
        browser.post(
            world.link, data={"pin": "0000"}, headers={"X-Forwarded-For": f"203.0.113.{n}"}
        ).status_code
        for n in range(12)
    ]
    # World's own empty press was no try.
    assert answers == [422] * 9 + [429] * 3
    assert browser.get(world.link).status_code == 200
    assert browser.post(world.link, data={"pin": PIN}).status_code == 429


def test_when_the_link_is_closed_those_inside_stay_and_nobody_else_comes(world):
    visitors.close_session(world.gallery)
    assert world.app.test_client().post(world.link, data={"pin": PIN}).status_code == 410
    assert world.browsers["Anna"].get(f"/g/{world.gallery.code}/cart").status_code == 200
