"""Who may open what: every route of the application, tried by everybody.

A route that is not in RULES fails the first test, so a new one has to say who may use it.
"""

from itertools import product

import pytest

from extensions import db
from models import Extension, OutboxEntry, Photo, PriceList
from models.photo import Folder, Rendition
from models.types import utc_now
from services.files import storage
from tests import factories
from tests.conftest import enter, sign_in

CANARY = "Kanarek 7f3a"
PUBLIC, SIGNED_IN, OWNER, CLIENT, TOKEN = "public", "signed in", "owner", "client", "token"

RULES = {
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "help.list_programs": PUBLIC,
    "help.show_program": PUBLIC,
    "account.home": PUBLIC,
    "account.sign_in": PUBLIC,
    "account.sign_out": PUBLIC,
    "account.request_reset": PUBLIC,
    "account.set_password": PUBLIC,
    "studio.list_galleries": SIGNED_IN,
    "studio.create_gallery": SIGNED_IN,
    "studio.new_gallery": SIGNED_IN,
    "studio.list_orders": SIGNED_IN,
    "studio.show_activity": SIGNED_IN,
    "studio.list_price_lists": SIGNED_IN,
    "studio.new_price_list": SIGNED_IN,
    "studio.create_price_list": SIGNED_IN,
    "studio.show_settings": SIGNED_IN,
    "studio.change_settings": SIGNED_IN,
    "proofing.show_cover": TOKEN,
    "proofing.show_cover_picture": TOKEN,
    "proofing.enter": TOKEN,
}
BY_BLUEPRINT = {"studio": OWNER, "proofing": CLIENT}
# Every other route of a blueprint, written out, so that nobody gets one by its name alone.
LISTED = {
    "studio": """change_price_list change_prices copy_prices remove_price_list
        save_as_price_list show_price_list show_prices
        add_finished add_photos answer_extension cancel_order change_delivery
        change_chapters change_gallery
        change_times choose_cover download_gallery_export download_order_export
        hand_over invite mail_invitation mark_payment notify_again remove_photo
        renew_link reopen retry_entry retry_renditions revoke_link send_gallery
        send_reminders set_status show_banner show_delivery show_gallery
        show_gallery_export show_gallery_orders show_gallery_settings show_link
        show_order show_order_export show_photos show_progress show_rendition show_times
        upload""",
    "proofing": """change_line order_format order_product show_line
        show_product show_transfer_code ask_for_extension download_photo download_zip introduce pick
        place_order record_view show_cart show_introduction
        show_delivery show_extension show_finished_rendition show_gallery show_order
        show_photo show_rendition set_retouch
        show_pin place_pin order_of_photo write_note""",
}
ACTORS = ("anonymous", "client", "other client", "revoked client", "owner", "other studio")
ALLOWED = {
    PUBLIC: set(ACTORS),
    SIGNED_IN: {"owner", "other studio"},
    OWNER: {"owner"},
    CLIENT: {"client"},
    TOKEN: set(ACTORS),
}


def rule_of(endpoint):
    if endpoint in RULES:
        return RULES[endpoint]
    blueprint, _, name = endpoint.partition(".")
    return BY_BLUEPRINT[blueprint] if name in LISTED.get(blueprint, "").split() else None


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
            if answer.status_code not in (404, 405, 410) and not is_login(answer):
                wrong.append((actor, method, rule.rule, answer.status_code))
            if CANARY.encode() in answer.data:
                wrong.append((actor, method, rule.rule, "told the canary"))
    assert wrong == []


def test_what_is_theirs_does_open(application):
    """Every GET that an actor may use answers without a refusal; never a 500."""
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


def is_login(answer):
    return answer.status_code in (302, 303) and answer.location.startswith("/login")


class World:
    """Studio A with two galleries and their clients, studio B, and a browser for everybody."""

    def __init__(self, app):
        self.gallery = self._gallery(CANARY)
        self.invitation = self.gallery.invitations[0]
        other = self._gallery("another", studio=self.gallery.studio)
        revoked = factories.make_invitation(self.gallery)
        owner = factories.make_user(self.gallery.studio)
        stranger = factories.make_user()
        self.product = factories.make_item(self.gallery, kind="product", name="Album")
        self.order = self._order()
        self.extension = factories.save(
            Extension(invitation=self.invitation, answered_at=utc_now())
        )
        studio = self.gallery.studio
        self.price_list = factories.save(PriceList(studio=studio, name=CANARY))
        self.browsers = {
            "anonymous": app.test_client(),
            "client": enter(app, self.invitation),
            "other client": enter(app, other.invitations[0]),
            "revoked client": enter(app, revoked),
            "owner": sign_in(app, owner),
            "other studio": sign_in(app, stranger),
        }
        revoked.revoked_at = utc_now()
        revoked.link_epoch += 1
        db.session.commit()

    def ask(self, actor, rule, method, **query):
        arguments = {name: self._value(name, rule) for name in rule.arguments}
        _, path = rule.build(arguments | query)
        browser = self.browsers[actor]
        body = {"data": b"x"} if "uploads" in path and method in ("PUT", "PATCH") else {}
        return browser.open(path, method=method, buffered=True, **body)

    def _order(self):
        """One that waits for a bank transfer."""
        payment = factories.make_payment(self.gallery)
        self.gallery.prices.extra_photo_cents = 1000
        cart = factories.make_cart(self.invitation, [self.proof])
        return factories.make_order(cart, payment=payment)

    def _gallery(self, title, studio=None):
        gallery = factories.make_gallery(studio, title=title, sent_at=utc_now())
        factories.make_item(gallery)
        self.proof = self._photo(gallery, Folder.PROOFS)
        self.finished = self._photo(gallery, Folder.FULL)
        gallery.delivery.handed_over_at = gallery.delivery.notified_at = utc_now()
        db.session.commit()
        return gallery

    def _photo(self, gallery, folder):
        photo = factories.make_photo(gallery, folder=folder, number=1)
        storage().put(photo.storage_key, photo.filename.encode())
        for kind in photo.rendition_kinds:
            key = photo.rendition_key(kind)
            storage().put(key, b"jpeg")
            photo.renditions.append(
                Rendition(kind=kind, key=key, width_px=400, height_px=267, size_bytes=4)
            )
        db.session.commit()
        return photo

    def _value(self, name, rule):
        here = self.gallery
        photo = here_photo(here, Folder.FULL if "/delivery/" in rule.rule else Folder.PROOFS)
        entry = db.session.scalar(
            db.select(OutboxEntry.id).where(OutboxEntry.studio_id == here.studio_id)
        )
        return {
            "gallery_id": here.id,
            "photo_id": photo.id,
            "item_id": self.product.id if "/products/" in rule.rule else here.prices.items[0].id,
            "invitation_id": self.invitation.id,
            "order_id": self.order.id,
            "entry_id": entry,
            "list_id": self.price_list.id,
            "extension_id": self.extension.id,
            "code": here.code,
            "token": factories.token_of(self.invitation),
            "number": self.order.number,
            "folder": "full",
            "kind": "thumb",
            "program": "txt",
            "upload_id": "a" * 64,
        }[name]


def here_photo(gallery, folder):
    return db.session.scalars(Photo.in_folder(gallery.id, folder)).first()
