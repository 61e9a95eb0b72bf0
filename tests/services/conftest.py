"""A mail server that Kadr is connected to, and workers in processes of their own."""

import os
import subprocess
import sys

import pytest

import config
from bin.children import die_with_parent
from tests.fakes.fixtures import SmtpServer, fresh_redis, redis_server  # noqa: F401
from tests.fakes.shop_connector import ShopServer

LEASE_S = 1


@pytest.fixture(scope="session")
def scripted_server(tmp_path_factory):
    server = SmtpServer(tmp_path_factory.mktemp("smtp"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mail_server(app, scripted_server, monkeypatch):
    """A scripted mail server with nothing in it, the one Kadr sends to; see tests/fakes/smtp.py."""
    for file in (*scripted_server.folder.glob("*.eml"), scripted_server.folder / "log.jsonl"):
        file.unlink(missing_ok=True)
    monkeypatch.setattr(app.extensions["mail"], "port", scripted_server.port)
    monkeypatch.setitem(app.config, "MAIL_TIMEOUT_S", 1)
    return scripted_server


@pytest.fixture
def own_server(mail_server, tmp_path):
    """The server of a studio; the installation's one is `mail_server`."""
    server = SmtpServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def running_redis(app, fresh_redis, monkeypatch):  # noqa: F811
    """The Redis of the application, running and empty; a test may stop it."""
    monkeypatch.setitem(app.config, "REDIS_URL", fresh_redis.url)
    app.extensions.pop("kadr.redis", None)
    yield fresh_redis
    if connection := app.extensions.pop("kadr.redis", None):
        connection.close()


@pytest.fixture(scope="session")
def scripted_shop(tmp_path_factory):
    server = ShopServer(tmp_path_factory.mktemp("shops") / "one")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def shop_server(app, scripted_shop):
    """A shop nobody has told anything; see tests/fakes/shop.py."""
    scripted_shop.reset()
    return scripted_shop


@pytest.fixture
def start_worker(settings, mail_server, running_redis):
    """Start a worker of its own process, which ends when the queue is empty."""

    def start(queue, crash_at=""):
        values = settings | {
            "REDIS_URL": running_redis.url,
            "MAIL_PORT": mail_server.port,
            "LEASE_S": LEASE_S,
            "SHOP_TIMEOUT_S": 1,
            "CRASH_AT": crash_at,
            "FLASK_APP": "app.py",
        }
        environment = os.environ | {name: str(value) for name, value in values.items()}
        command = [sys.executable, "-m", "flask", "worker", queue, "--burst"]
        return subprocess.Popen(
            command,
            env=environment,
            cwd=config.ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )

    return start


@pytest.fixture
def work(start_worker):
    """The same, waited for; returns how it ended."""
    return lambda queue, crash_at="": start_worker(queue, crash_at).wait(timeout=60)
