"""Kadr on this machine with one web worker, and people who speak to it over HTTP."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import httpx2 as httpx
import structlog

from app import create_app
from bin.children import POLL_S, stop, wait_until
from extensions import db
from models import Gallery, Invitation, Order, Photo, Studio
from models.types import utc_now
from services import accounts
from services.files import storage
from tests import factories
from tests.blueprints.studio.uploading import sha256
from tests.fakes.fixtures import RedisServer, SmtpServer
from tests.invariants import Shop, broken
from tests.journeys.stack import PASSWORD, READY_LIMIT_S, Stack
from tests.visiting import shown_fields

LIMIT_S = 20.0
LEASE_S = 1
UNIT_PATIENCE_S = 40.0  # TimeoutStopSec of kadr-web.service
_number = count(1)


class Plant(Stack):
    """A stack without workers, unless `servants` are given: a test says what is worked on, and
    when. `app` has its database."""

    redis: RedisServer
    smtp: SmtpServer
    ready_at = "/healthz"  # a small disk is never ready for a photographer

    def __init__(
        self,
        instance: Path | None = None,
        servants: Mapping[str, list[str]] | None = None,
        **settings: str,
    ):
        one = {"GUNICORN_CMD_ARGS": "--workers 1", "LEASE_S": str(LEASE_S), "MAIL_TIMEOUT_S": "1"}
        super().__init__(servants or {}, **(one | settings))
        self.instance = instance or self.instance
        self.browsers = ExitStack()
        self.shop: Shop | None = None

    def start(self) -> None:
        super().start()
        said = structlog.get_config()
        self.app = create_app(self.environment)
        structlog.configure(**said)

    def stop(self) -> None:
        self.browsers.close()
        if app := getattr(self, "app", None):
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
        super().stop()

    def deploy(self) -> None:
        """What deploy/upgrade.sh does to the services: each is asked to end, the migrations run,
        all are started."""
        self._is_stopping = True
        time.sleep(2 * POLL_S)  # the tender ends the round it is in
        stop(self.children.values(), UNIT_PATIENCE_S)
        self.flask("db", "upgrade")
        self._is_stopping = False
        assert wait_until(self.is_ready, READY_LIMIT_S), self.log("web")

    def broken(self) -> list[str]:
        """The invariants that do not hold here."""
        return list(broken(self.smtp, self.shop, storage()))

    def owner(self) -> tuple[httpx.Client, Gallery]:
        """The browser of a photographer who is signed in, and a session of theirs."""
        email = f"owner-{utc_now().timestamp()}@example.com"
        user = accounts.create_studio("Studio Świt", email, PASSWORD, is_live=True)
        browser = self.browser()
        form = shown_fields(browser.get("/login").text)
        form |= {"email": email, "password": PASSWORD}
        assert browser.post("/login", data=form).status_code == 303
        gallery = factories.make_gallery(db.session.get_one(Studio, user.studio_id))
        page = browser.get(f"/studio/galleries/{gallery.id}/photos").text
        browser.headers["X-CSRFToken"] = shown_fields(page)["csrf_token"]
        return browser, gallery

    def guest(self, invitation: Invitation) -> httpx.Client:
        """The browser of an invited person, past the cover page."""
        invitation.gallery.sent_at = invitation.gallery.sent_at or utc_now()
        db.session.commit()
        browser, link = self.browser(), f"/g/{factories.token_of(invitation)}"
        entered = browser.post(link, data=shown_fields(browser.get(link).text))
        assert entered.status_code == 303, entered.text
        return browser

    def photo(self, gallery: Gallery) -> Photo:
        """Its original lies where its row says; nobody has asked for smaller pictures."""
        data = f"an original that nobody decodes {next(_number)}".encode()
        photo = factories.make_photo(gallery, sha256=sha256(data), rendered_at=None)
        storage().put(photo.storage_key, data)
        return photo

    def order(self, studio: Studio | None = None) -> Order:
        """Of a studio of its own unless one is given, with the mails about it promised."""
        gallery = factories.make_gallery(studio)
        cart = factories.make_cart(gallery.invitations[0], [self.photo(gallery)])
        return factories.make_order(cart)

    def browser(self) -> httpx.Client:
        """It keeps its cookies; it is closed at the end."""
        return self.browsers.enter_context(httpx.Client(base_url=self.url, timeout=LIMIT_S))


@contextmanager
def running(
    instance: Path | None = None, servants: Mapping[str, list[str]] | None = None, **settings: str
) -> Iterator[Plant]:
    """A plant in whose application one stands; all it keeps is in the folder `instance`."""
    plant = Plant(instance, servants, **settings)
    try:
        plant.start()
        with plant.app.app_context():
            yield plant
    finally:
        plant.stop()
