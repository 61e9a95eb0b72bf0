"""The ground of every test: a real application on a real database, emptied between tests."""

import contextvars
import os
import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from flask import has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import Undefined
from jinja2.utils import missing
from sqlalchemy import event, text

from app import create_app
from blueprints.signing import SIGNED_IN
from extensions import db
from models.types import utc_now
from services import passwords
from tests import factories
from tests.fakes.s3_fixtures import bucket_url, in_bucket, s3_server  # noqa: F401
from tests.signing import make_sign_in

# How long an example takes tells of the machine, not of Kadr.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")
SECRETS_KEY = Fernet.generate_key().decode()
PURE_ROOMS = {"bin", "connectors", "fakes", "formats", "media"}


class NoSuchName(Undefined):
    """A template may ask whether a thing has a name, but to print what it lacks is a slip."""

    def __str__(self) -> str:
        thing = self._undefined_obj
        if thing is missing or isinstance(thing, dict | list | tuple):
            return ""
        raise AttributeError(f"{type(thing).__name__} has no {self._undefined_name!r}")


class Browser(FlaskClient):
    """A client whose requests share nothing with the test's own application context.

    Afterwards the test's session forgets what it had read, so that it sees what was changed.
    """

    def open(self, *args, **kwargs):
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        return answer


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.split("/")[1] in PURE_ROOMS:
            item.add_marker(pytest.mark.pure)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory, worker_id):
    """A filled-in schema: a template file on SQLite, a database per process on PostgreSQL."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url.replace("{worker}", worker_id)
    return f"sqlite:///{tmp_path_factory.mktemp('database')}/kadr.sqlite"


@pytest.fixture(scope="session")
def worker_id(request):
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


@pytest.fixture(scope="session")
def settings(tmp_path_factory, database_url):
    """Settings of the whole run. Redis is away unless a test asks for `redis_server`."""
    instance = tmp_path_factory.mktemp("instance")
    return {
        "KADR_INSTANCE": instance,
        "DATABASE_URL": database_url,
        "REDIS_URL": f"unix://{instance}/no-redis.sock",
        "PUBLIC_BASE_URL": "http://localhost",
        "SECRET_KEY": "a key that is only used by the tests",
        "SECRETS_KEY": SECRETS_KEY,
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_DEFAULT_SENDER": "kadr@example.com",
        "MAIL_ALLOW_PRIVATE": 1,
        "SHOPS_ALLOW_PRIVATE": 1,
        "BACKOFF_SCALE": 100,
        "FEED_FULL_HOUR": _far_from_now(),
        "CUSTOMER_API_LIMIT": "100000 per minute",
        "CUSTOMER_API_GUESSES": "100000 per minute",
    }


def _far_from_now() -> int:
    """Half a day away: what passes half an hour in a test does not come into the night's work."""
    return (datetime.now(ZoneInfo("Europe/Warsaw")).hour + 12) % 24


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords():
    """Argon2 as it is, but for a thousandth of its price: a hundred tests sign somebody in."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(scope="session")
def application(settings):
    app = create_app(settings)
    app.config["TESTING"] = True
    app.test_client_class = Browser
    app.jinja_env.undefined = NoSuchName
    with app.app_context():
        _tune(db.engine)
        db.drop_all()
        db.session.execute(text("DROP TABLE IF EXISTS alembic_version"))
        db.session.commit()
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(application):
    """The application in its context; rows and files are gone afterwards."""
    with application.app_context():
        yield application
        db.session.remove()
        _empty_tables()
        for folder in ("feeds", "galleries", "studios", "products", "partners"):
            shutil.rmtree(application.config["MEDIA_ROOT"] / folder, ignore_errors=True)
        for part in (application.config["MEDIA_ROOT"] / ".incoming").iterdir():
            part.unlink()


@pytest.fixture
def web(app):
    """An anonymous browser."""
    return app.test_client()


@pytest.fixture
def make(app):
    return factories


@pytest.fixture
def studio_web(app):
    """A browser in which a fresh user of a fresh studio is signed in; see `.user`."""
    return sign_in(app, factories.make_user())


@pytest.fixture(autouse=True)
def _no_csrf(application, request):
    """Forms need no token in tests, except where the token is the subject (`csrf` marker)."""
    application.config["WTF_CSRF_ENABLED"] = "csrf" in request.keywords


def sign_in(app, user):
    browser = app.test_client()
    with browser.session_transaction() as session:
        session[SIGNED_IN] = make_sign_in(user)
    browser.user = user
    return browser


def enter(app, invitation):
    """A browser of the invited person, past the cover page; the gallery has been sent."""
    browser = app.test_client()
    invitation.gallery.sent_at = invitation.gallery.sent_at or utc_now()
    db.session.commit()
    answer = browser.post(f"/g/{factories.token_of(invitation)}")
    assert answer.status_code == 303, answer.status
    browser.code = invitation.gallery.code
    return browser


def _tune(engine) -> None:
    """No test loses its power in the middle, so SQLite need not wait for the disk. Rows that no
    order was asked of come backwards, as they may from PostgreSQL."""
    if engine.dialect.name == "sqlite":
        for pragma in ("synchronous=OFF", "reverse_unordered_selects=ON"):
            event.listen(
                engine, "connect", lambda raw, _, said=pragma: raw.execute(f"PRAGMA {said}")
            )


def _empty_tables() -> None:
    """By DELETE, because TRUNCATE costs PostgreSQL fifty milliseconds after every test."""
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
